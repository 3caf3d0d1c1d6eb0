// Writing by index and by shape into a copy, and rearranging whole tensors.
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/oracle/places.hpp>

namespace gradproof::checks::oracle {
namespace {

std::int64_t dim_of(const Call& c) { return wrapped_dim(c.integer("dim"), c.input().shape().size()); }

// ---- writes

Var scatter_reduce(const Call& c) {
  Array index = c.var("index").value();
  return reduced_into(c.input(), along(c.input().shape(), dim_of(c), index), leading(c.var("src"), index.shape()),
                      c.text("reduce"), c.flag("include_self"));
}

Var index_reduce(const Call& c) {
  Selection s = slices(c.input().shape(), dim_of(c), c.var("index").value());
  return reduced_into(c.input(), s.positions, expand(c.var("source"), s.shape), c.text("reduce"),
                      c.flag("include_self"));
}

Var masked_scatter(const Call& c) {
  Array mask = c.var("mask").value();
  Shape shape = broadcast(mask.shape(), c.input().shape());
  Positions from = broadcast_positions(mask.shape(), shape), chosen, first;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (mask[from[i]] == 0) continue;
    first.push_back(static_cast<std::int64_t>(chosen.size()));
    chosen.push_back(static_cast<std::int64_t>(i));
  }
  auto size = static_cast<std::int64_t>(chosen.size());
  if (size > c.var("source").value().size())
    throw Raised("shape", "masked_scatter: expected self and source to fit: source has fewer elements than the mask");
  return overwrite(expand(c.input(), shape), chosen, gather(c.var("source"), std::move(first), {size}));
}

Var put(const Call& c) {
  Array index = c.var("index").value();
  Positions at = along({c.input().value().size()}, 0, index.reshaped({index.size()}));
  Var source = cast(c.var("source"), c.input().dtype());
  return c.flag("accumulate") ? added(c.input(), at, source) : overwrite(c.input(), at, source);
}

Var written(const Call& c, const Layout& where) {
  Var source = cast(c.var("src"), c.input().dtype());
  if (source.shape() != where.shape)
    throw Raised("shape", "expected src to have the size of the part of self that it is written to");
  return overwrite(c.input(), where.positions(), source);
}

std::optional<std::int64_t> bound(const Call& c, const char* name) {
  return c.has(name) ? std::optional(c.integer(name)) : std::nullopt;
}

Var slice_scatter(const Call& c) {
  return written(
      c, slice(Layout(c.input().shape()), c.integer("dim"), bound(c, "start"), bound(c, "end"), c.integer("step")));
}

Var diagonal_scatter(const Call& c) {
  return written(c, diagonal(Layout(c.input().shape()), c.integer("offset"), c.integer("dim1"), c.integer("dim2")));
}

Var strided_scatter(const Call& c) {
  std::int64_t offset = c.has("storage_offset") ? c.integer("storage_offset") : 0;
  return written(c, Layout(c.sizes("size"), c.sizes("stride"), offset));
}

Var fill_diagonal(const Call& c) {
  Shape shape = c.input().shape();
  std::int64_t step = 0, shortest = *std::min_element(shape.begin(), shape.end());
  for (std::int64_t stride : row_major_strides(shape)) step += stride;
  bool wraps = c.flag("wrap") && shape.size() == 2 && shape[0] > shape[1];
  Positions at;
  for (std::int64_t i = 0; wraps ? i < c.input().value().size() : i < shortest * step; i += step) at.push_back(i);
  auto size = static_cast<std::int64_t>(at.size());
  return overwrite(c.input(), at, expand(cast(c.var("fill_value"), c.input().dtype()), {size}));
}

// ---- reads

Var take_along(const Call& c) {
  Array index = c.var("indices").value();
  if (!c.has("dim")) {
    Var flat = reshape(c.input(), {c.input().value().size()});
    return gather(flat, along(flat.shape(), 0, index.reshaped({index.size()})), {index.size()});
  }
  auto d = static_cast<std::size_t>(dim_of(c));
  Shape wide = c.input().shape(), picked = index.shape();
  std::int64_t length = wide.at(d), taken = std::exchange(picked.at(d), 1);
  wide[d] = 1;
  Shape shape = broadcast(wide, picked);
  wide = picked = shape;
  wide[d] = length;
  picked[d] = taken;
  Array places = expand(constant(index), picked).value();
  return gather(expand(c.input(), wide), along(wide, static_cast<std::int64_t>(d), places), picked);
}

Array times(const Array& repeats, std::int64_t length) {
  Numbers places;
  for (std::int64_t i = 0; i < length; ++i)
    places.insert(places.end(), static_cast<std::size_t>(repeats[repeats.size() == 1 ? 0 : i]), static_cast<double>(i));
  auto size = static_cast<std::int64_t>(places.size());
  return Array({size}, Dtype::int64, std::move(places));
}

Var repeat_interleave(const Call& c) {
  Array repeats = c.var("repeats").value();
  if (!c.has("input")) return constant(times(repeats, repeats.size()));
  Var x = c.has("dim") ? c.input() : reshape(c.input(), {c.input().value().size()});
  std::int64_t d = c.has("dim") ? wrapped_dim(c.integer("dim"), x.shape().size()) : 0;
  std::int64_t length = x.shape().at(static_cast<std::size_t>(d));
  if (repeats.size() != 1 && repeats.size() != length)
    throw Raised("shape", "repeat_interleave: repeats must have the same size as input along dim");
  Selection s = slices(x.shape(), d, times(repeats, length));
  return gather(x, s.positions, s.shape);
}

Var rotated(const Call& c) {
  Shape dims = c.sizes("dims");
  switch ((c.integer("k") % 4 + 4) % 4) {
    case 1:
      return transpose(flipped(c.input(), {dims.at(1)}), dims[0], dims[1]);
    case 2:
      return flipped(c.input(), dims);
    case 3:
      return transpose(flipped(c.input(), {dims.at(0)}), dims[0], dims[1]);
    default:
      return c.input();
  }
}

// ---- joins

Var with_rank(const Var& x, std::size_t rank, bool column = false) {
  Shape shape = x.shape();
  if (shape.size() < rank && shape.empty()) shape.push_back(1);
  while (shape.size() < std::min<std::size_t>(rank, 2)) shape.insert(column ? shape.end() : shape.begin(), 1);
  while (shape.size() < rank) shape.push_back(1);
  return reshape(x, shape);
}

Var stacked_along(const Call& c, std::size_t rank, std::int64_t dim, bool column = false) {
  Vars parts = c.vars("tensors");
  if (parts.empty()) throw Raised("argument", "expected a non-empty list of tensors");
  for (Var& x : parts) x = with_rank(x, rank, column);
  return joined(parts, dim);
}

Var side_by_side(const Call& c) {
  Vars parts = c.vars("tensors");
  return stacked_along(c, 1, !parts.empty() && parts[0].shape().size() > 1 ? 1 : 0);
}

Var block_diagonal(const Call& c) {
  std::int64_t rows = 0, columns = 0;
  Vars blocks = c.vars("tensors");
  Dtype dtype = Dtype::boolean;
  for (Var& x : blocks) {
    x = with_rank(x, 2);
    rows += x.shape()[0];
    columns += x.shape()[1];
    dtype = promote(Array::full({1}, dtype, 0), Array::full({1}, x.dtype(), 0));
  }
  Layout whole(Shape{rows, columns});
  Var result = constant(Array::full(whole.shape, dtype, 0));
  std::int64_t row = 0, column = 0;
  for (const Var& x : blocks) {
    Layout block = narrow(narrow(whole, 0, row, x.shape()[0]), 1, column, x.shape()[1]);
    result = result + scatter(cast(x, dtype), block.positions(), whole.shape);
    row += x.shape()[0];
    column += x.shape()[1];
  }
  return result;
}

}  // namespace

const Formulas& scatter_formulas() {
  static const Formulas table = {
      {"scatter_reduce", scatter_reduce},
      {"index_reduce", index_reduce},
      {"masked_scatter", masked_scatter},
      {"put", put},
      {"select_scatter",
       [](const Call& c) {
         return written(c, select(Layout(c.input().shape()), c.integer("dim"), c.integer("index")));
       }},
      {"slice_scatter", slice_scatter},
      {"diagonal_scatter", diagonal_scatter},
      {"as_strided_scatter", strided_scatter},
      {"fill_diagonal", fill_diagonal},
      {"take_along_dim", take_along},
      {"repeat_interleave", repeat_interleave},
      {"narrow_copy",
       [](const Call& c) {
         return part(c.input(),
                     narrow(Layout(c.input().shape()), c.integer("dim"), c.integer("start"), c.integer("length")));
       }},
      {"rot90", rotated},
      {"fliplr", [](const Call& c) { return flipped(c.input(), {1}); }},
      {"flipud", [](const Call& c) { return flipped(c.input(), {0}); }},
      {"hstack", side_by_side},
      {"vstack", [](const Call& c) { return stacked_along(c, 2, 0); }},
      {"dstack", [](const Call& c) { return stacked_along(c, 3, 2); }},
      {"column_stack", [](const Call& c) { return stacked_along(c, 2, 1, true); }},
      {"block_diag", block_diagonal},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
