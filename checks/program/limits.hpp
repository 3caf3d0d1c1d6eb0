#pragma once
#include <cstddef>

/// Bounds on a file, so that no file can exhaust the stack or the patience of whoever reads it.
namespace gradproof::checks::limits {

inline constexpr std::size_t file_bytes = std::size_t{1} << 20;
inline constexpr int nesting = 100;              ///< brackets, unary operators, powers and lambdas inside one another
inline constexpr int height = 1000;              ///< levels of an expression's tree: long chains of operators or calls
inline constexpr int blocks = 20;                ///< `for` and `with` inside one another: CPython's own bound
inline constexpr std::size_t arguments = 255;    ///< of a call, and parameters of a lambda
inline constexpr std::size_t observed = 1000;    ///< expressions in each of observe, right and intend
inline constexpr int executed = 100'000;         ///< statements that a program may execute
inline constexpr std::size_t items = 1'000'000;  ///< of a list, or of a string made by repetition
inline constexpr std::size_t printed = 1 << 16;  ///< bytes that are kept of what a program prints

}  // namespace gradproof::checks::limits
