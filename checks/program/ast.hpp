#pragma once
// The syntax tree of a scenario: exactly the nodes of Python's `ast` that language.md section 2 allows, as values.
// Two trees are equal when their programs are: positions do not count. Read Expr and Statement first.
#include <cstdint>
#include <gradproof/checks/program/box.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gradproof::checks::ast {

/// Where something stands in its file, both counted from 1; a column is a character, not a byte.
struct Position {
  int line = 0, column = 0;
  auto operator<=>(const Position&) const = default;
};

struct Expr;

enum class BinaryOperator {
  add,
  subtract,
  multiply,
  divide,
  floor_divide,
  modulo,
  power,
  matmul,
  bit_and,
  bit_or,
  bit_xor
};
enum class UnaryOperator { negate, invert };
enum class CompareOperator { equal, not_equal, less, less_equal, greater, greater_equal, is, is_not };

std::string_view symbol(BinaryOperator op);  ///< "+", "//", ...
std::string_view symbol(UnaryOperator op);
std::string_view symbol(CompareOperator op);

struct Name {
  std::string id;
  bool operator==(const Name&) const = default;
};
struct Attribute {
  Box<Expr> value;
  std::string name;
  Position name_at;  ///< of the name behind the dot
  bool operator==(const Attribute& other) const { return value == other.value && name == other.name; }
};
struct Subscript {
  Box<Expr> value;
  Box<Expr> index;  ///< an expression, a Slice, or a Tuple that may hold Slices
  bool operator==(const Subscript&) const = default;
};
/// start:stop:step, only inside a Subscript.
struct Slice {
  std::optional<Box<Expr>> start, stop, step;
  bool operator==(const Slice&) const = default;
};
struct Tuple {
  std::vector<Expr> items;
  bool operator==(const Tuple&) const = default;
};
struct List {
  std::vector<Expr> items;
  bool operator==(const List&) const = default;
};
/// The literal `...`.
struct Ellipsis {
  bool operator==(const Ellipsis&) const = default;
};
struct Constant {
  std::variant<std::monostate /* None */, bool, std::int64_t, double, std::string, Ellipsis> value;
  bool operator==(const Constant&) const = default;
};
struct Keyword;
struct Call {
  Box<Expr> function;
  std::vector<Expr> arguments;
  std::vector<Keyword> keywords;  ///< in the order written; no name twice
  bool operator==(const Call&) const = default;
};
struct BinOp {
  Box<Expr> left;
  BinaryOperator op;
  Box<Expr> right;
  bool operator==(const BinOp&) const = default;
};
struct UnaryOp {
  UnaryOperator op;
  Box<Expr> operand;
  bool operator==(const UnaryOp&) const = default;
};
struct Compare {
  Box<Expr> left;
  CompareOperator op;
  Box<Expr> right;
  bool operator==(const Compare&) const = default;
};
/// Occurs only as an argument of a call that takes functions (rules.hpp).
struct Lambda {
  std::vector<std::string> parameters;  ///< at least one, all different
  Box<Expr> body;
  bool operator==(const Lambda&) const = default;
};

/// An expression and where it begins. As in Statement, what copies and ends the variant is compiled once, in ast.cpp.
struct Expr {
  using Node =
      std::variant<Name, Attribute, Subscript, Slice, Tuple, List, Constant, Call, BinOp, UnaryOp, Compare, Lambda>;
  Expr();
  Expr(Node node, Position at, int height = 1);
  Expr(const Expr& other);
  Expr(Expr&& other) noexcept;
  Expr& operator=(const Expr& other);
  Expr& operator=(Expr&& other) noexcept;
  ~Expr();

  Node node;
  Position at;
  int height = 1;  ///< levels of the tree; at most limits::height, so recursion over a tree is safe

  template <class T>
  const T* get() const {
    return std::get_if<T>(&node);
  }
  bool operator==(const Expr& other) const;
};

struct Keyword {
  std::string name;
  Expr value;
  Position at;
  bool operator==(const Keyword& other) const { return name == other.name && value == other.value; }
};

struct Statement;

struct Assign {
  Expr target;  ///< Name, Tuple of Names, Attribute (data, grad, requires_grad) or Subscript
  Expr value;
  bool operator==(const Assign&) const = default;
};
struct AugAssign {
  Expr target;  ///< Name, Attribute or Subscript
  BinaryOperator op;
  Expr value;
  bool operator==(const AugAssign&) const = default;
};
struct ExprStatement {
  Expr value;
  bool operator==(const ExprStatement&) const = default;
};
struct With {
  Expr context;  ///< a Call of one of rules.hpp's contexts
  std::vector<Statement> body;
  bool operator==(const With&) const = default;
};
struct For {
  std::string variable;
  Expr range;  ///< a Call of `range` with one to three positional arguments
  std::vector<Statement> body;
  bool operator==(const For&) const = default;
};
struct Delete {
  std::vector<Expr> targets;  ///< Names or Attributes
  bool operator==(const Delete&) const = default;
};
struct Assert {
  Expr condition;
  std::optional<Expr> message;
  bool operator==(const Assert&) const = default;
};
/// import torch · torch.nn as nn · torch.nn.functional as F · numpy as np · math
struct Import {
  std::string module;
  std::string alias;  ///< the name it binds: "torch", "nn", "F", "np", "math"
  bool operator==(const Import&) const = default;
};
/// from gradproof.prelude import names
struct ImportFrom {
  std::string module;
  std::vector<std::string> names;
  bool operator==(const ImportFrom&) const = default;
};

struct Statement {
  using Node = std::variant<Assign, AugAssign, ExprStatement, With, For, Delete, Assert, Import, ImportFrom>;
  Statement();
  Statement(Node node, Position at, int last_line = 0);
  Statement(const Statement& other);
  Statement(Statement&& other) noexcept;
  Statement& operator=(const Statement& other);
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  Node node;
  Position at;
  int last_line = 0;  ///< of the statement's own tokens, its body excluded

  template <class T>
  const T* get() const {
    return std::get_if<T>(&node);
  }
  bool operator==(const Statement& other) const;
};

/// "torch.autograd.grad" for a chain of attributes that begins with a name; empty for anything else.
std::string dotted_name(const Expr& expr);

}  // namespace gradproof::checks::ast
