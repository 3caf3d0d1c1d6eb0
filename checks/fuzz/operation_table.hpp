#pragma once
// The operations that a draft may use, as rows. Each family of saved values of the runtime has members here: an
// operation may save its operands, its result, indices, masks, statistics or nothing.
#include <gradproof/checks/fuzz/draft.hpp>
#include <span>
#include <string_view>

namespace gradproof::checks::fuzz {

/// From the shapes of the operands to that of the result.
enum class Form {
  same,       ///< of {a}
  broadcast,  ///< of {a} and {b} together
  alike,      ///< {a} and {b} have one shape, and the result too
  pair,       ///< {a} and {b} have one shape; a number
  all,        ///< a number
  along,      ///< without dimension {d}
  kept,       ///< with dimension {d} of size 1
  gram,       ///< [m, n] -> [m, m]
  product,    ///< [m, n] and [n, k], made from {a} transposed where nothing fits -> [m, k]
  outer,      ///< [m], [n] -> [m, n]
  twice,      ///< the first dimension twice
  stacked,    ///< two more of them in front
  two_rows,   ///< the first dimension is 2
};

/// Where the result's elements lie, if those of the operands lie in `a` and `b` and {a} has `n` elements.
using RangeRule = Range (*)(Range a, Range b, double n);

struct Operation {
  std::string_view name;  ///< of what is recorded: two spellings may share one
  std::string_view text;  ///< with {a}, {b}, {d} (a dimension) and {last} (the size of the last one)
  Form form;
  Range domain;  ///< of the operands
  RangeRule range;
};

std::span<const Operation> operations();

}  // namespace gradproof::checks::fuzz
