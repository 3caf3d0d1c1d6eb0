#pragma once
// Python's operators on plain values: numbers, strings, lists and tuples. No machine takes part.
#include <gradproof/checks/program/ast.hpp>
#include <gradproof/checks/program/value.hpp>
#include <stdexcept>

namespace gradproof::checks {

/// A bound of the language that CPython does not have (language.md section 2): a fault of the file.
struct LimitError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Whether the value is a bool, an int or a float.
bool is_number(const Value& value);

/// `left op right`. Throws Raised where Python raises (its kinds are "argument" and "value") and LimitError for an
/// integer beyond 64 bits and a list beyond limits::items.
Value arithmetic(ast::BinaryOperator op, const Value& left, const Value& right);

/// `-value` and `~value`.
Value arithmetic(ast::UnaryOperator op, const Value& value);

/// `left op right` for the six comparisons of numbers or of strings; Raised of kind "argument" for anything else.
bool compare(ast::CompareOperator op, const Value& left, const Value& right);

/// The number as a float. Precondition: is_number(value).
double as_double(const Value& value);

/// The type's name in Python, for messages: "int", "list", "Tensor".
std::string type_name(const Value& value);

}  // namespace gradproof::checks
