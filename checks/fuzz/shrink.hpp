#pragma once
#include <functional>
#include <gradproof/checks/program/program.hpp>

namespace gradproof::checks::fuzz {

/// Whether a smaller program still shows what is looked for.
using Shows = std::function<bool(const Program&)>;

/// A program that still shows it, as small as removing statements, unwrapping blocks, joining two names of one
/// value, replacing expressions by their parts, simplifying numbers and shapes and dropping observed expressions can
/// make it. `program` shows it. Asks `shows` some hundred times. Greedy, as delta debugging is (Zeller and Hildebrandt
/// 2002): no single step makes the result smaller.
Program shrink(const Program& program, const Shows& shows);

}  // namespace gradproof::checks::fuzz
