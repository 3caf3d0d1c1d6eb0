#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/literal_shape.hpp>

namespace gradproof::checks {
namespace {

using ast::Expr;

const std::vector<Expr>* items(const Expr& expr) {
  if (const auto* list = expr.get<ast::List>()) return &list->items;
  const auto* tuple = expr.get<ast::Tuple>();
  return tuple ? &tuple->items : nullptr;
}

// A plain number, with or without a sign; anything else but a list may turn out to have any shape.
bool is_number(const Expr& expr) {
  if (const auto* sign = expr.get<ast::UnaryOp>()) return is_number(*sign->operand);
  return expr.get<ast::Constant>() != nullptr;
}

// The lengths of an expression's dimensions; `open` where they are not known from here on.
struct Shape {
  std::vector<std::size_t> sizes;
  bool open = false;
};

Shape shape_of(const Expr& expr) {
  const auto* list = items(expr);
  if (!list) return {{}, !is_number(expr)};
  Shape shape{{list->size()}, list->empty()};
  if (list->empty()) return shape;
  Shape first = shape_of(list->front());
  for (std::size_t i = 1; i < list->size(); ++i) {
    const Expr& item = (*list)[i];
    Shape next = shape_of(item);
    std::size_t common = std::min(first.sizes.size(), next.sizes.size());
    for (std::size_t d = 0; d < common; ++d)
      if (first.sizes[d] != next.sizes[d])
        throw Fault{item.at, fmt::format("ragged literal: found a length of {} where the item before has {}; all have "
                                         "the same",
                                         next.sizes[d], first.sizes[d])};
    if (!first.open && !next.open && first.sizes.size() != next.sizes.size())
      throw Fault{item.at, "ragged literal: numbers and lists stand side by side; every item has the same depth"};
    if (first.open && !next.open) first = next;
  }
  shape.sizes.insert(shape.sizes.end(), first.sizes.begin(), first.sizes.end());
  shape.open = first.open;
  return shape;
}

}  // namespace

std::optional<Fault> ragged_literal(const Expr& expr) {
  try {
    shape_of(expr);
  } catch (const Fault& fault) {
    return fault;
  }
  return std::nullopt;
}

}  // namespace gradproof::checks
