// View operations: each is a map from layout to layout. Those that cannot always be a view copy where they must.
#include <algorithm>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

using LayoutMap = Tensor::LayoutMap;

Value viewed(const Call& c, const LayoutMap& map) { return TapeMachine::wrap(c.tensor().view(map)); }

/// t_(), squeeze_() and the like: the tensor itself becomes the view.
Value viewed_in_place(const Call& c, const LayoutMap& map) {
  c.tensor().set_layout(map);
  ++*c.tensor().version;
  return c["input"];
}

LayoutMap into_shape(const Shape& shape) {
  return [shape](const Layout& layout) {
    auto result = reshaped(layout, shape);
    if (!result)
      throw Raised("shape", "view: the size is not compatible with the tensor's size and stride; use reshape()");
    return *result;
  };
}

Value view_as_shape(const Call& c, const Shape& asked) {
  return viewed(c, into_shape(filled_shape(asked, c.tensor().size())));
}

Value reshape_to(const Call& c, const Shape& asked) {
  Shape shape = filled_shape(asked, c.tensor().size());
  if (reshaped(c.tensor().layout(), shape)) return viewed(c, into_shape(shape));
  return c.machine.fresh(reshape(c.input(), shape));
}

Shape flattened(const Shape& shape, std::int64_t start, std::int64_t end) {
  auto first = static_cast<std::ptrdiff_t>(wrapped_dim(start, shape.size())),
       last = static_cast<std::ptrdiff_t>(wrapped_dim(end, shape.size()));
  if (shape.empty()) return {1};
  Shape result(shape.begin(), shape.begin() + first);
  result.push_back(count(Shape(shape.begin() + first, shape.begin() + last + 1)));
  result.insert(result.end(), shape.begin() + last + 1, shape.end());
  return result;
}

Shape unflattened(const Shape& shape, std::int64_t dim, const Shape& sizes) {
  auto d = static_cast<std::ptrdiff_t>(wrapped_dim(dim, shape.size()));
  Shape result(shape.begin(), shape.begin() + d), part = filled_shape(sizes, shape[static_cast<std::size_t>(d)]);
  result.insert(result.end(), part.begin(), part.end());
  result.insert(result.end(), shape.begin() + d + 1, shape.end());
  return result;
}

/// One dimension alone is the tensor itself, and no view of it.
Value flatten(const Call& c) {
  const auto rank = c.tensor().shape().size();
  if (rank > 0 && wrapped_dim(c.integer("start_dim"), rank) == wrapped_dim(c.integer("end_dim"), rank))
    return c["input"];
  return reshape_to(c, flattened(c.tensor().shape(), c.integer("start_dim"), c.integer("end_dim")));
}

Value unflatten(const Call& c) {
  return reshape_to(c, unflattened(c.tensor().shape(), c.integer("dim"), c.sizes("sizes")));
}

/// The tensor becomes another one, memory and all.
Value set_whole(const Call& c) {
  if (!c["source"].object<Tensor>() || c.has("size") || c.has("stride"))
    throw Unsupported("the tape has set_ only of a whole tensor");
  c.tensor().set_data(c.tensor("source"), c.machine.carries_writes());
  ++*c.tensor().version;
  return c["input"];
}

/// The view in pieces of the given lengths along `dim`.
Value pieces(const Call& c, std::int64_t dim, const Shape& lengths, bool is_tuple = true) {
  std::vector<Value> parts;
  std::int64_t start = 0;
  for (std::int64_t length : lengths) {
    parts.push_back(viewed(c, [=](const Layout& layout) { return narrow(layout, dim, start, length); }));
    start += length;
  }
  return list_of(std::move(parts), is_tuple);
}

std::int64_t size_along(const Call& c) {
  if (c.tensor().shape().empty()) throw Raised("index", "a tensor without dimensions has no pieces along one");
  return c.tensor().shape().at(static_cast<std::size_t>(wrapped_dim(c.integer("dim"), c.tensor().shape().size())));
}

Shape equal_lengths(std::int64_t size, std::int64_t length) {
  Shape lengths;
  for (std::int64_t start = 0; start < size; start += length) lengths.push_back(std::min(length, size - start));
  return lengths.empty() ? Shape{0} : lengths;
}

Value split(const Call& c) {
  const char* name = c.has("split_size") ? "split_size" : "split_size_or_sections";
  if (c[name].is<std::shared_ptr<Sequence>>()) return pieces(c, c.integer("dim"), c.sizes(name));
  return pieces(c, c.integer("dim"), equal_lengths(size_along(c), std::max<std::int64_t>(c.integer(name), 1)));
}

Value chunk(const Call& c) {
  std::int64_t size = size_along(c), chunks = std::max<std::int64_t>(c.integer("chunks"), 1);
  return pieces(c, c.integer("dim"), equal_lengths(size, std::max<std::int64_t>((size + chunks - 1) / chunks, 1)));
}

Value unbind(const Call& c) {
  std::vector<Value> parts;
  std::int64_t dim = c.integer("dim"), size = size_along(c);
  for (std::int64_t i = 0; i < size; ++i)
    parts.push_back(viewed(c, [=](const Layout& layout) { return select(layout, dim, i); }));
  return list_of(std::move(parts), true);
}

LayoutMap transposition(const Call& c, const char* a, const char* b) {
  return [p = c.integer(a), q = c.integer(b)](const Layout& layout) { return transpose(layout, p, q); };
}

Layout turned(const Layout& layout) { return layout.rank() < 2 ? layout : transpose(layout, 0, 1); }

LayoutMap squeezed(const Call& c) {
  Shape dims = c.sizes("dim");
  return [dims](const Layout& layout) { return squeeze(layout, dims); };
}

LayoutMap unsqueezed(const Call& c) {
  return [dim = c.integer("dim")](const Layout& layout) { return unsqueeze(layout, dim); };
}

Value expanded(const Call& c, const Shape& shape) {
  return viewed(c, [shape](const Layout& layout) { return expand(layout, shape); });
}

Value moved(const Call& c) {
  Shape from = c.sizes("source"), to = c.sizes("destination");
  std::size_t rank = c.tensor().shape().size();
  Shape order(rank, -1), rest;
  for (std::int64_t& dim : from) dim = wrapped_dim(dim, rank);
  for (std::size_t i = 0; i < from.size(); ++i) order[static_cast<std::size_t>(wrapped_dim(to.at(i), rank))] = from[i];
  for (std::size_t d = 0; d < rank; ++d)
    if (std::find(from.begin(), from.end(), static_cast<std::int64_t>(d)) == from.end())
      rest.push_back(static_cast<std::int64_t>(d));
  auto next = rest.begin();
  for (std::int64_t& dim : order)
    if (dim < 0) dim = *next++;
  return viewed(c, [order](const Layout& layout) { return permute(layout, order); });
}

Value strided(const Call& c) {
  Layout layout(c.sizes("size"), c.sizes("stride"), c.has("storage_offset") ? c.integer("storage_offset") : 0);
  if (!c.tensor().layout().is_whole(c.tensor().storage()->content.size()))
    throw Unsupported("the tape has as_strided only of a tensor that shows its whole storage");
  for (std::int64_t p : layout.positions())
    if (p < 0 || p >= c.tensor().size()) throw Raised("index", "as_strided: the view reaches beyond the storage");
  return viewed(c, [layout](const Layout&) { return layout; });
}

Value narrowed(const Call& c) {
  std::int64_t dim = c.integer("dim"), start = c.integer("start"), length = c.integer("length");
  return viewed(c, [=](const Layout& layout) { return narrow(layout, dim, start, length); });
}

Value selected(const Call& c) {
  std::int64_t dim = c.integer("dim"), index = c.integer("index");
  return viewed(c, [=](const Layout& layout) { return select(layout, dim, index); });
}

Value diagonal_of(const Call& c) {
  std::int64_t offset = c.integer("offset"), a = c.integer("dim1"), b = c.integer("dim2");
  return viewed(c, [=](const Layout& layout) { return diagonal(layout, offset, a, b); });
}

Value unfolded(const Call& c) {
  std::int64_t dim = c.integer("dimension"), size = c.integer("size"), step = c.integer("step");
  return viewed(c, [=](const Layout& layout) { return unfold(layout, dim, size, step); });
}

// ---- of several tensors, given one by one

Value view_of(const Value& tensor, const LayoutMap& map) { return TapeMachine::wrap(tensor_in(tensor)->view(map)); }

/// The tensors of a variadic parameter, also when one list holds them.
std::vector<Value> given_tensors(const Call& c) {
  std::vector<Value> items = items_of(c["tensors"]);
  if (items.size() == 1 && items[0].is<std::shared_ptr<Sequence>>()) items = items_of(items[0]);
  for (const Value& item : items)
    if (!tensor_in(item)) throw Raised("argument", "expected Tensors, found something else", "TypeError");
  return items;
}

Value broadcast_all(const Call& c) {
  std::vector<Value> items = given_tensors(c);
  Shape shape;
  for (const Value& item : items) shape = broadcast(shape, tensor_in(item)->shape());
  for (Value& item : items)
    if (tensor_in(item)->shape() != shape)
      item = view_of(item, [shape](const Layout& layout) { return expand(layout, shape); });
  return list_of(std::move(items), true);
}

Value grid(const Call& c) {
  std::vector<Value> items = given_tensors(c);
  bool swaps = c.text("indexing") == "xy" && items.size() > 1;
  Shape shape;
  for (const Value& item : items) shape.push_back(tensor_in(item)->size());
  if (swaps) std::swap(shape[0], shape[1]);
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::size_t place = swaps && i < 2 ? 1 - i : i;
    Shape one(items.size(), 1);
    one[place] = shape[place];
    items[i] = view_of(items[i], [=](const Layout& layout) { return expand(*reshaped(layout, one), shape); });
  }
  return list_of(std::move(items), true);
}

template <std::size_t rank>
Value at_least(const Call& c) {
  std::vector<Value> items = given_tensors(c);
  for (Value& item : items)
    while (tensor_in(item)->shape().size() < rank)
      item = view_of(item, [](const Layout& layout) { return unsqueeze(layout, 0); });
  return items.size() == 1 ? items[0] : list_of(std::move(items), true);
}

Value split_at(const Call& c, std::int64_t dim) {
  const Value& asked = c["indices_or_sections"];
  std::int64_t size = c.tensor().shape().at(static_cast<std::size_t>(wrapped_dim(dim, c.tensor().shape().size())));
  Shape lengths;
  if (asked.is<std::int64_t>()) {
    std::int64_t n = c.integer("indices_or_sections");
    for (std::int64_t i = 0; i < n; ++i) lengths.push_back(size / n + (i < size % n));
    return pieces(c, dim, lengths);
  }
  std::int64_t start = 0;
  for (std::int64_t end : c.sizes("indices_or_sections")) {
    end = std::clamp<std::int64_t>(end < 0 ? end + size : end, start, size);
    lengths.push_back(end - start);
    start = end;
  }
  lengths.push_back(size - start);
  return pieces(c, dim, lengths);
}

Value contiguous(const Call& c) {
  return c.tensor().layout().is_contiguous() ? c["input"] : c.machine.fresh(c.input());
}

}  // namespace

const Operations& view_operations() {
  static const Operations table = {
      {"view",
       [](const Call& c) {
         if (c.has("dtype")) throw Unsupported("the tape cannot view bytes as another dtype");
         return view_as_shape(c, c.sizes("size"));
       }},
      {"view_as", [](const Call& c) { return view_as_shape(c, c.tensor("other").shape()); }},
      {"reshape", [](const Call& c) { return reshape_to(c, c.sizes("shape")); }},
      {"reshape_as", [](const Call& c) { return reshape_to(c, c.tensor("other").shape()); }},
      {"flatten", flatten},
      {"ravel", [](const Call& c) { return reshape_to(c, {-1}); }},
      {"unflatten", unflatten},
      {"squeeze", [](const Call& c) { return viewed(c, squeezed(c)); }},
      {"squeeze_", [](const Call& c) { return viewed_in_place(c, squeezed(c)); }},
      {"unsqueeze", [](const Call& c) { return viewed(c, unsqueezed(c)); }},
      {"unsqueeze_", [](const Call& c) { return viewed_in_place(c, unsqueezed(c)); }},
      {"expand", [](const Call& c) { return expanded(c, c.sizes("size")); }},
      {"broadcast_to", [](const Call& c) { return expanded(c, c.sizes("size")); }},
      {"expand_as", [](const Call& c) { return expanded(c, c.tensor("other").shape()); }},
      {"permute",
       [](const Call& c) {
         return viewed(c, [dims = c.sizes("dims")](const Layout& layout) { return permute(layout, dims); });
       }},
      {"transpose", [](const Call& c) { return viewed(c, transposition(c, "dim0", "dim1")); }},
      {"transpose_", [](const Call& c) { return viewed_in_place(c, transposition(c, "dim0", "dim1")); }},
      {"t", [](const Call& c) { return viewed(c, turned); }},
      {"t_", [](const Call& c) { return viewed_in_place(c, turned); }},
      {"adjoint",
       [](const Call& c) { return viewed(c, [](const Layout& layout) { return transpose(layout, -1, -2); }); }},
      {"movedim", moved},
      {"narrow", narrowed},
      {"select", selected},
      {"split", split},
      {"unsafe_split", split},
      {"split_with_sizes", [](const Call& c) { return pieces(c, c.integer("dim"), c.sizes("split_sizes")); }},
      {"chunk", chunk},
      {"unsafe_chunk", chunk},
      {"unbind", unbind},
      {"diagonal", diagonal_of},
      {"unfold", unfolded},
      {"as_strided", strided},
      {"contiguous", contiguous},
      {"positive", [](const Call& c) { return c["input"]; }},
      {"set_", set_whole},
      {"real", [](const Call& c) { return c["input"]; }},
      {"broadcast_tensors", broadcast_all},
      {"meshgrid", grid},
      {"atleast_1d", at_least<1>},
      {"atleast_2d", at_least<2>},
      {"tensor_split", [](const Call& c) { return split_at(c, c.integer("dim")); }},
      {"hsplit", [](const Call& c) { return split_at(c, c.tensor().shape().size() > 1 ? 1 : 0); }},
      {"vsplit", [](const Call& c) { return split_at(c, 0); }},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
