#pragma once
// The expressions directly inside a node of an expression, in the order in which Python evaluates them: what a visitor
// of the syntax tree follows where it has nothing to say itself.
#include <gradproof/checks/program/ast.hpp>

namespace gradproof::checks::ast {

template <class F>
void for_each_part(const Name&, F) {}
template <class F>
void for_each_part(const Constant&, F) {}
template <class F>
void for_each_part(const Attribute& e, F f) {
  f(*e.value);
}
template <class F>
void for_each_part(const Subscript& e, F f) {
  f(*e.value);
  f(*e.index);
}
template <class F>
void for_each_part(const Slice& e, F f) {
  for (const auto* bound : {&e.start, &e.stop, &e.step})
    if (*bound) f(***bound);
}
template <class F>
void for_each_part(const Tuple& e, F f) {
  for (const Expr& item : e.items) f(item);
}
template <class F>
void for_each_part(const List& e, F f) {
  for (const Expr& item : e.items) f(item);
}
template <class F>
void for_each_part(const Call& e, F f) {
  f(*e.function);
  for (const Expr& argument : e.arguments) f(argument);
  for (const Keyword& keyword : e.keywords) f(keyword.value);
}
template <class F>
void for_each_part(const BinOp& e, F f) {
  f(*e.left);
  f(*e.right);
}
template <class F>
void for_each_part(const UnaryOp& e, F f) {
  f(*e.operand);
}
template <class F>
void for_each_part(const Compare& e, F f) {
  f(*e.left);
  f(*e.right);
}
template <class F>
void for_each_part(const Lambda& e, F f) {
  f(*e.body);
}

}  // namespace gradproof::checks::ast
