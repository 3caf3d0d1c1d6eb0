// Reading and writing by index, joining, repeating: all of it gather, scatter and overwrite by position.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/places.hpp>
#include <gradproof/checks/oracle/rules.hpp>
#include <numeric>

namespace gradproof::checks::oracle {
namespace {

std::int64_t dim_in(const Call& c, const Shape& shape) { return wrapped_dim(c.integer("dim"), shape.size()); }

Selection slices(const Call& c) {
  return slices(c.input().shape(), dim_in(c, c.input().shape()), c.var("index").value());
}

Var scatter_source(const Call& c, const Shape& shape) {
  return c.has("src") ? leading(c.var("src"), shape) : expand(cast(c.var("value"), c.input().dtype()), shape);
}

Var scattered(const Call& c) {
  Array index = c.var("index").value();
  Positions at = along(c.input().shape(), dim_in(c, c.input().shape()), index);
  Var source = cast(scatter_source(c, index.shape()), c.input().dtype());
  if (c.has("reduce")) return reduced_into(c.input(), at, source, c.text("reduce"), true);
  return overwrite(c.input(), at, source);
}

Var put(const Call& c) {
  std::vector<Value> items = items_of(c["indices"]);
  Selection chosen = select_elements(c.input().shape(), list_of(std::move(items), true));
  Var values = expand(cast(c.var("values"), c.input().dtype()), chosen.shape);
  return c.flag("accumulate") ? added(c.input(), chosen.positions, values)
                              : overwrite(c.input(), chosen.positions, values);
}

Var masked(const Call& c) {
  Array mask = c.var("mask").value();
  Shape shape = broadcast(mask.shape(), c.input().shape());
  Var x = expand(c.input(), shape);
  Positions from = broadcast_positions(mask.shape(), shape), chosen;
  for (std::size_t i = 0; i < from.size(); ++i)
    if (mask[from[i]] != 0) chosen.push_back(static_cast<std::int64_t>(i));
  auto size = static_cast<std::int64_t>(chosen.size());
  return gather(x, std::move(chosen), {size});
}

Var concatenated(const Call& c) {
  Vars parts = c.vars("tensors"), kept;
  for (const Var& part : parts)
    if (part.shape() != Shape{0}) kept.push_back(part);  // the old kind of empty tensor fits everywhere
  if (parts.empty()) throw Raised("argument", "cat: found no tensors, expected at least one");
  return joined(kept.empty() ? parts : kept, c.integer("dim"));
}

Var stacked(const Call& c) {
  Vars parts = c.vars("tensors");
  if (parts.empty()) throw Raised("argument", "stack: found no tensors, expected at least one");
  std::int64_t dim = wrapped_dim(c.integer("dim"), parts.front().shape().size() + 1);
  for (Var& part : parts) part = reshape(part, unsqueeze(Layout(part.shape()), dim).shape);
  return joined(parts, dim);
}

Var rolled(const Call& c) {
  Var x = c.input();
  Shape shifts = c.sizes("shifts"), dims = c.sizes("dims");
  Shape shape = dims.empty() ? Shape{x.value().size()} : x.shape();
  if (dims.empty()) dims = {0};
  if (shape.empty() || shifts.size() != dims.size())
    throw Raised("shape", fmt::format("roll: found shifts {} for dimensions {} of {}, expected one for each", shifts,
                                      dims, shape));
  Var result = reshape(x, shape);
  for (std::size_t i = 0; i < dims.size(); ++i) {
    auto dim = wrapped_dim(dims[i], shape.size());
    std::int64_t size = shape[static_cast<std::size_t>(dim)];
    Numbers order;
    for (std::int64_t k = 0; k < size; ++k)
      order.push_back(static_cast<double>(((k - shifts[i]) % size + size) % size));
    Selection chosen = slices(shape, dim, Array({size}, Dtype::int64, std::move(order)));
    result = gather(result, chosen.positions, chosen.shape);
  }
  return reshape(result, x.shape());
}

Var one_hot(const Call& c) {
  Array classes = c.var("tensor").value();
  double highest = 0;
  for (double k : classes.numbers()) highest = std::max(highest, k);
  std::int64_t width = c.integer("num_classes") < 0 ? static_cast<std::int64_t>(highest) + 1 : c.integer("num_classes");
  Shape shape = classes.shape();
  shape.push_back(width);
  Numbers numbers(static_cast<std::size_t>(count(shape)), 0.0);
  for (std::int64_t i = 0; i < classes.size(); ++i)
    numbers[static_cast<std::size_t>(i * width + checked(classes[i], width))] = 1;
  return constant(Array(std::move(shape), Dtype::int64, std::move(numbers)));
}

}  // namespace

const Formulas& index_formulas() {
  static const Formulas table = {
      {"index_select",
       [](const Call& c) {
         Selection s = slices(c);
         return gather(c.input(), s.positions, s.shape);
       }},
      {"gather",
       [](const Call& c) {
         Array index = c.var("index").value();
         return gather(c.input(), along(c.input().shape(), dim_in(c, c.input().shape()), index), index.shape());
       }},
      {"scatter", scattered},
      {"scatter_add",
       [](const Call& c) {
         Array index = c.var("index").value();
         return added(c.input(), along(c.input().shape(), dim_in(c, c.input().shape()), index),
                      leading(c.var("src"), index.shape()));
       }},
      {"index_add",
       [](const Call& c) {
         Selection s = slices(c);
         return added(c.input(), s.positions, c.var("alpha") * expand(c.var("source"), s.shape));
       }},
      {"index_copy",
       [](const Call& c) {
         Selection s = slices(c);
         return overwrite(c.input(), s.positions, expand(c.var("source"), s.shape));
       }},
      {"index_fill",
       [](const Call& c) {
         Selection s = slices(c);
         return overwrite(c.input(), s.positions, expand(cast(c.var("value"), c.input().dtype()), s.shape));
       }},
      {"index_put", put},
      {"masked_fill",
       [](const Call& c) { return where(c.var("mask").value(), cast(c.var("value"), c.input().dtype()), c.input()); }},
      {"masked_select", masked},
      {"take",
       [](const Call& c) {
         Var flat = reshape(c.input(), {c.input().value().size()});
         Array i = c.var("index").value();
         return gather(flat, along(flat.shape(), 0, i.reshaped({i.size()})), i.shape());
       }},
      {"cat", concatenated},
      {"stack", stacked},
      {"flip", [](const Call& c) { return flipped(c.input(), c.sizes("dims")); }},
      {"roll", rolled},
      {"repeat", [](const Call& c) { return repeated(c.input(), c.sizes("repeats")); }},
      {"tile", [](const Call& c) { return repeated(c.input(), c.sizes("dims")); }},
      {"one_hot", one_hot},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
