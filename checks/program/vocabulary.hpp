#pragma once
// The words of language.md that more than one part must spell alike.
#include <algorithm>
#include <array>
#include <string_view>

namespace gradproof::checks {

/// Section 7.
inline constexpr std::array<std::string_view, 12> outcomes = {
    "correct",    "detected", "false_alarm", "silent_wrong", "silent_drop", "silent_state",
    "by_request", "error",    "unsupported", "unjudged",     "crashed",     "timeout"};

/// Section 9, first list: errors that autograd raises.
inline constexpr std::array<std::string_view, 26> autograd_kinds = {"modified_after_save",
                                                                    "leaf_write",
                                                                    "view_write",
                                                                    "inference",
                                                                    "freed_graph",
                                                                    "no_graph",
                                                                    "unused_input",
                                                                    "requires_grad",
                                                                    "non_scalar_seed",
                                                                    "out_requires_grad",
                                                                    "detach_view",
                                                                    "set_grad",
                                                                    "set_data",
                                                                    "dirty",
                                                                    "saved_hook",
                                                                    "custom_function",
                                                                    "overlap",
                                                                    "resize",
                                                                    "not_differentiable",
                                                                    "gradient_shape",
                                                                    "numpy_requires_grad",
                                                                    "device_access",
                                                                    "dlpack",
                                                                    "deepcopy",
                                                                    "audit",
                                                                    "race"};

/// Section 9, second list: the program is wrong whatever autograd does.
inline constexpr std::array<std::string_view, 9> program_kinds = {
    "shape", "dtype", "index", "argument", "value", "memory", "not_implemented", "device_unavailable", "assertion"};

/// Section 4: what `from gradproof.prelude import` offers.
inline constexpr std::array<std::string_view, 9> prelude_names = {"raw_write",         "raw_copy",    "numpy_view",
                                                                  "dlpack_alias",      "function",    "checkpoint",
                                                                  "increment_version", "same_memory", "version"};

/// Whether `words` holds `word`.
template <class Words>
constexpr bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr bool is_outcome(std::string_view word) { return contains(outcomes, word); }
constexpr bool is_autograd_kind(std::string_view word) { return contains(autograd_kinds, word); }
constexpr bool is_program_kind(std::string_view word) { return contains(program_kinds, word); }
constexpr bool is_error_kind(std::string_view word) { return is_autograd_kind(word) || is_program_kind(word); }

}  // namespace gradproof::checks
