#pragma once
// What the language leaves out of Python that is no matter of grammar: what may be assigned to, which contexts `with`
// enters, where a lambda stands, what `is` compares with.
#include <gradproof/checks/program/fault.hpp>
#include <span>
#include <vector>

namespace gradproof::checks {

/// Appends the faults of `body`, and of the bodies in it, in the order of the text.
void check_rules(std::span<const ast::Statement> body, std::vector<Fault>& faults);

/// Appends the faults of an expression.
void check_rules(const ast::Expr& expr, std::vector<Fault>& faults);

}  // namespace gradproof::checks
