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

/// The same program without writes: statements that only act (hooks too) are left out, backward passes excepted, and
/// `x.mul_(y)` within an expression becomes `x.mul(y)`.
std::optional<Program> without_writes(const Program& program);

/// Whether the program registers a hook on a tensor that it made as a view.
bool hooks_a_view(const Program& program);
/// The same program with the elements of every tensor in float64.
std::optional<Program> in_doubles(const Program& program);

}  // namespace gradproof::checks::fuzz
