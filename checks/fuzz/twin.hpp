#pragma once
#include <gradproof/checks/program/program.hpp>
#include <optional>

namespace gradproof::checks::fuzz {

/// The same program with every write that no counter sees done through an alias that shares the counter: `.data`
/// becomes
/// `.detach()`, raw and numpy writes become in-place operations, a tensor kept on the context goes through
/// save_for_backward. Where the twin raises `modified_after_save`, the silence of the program is the bypass's doing,
/// and no fault of the subject. Nothing where the program has no such write.
std::optional<Program> honest_twin(const Program& program);

/// The same program without writes: statements that only act are left out, backward passes and hooks excepted, and
/// `x.mul_(y)` within an expression becomes `x.mul(y)`.
std::optional<Program> without_writes(const Program& program);

/// Whether the program registers a hook on a tensor that it made as a view, or takes a view of.
bool hooks_a_view_or_its_base(const Program& program);
/// The same program in which every leaf has a `.grad` of zeros from the start, so that no gradient that arrives is
/// taken over without a copy, memory and all.
std::optional<Program> with_own_gradients(const Program& program);
/// The same program without hooks; nothing where it has none.
std::optional<Program> without_hooks(const Program& program);
/// The same program with the numbers that its tensors begin with moved by once to three times the part `by` of
/// themselves, so that what was equal differs.
std::optional<Program> moved(const Program& program, double by);
/// The same program with the elements of every tensor in float64.
std::optional<Program> in_doubles(const Program& program);

}  // namespace gradproof::checks::fuzz
