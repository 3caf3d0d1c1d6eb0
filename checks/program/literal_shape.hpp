#pragma once
#include <gradproof/checks/program/fault.hpp>
#include <optional>

namespace gradproof::checks {

/// The first place where a nested list of numbers is ragged: rows of different length, or a number beside a list.
/// Nothing where it is rectangular, and where names in it leave that open.
std::optional<Fault> ragged_literal(const ast::Expr& expr);

}  // namespace gradproof::checks
