// Copies, casts, aliases, numbers, and reductions that give more than one tensor.
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

/// A copy; copies of gradients are gradients.
Value copied(const Call& c, const Var& value) {
  TensorPtr copy = Tensor::make(value);
  copy->is_gradient = c.tensor().is_gradient;
  return TapeMachine::wrap(copy);
}

template <Dtype dtype>
Value cast_as(const Call& c) {
  return cast_to(c, dtype);
}

Value type(const Call& c) {
  if (c.has("dtype")) return cast_to(c, *c.dtype());
  throw Unsupported("the tape has no names of tensor types");
}

/// A leaf of its own over the memory of the data.
Value parameter(const Call& c) {
  TensorPtr leaf = c.tensor("data").cut(c.tensor("data").layout());
  leaf->set_requires_grad(c.flag("requires_grad"));
  return TapeMachine::wrap(leaf);
}

Value detach(const Call& c) { return TapeMachine::wrap(c.tensor().cut(c.tensor().layout())); }

Value nested_list(const Array& array, std::size_t dim, std::int64_t& next) {
  if (dim == array.shape().size()) return number_value(Array({}, array.dtype(), {array[next++]}));
  std::vector<Value> items;
  for (std::int64_t i = 0; i < array.shape()[dim]; ++i) items.push_back(nested_list(array, dim + 1, next));
  return list_of(std::move(items), false);
}

Value tolist(const Call& c) {
  std::int64_t next = 0;
  return nested_list(c.tensor().content(), 0, next);
}

Value item(const Call& c) {
  if (c.tensor().size() != 1)
    throw Raised("value", fmt::format("item: a tensor of {} elements cannot become one number", c.tensor().size()));
  return number_value(c.tensor().content().reshaped({}));
}

Value numpy(const Call& c) {
  TensorPtr alias = c.tensor().cut(c.tensor().layout());
  alias->version = std::make_shared<std::int64_t>(0);
  return {std::make_shared<Ndarray>(alias)};
}

Value size(const Call& c) {
  if (!c.has("dim")) return sizes_value(c.tensor().shape());
  return {c.tensor().shape().at(static_cast<std::size_t>(wrapped_dim(c.integer("dim"), c.tensor().shape().size())))};
}

/// Values and positions, each along `dim`, of the first `kept` elements in sorted order.
Value sorted(const Call& c, std::int64_t dim, std::int64_t kept, bool descending) {
  Var x = c.input();
  dim = wrapped_dim(dim, x.shape().size());
  Positions order = sorted_positions(x.value(), dim, descending);
  Layout part(x.shape());
  if (part.rank() > 0) part = narrow(part, dim, 0, kept);
  std::int64_t step = part.rank() ? part.strides[static_cast<std::size_t>(dim)] : 1,
               length = x.shape().empty() ? 1 : x.shape()[static_cast<std::size_t>(dim)];
  Positions from;
  Numbers indices;
  for (std::int64_t p : part.positions()) {
    from.push_back(order[static_cast<std::size_t>(p)]);
    indices.push_back(static_cast<double>(from.back() / step % length));
  }
  Value values = c.machine.fresh(gather(x, std::move(from), part.shape));
  return list_of({values, c.machine.fresh(constant(Array(part.shape, Dtype::int64, std::move(indices))))}, true);
}

Value without_dim(const Call& c, const Value& pair) {
  if (c.flag("keepdim") || c.tensor().shape().empty()) return pair;
  std::vector<Value> items = items_of(pair);
  Shape dims{wrapped_dim(c.integer("dim"), c.tensor().shape().size())};
  for (Value& item : items)
    item = TapeMachine::wrap(tensor_in(item)->view([&](const Layout& layout) { return squeeze(layout, dims); }));
  return list_of(std::move(items), true);
}

/// max and min: of all, of two, or along a dimension with positions.
Value extreme_of(const Call& c, bool largest) {
  if (c.has("dim")) return without_dim(c, sorted(c, c.integer("dim"), 1, largest));
  if (c.has("other")) return c.machine.fresh(pointwise(largest ? "maximum" : "minimum", c.input(), c.var("other")));
  if (c.tensor().size() == 0) throw Raised("value", "max, min: the tensor is empty, there is no element to choose");
  return c.machine.fresh(extreme(c.input(), {}, false, largest));
}

Value sort(const Call& c) {
  std::int64_t dim = wrapped_dim(c.integer("dim"), c.tensor().shape().size());
  return sorted(c, dim, c.tensor().shape().empty() ? 1 : c.tensor().shape()[static_cast<std::size_t>(dim)],
                c.flag("descending"));
}

Value topk(const Call& c) {
  bool largest = !c.has("largest") || c.flag("largest");
  return sorted(c, c.has("dim") ? c.integer("dim") : -1, c.integer("k"), largest);
}

Value equal(const Call& c) {
  Array a = c.input().value(), b = c.var("other").value();
  return {a.shape() == b.shape() && a.numbers() == b.numbers()};
}

Value allclose(const Call& c) {
  Arguments arguments;
  for (const char* name : {"input", "other", "rtol", "atol", "equal_nan"}) arguments.add(name, c[name], true);
  Array close = pointwise_formulas().at("isclose")(Call(c.machine, arguments)).value();
  return {std::all_of(close.numbers().begin(), close.numbers().end(), [](double b) { return b != 0; })};
}

Value nonzero(const Call& c) {
  Array x = c.input().value();
  Shape strides = row_major_strides(x.shape());
  Numbers rows;
  for (std::int64_t i = 0; i < x.size(); ++i)
    for (std::size_t d = 0; x[i] != 0 && d < strides.size(); ++d)
      rows.push_back(static_cast<double>(i / strides[d] % x.shape()[d]));
  auto rank = static_cast<std::int64_t>(strides.size());
  std::int64_t found = rank ? static_cast<std::int64_t>(rows.size()) / rank : x[0] != 0;
  TensorPtr table = Tensor::make(constant(Array({found, rank}, Dtype::int64, std::move(rows))));
  if (!c.flag("as_tuple")) return TapeMachine::wrap(table);
  std::vector<Value> columns;
  for (std::int64_t d = 0; d < rank; ++d)
    columns.push_back(TapeMachine::wrap(table->view([d](const Layout& layout) { return select(layout, 1, d); })));
  return list_of(std::move(columns), true);
}

Value address(const Call& c) {
  c.machine.touch_unspeakable();
  return {static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(c.tensor().storage().get()) +
                                    c.tensor().layout().offset)};
}

Value same(const Call& c) { return c["input"]; }

}  // namespace

Value cast_to(const Call& c, Dtype dtype, bool copy) {
  if (c.tensor().dtype() == dtype && !copy) return c["input"];
  return copied(c, is_float(dtype) ? cast(c.input(), dtype) : constant(c.input().value().cast(dtype)));
}

const Operations& tensor_operations() {
  static const Operations table = {
      {"clone", [](const Call& c) { return copied(c, c.input()); }},
      {"detach", detach},
      {"nn.Parameter", parameter},
      {"detach_",
       [](const Call& c) {
         c.tensor().detach_in_place();
         return c["input"];
       }},
      {"resolve_conj", same},
      {"conj", same},
      {"share_memory_", same},
      {"type", type},
      {"type_as", [](const Call& c) { return cast_to(c, c.tensor("other").dtype()); }},
      {"float", cast_as<Dtype::float32>},
      {"double", cast_as<Dtype::float64>},
      {"half", cast_as<Dtype::float16>},
      {"bfloat16", cast_as<Dtype::bfloat16>},
      {"byte", cast_as<Dtype::uint8>},
      {"char", cast_as<Dtype::int8>},
      {"short", cast_as<Dtype::int16>},
      {"int", cast_as<Dtype::int32>},
      {"long", cast_as<Dtype::int64>},
      {"bool", cast_as<Dtype::boolean>},
      {"item", item},
      {"tolist", tolist},
      {"numpy", numpy},
      {"size", size},
      {"stride",
       [](const Call& c) {
         return c.has("dim") ? Value{c.tensor().layout().strides.at(
                                   static_cast<std::size_t>(wrapped_dim(c.integer("dim"), c.tensor().layout().rank())))}
                             : sizes_value(c.tensor().layout().strides);
       }},
      {"storage_offset", [](const Call& c) { return Value{c.tensor().layout().offset}; }},
      {"numel", [](const Call& c) { return Value{c.tensor().size()}; }},
      {"dim", [](const Call& c) { return Value{static_cast<std::int64_t>(c.tensor().shape().size())}; }},
      {"is_contiguous", [](const Call& c) { return Value{c.tensor().layout().is_contiguous()}; }},
      {"is_floating_point", [](const Call& c) { return Value{is_float(c.tensor().dtype())}; }},
      {"is_complex", [](const Call&) { return Value{false}; }},
      {"data_ptr", address},
      {"max", [](const Call& c) { return extreme_of(c, true); }},
      {"min", [](const Call& c) { return extreme_of(c, false); }},
      {"sort", sort},
      {"argsort", [](const Call& c) { return items_of(sort(c)).at(1); }},
      {"topk", topk},
      {"equal", equal},
      {"allclose", allclose},
      {"nonzero", nonzero},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
