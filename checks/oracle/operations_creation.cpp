// Tensors from nothing, from lists, from numpy.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

bool holds_tensor(const Value& data) {
  if (data.object<Tensor>()) return true;
  if (!data.is<std::shared_ptr<Sequence>>()) return false;
  std::vector<Value> items = items_of(data);
  return std::any_of(items.begin(), items.end(), holds_tensor);
}

void append(const Value& data, std::size_t dim, Shape& shape, Numbers& numbers, std::optional<Dtype>& dtype) {
  if (!data.is<std::shared_ptr<Sequence>>()) {
    Array leaf = var_of(data).value();
    Dtype kind = leaf.is_number() && is_float(leaf.dtype()) ? Dtype::float32 : leaf.dtype();
    dtype = dtype ? std::max(*dtype, kind) : kind;
    numbers.insert(numbers.end(), leaf.numbers().begin(), leaf.numbers().end());
    if (shape.size() == dim) shape.insert(shape.end(), leaf.shape().begin(), leaf.shape().end());
    return;
  }
  std::vector<Value> items = items_of(data);
  if (shape.size() == dim) shape.push_back(static_cast<std::int64_t>(items.size()));
  if (shape[dim] != static_cast<std::int64_t>(items.size()))
    throw Raised("value", fmt::format("a list of {} items stands where {} were expected", items.size(), shape[dim]),
                 "ValueError");
  for (const Value& item : items) append(item, dim + 1, shape, numbers, dtype);
}

/// A list with tensors in it, with their derivatives: what PyTorch drops without a word.
Var joined(const Value& data) {
  if (!data.is<std::shared_ptr<Sequence>>()) return var_of(data);
  std::vector<Value> items = items_of(data);
  Vars parts;
  for (const Value& item : items) parts.push_back(joined(item));
  Shape shape = parts.front().shape();
  std::int64_t size = count(shape), n = 0;
  shape.insert(shape.begin(), static_cast<std::int64_t>(parts.size()));
  Var result;
  for (const Var& part : parts) {
    Positions at;
    for (std::int64_t i = 0; i < part.value().size(); ++i) at.push_back(n * size + i);
    Var placed = scatter(reshape(part, {part.value().size()}), std::move(at), shape);
    result = result ? result + placed : placed;
    ++n;
  }
  return result;
}

Value leaf(const Call& c, const Var& value) {
  TensorPtr tensor = Tensor::make(value);
  if (c.flag("requires_grad")) tensor->set_requires_grad(true);
  Value result = TapeMachine::wrap(tensor);
  if (!c.has("out")) return result;
  c.machine.write(c.tensor("out"), [&](const Var&) { return value; });
  return c["out"];
}

Value from_data(const Call& c, const Value& data, std::optional<Dtype> dtype) {
  if (!holds_tensor(data)) return leaf(c, constant(array_of(data, dtype)));
  Var value = data.object<Tensor>() ? constant(var_of(data).value()) : joined(data);
  Dtype kind = dtype ? *dtype : value.value().is_number() ? Dtype::float32 : value.dtype();
  return leaf(c, is_float(kind) ? cast(value, kind) : constant(value.value().cast(kind)));
}

Value tensor(const Call& c) { return from_data(c, c["data"], c.dtype()); }

Value filled(const Call& c, const char* size, double value, Dtype fallback = Dtype::float32) {
  return leaf(c, constant(Array::full(c.sizes(size), c.dtype().value_or(fallback), value)));
}

Value filled_like(const Call& c, double value) {
  Tensor& like = c.tensor();
  return leaf(c, constant(Array::full(like.shape(), c.dtype().value_or(like.dtype()), value)));
}

Dtype dtype_of_number(const Value& value) {
  return value.is<double>() ? Dtype::float32 : value.is<bool>() ? Dtype::boolean : Dtype::int64;
}

Value full(const Call& c) {
  Dtype dtype = tensor_in(c["fill_value"]) ? c.tensor("fill_value").dtype() : dtype_of_number(c["fill_value"]);
  return leaf(c, expand(cast(c.var("fill_value"), c.dtype().value_or(dtype)), c.sizes("size")));
}

Value arange(const Call& c) {
  double start = c.has("start") ? c.number("start") : 0, end = c.number("end"),
         step = c.has("step") ? c.number("step") : 1;
  if (step == 0 || (end - start) / step < 0) throw Raised("argument", "arange: the step must lead from start to end");
  bool is_float_range = c["start"].is<double>() || c["end"].is<double>() || c["step"].is<double>();
  Numbers numbers;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(std::ceil((end - start) / step)); ++i)
    numbers.push_back(start + static_cast<double>(i) * step);
  auto size = static_cast<std::int64_t>(numbers.size());
  return leaf(c, constant(Array({size}, c.dtype().value_or(is_float_range ? Dtype::float32 : Dtype::int64),
                                std::move(numbers))));
}

Value linspace(const Call& c) {
  std::int64_t steps = c.integer("steps");
  double start = c.number("start"), end = c.number("end");
  Numbers numbers;
  for (std::int64_t i = 0; i < steps; ++i)
    numbers.push_back(steps == 1 ? start
                                 : start + static_cast<double>(i) * (end - start) / static_cast<double>(steps - 1));
  return leaf(c, constant(Array({steps}, c.dtype().value_or(Dtype::float32), std::move(numbers))));
}

Value eye(const Call& c) {
  std::int64_t rows = c.integer("n"), columns = c.has("m") ? c.integer("m") : rows;
  Numbers numbers(static_cast<std::size_t>(rows * columns), 0.0);
  for (std::int64_t i = 0; i < std::min(rows, columns); ++i) numbers[static_cast<std::size_t>(i * columns + i)] = 1;
  return leaf(c, constant(Array({rows, columns}, c.dtype().value_or(Dtype::float32), std::move(numbers))));
}

Value drawn(const Call& c, const Shape& shape, Dtype fallback) {
  return leaf(c, constant(Array(shape, c.dtype().value_or(fallback), c.machine.draw(count(shape)))));
}

Value drawn_like(const Call& c) { return drawn(c, c.tensor().shape(), c.tensor().dtype()); }

/// uniform_ and its kind.
Value drawn_into(const Call& c) {
  Tensor& t = c.tensor();
  Var numbers = constant(Array(t.shape(), t.dtype(), c.machine.draw(t.size())));
  c.machine.write(t, [&](const Var&) { return numbers; });
  return c["input"];
}

Value normal(const Call& c) {
  if (c.has("size")) return drawn(c, c.sizes("size"), Dtype::float32);
  return drawn(c, broadcast(c.var("mean").shape(), c.var("std").shape()), Dtype::float32);
}

/// A tensor over an array's memory, with a version counter of its own.
Value over_array(const Call& c, const char* name) {
  TensorPtr alias = c.tensor(name).cut(c.tensor(name).layout());
  alias->version = std::make_shared<std::int64_t>(0);
  return TapeMachine::wrap(alias);
}

Value as_tensor(const Call& c, const char* name) {
  const Value& data = c[name];
  auto dtype = c.dtype();
  bool same = tensor_in(data) && (!dtype || *dtype == tensor_in(data)->dtype()) && !c.flag("copy");
  if (same) return data.object<Tensor>() ? data : over_array(c, name);
  if (data.object<Tensor>()) return c.machine.fresh(cast(c.var(name), dtype.value_or(c.tensor(name).dtype())));
  return from_data(c, data, dtype);
}

}  // namespace

Array array_of(const Value& data, std::optional<Dtype> dtype) {
  Shape shape;
  Numbers numbers;
  std::optional<Dtype> found;
  append(data, 0, shape, numbers, found);
  return Array(std::move(shape), dtype.value_or(found.value_or(Dtype::float32)), std::move(numbers));
}

const Operations& creation_operations() {
  static const Operations table = {
      {"tensor", tensor},
      {"scalar_tensor", [](const Call& c) { return leaf(c, cast(c.var("s"), c.dtype().value_or(Dtype::float32))); }},
      {"as_tensor", [](const Call& c) { return as_tensor(c, "data"); }},
      {"asarray", [](const Call& c) { return as_tensor(c, "obj"); }},
      {"from_numpy", [](const Call& c) { return over_array(c, "ndarray"); }},
      {"from_dlpack", [](const Call& c) { return over_array(c, "ext_tensor"); }},
      {"to_dlpack", [](const Call& c) { return over_array(c, "tensor"); }},
      {"new_tensor", [](const Call& c) { return from_data(c, c["data"], c.dtype().value_or(c.tensor().dtype())); }},
      {"zeros", [](const Call& c) { return filled(c, "size", 0); }},
      {"empty", [](const Call& c) { return filled(c, "size", 0); }},
      {"ones", [](const Call& c) { return filled(c, "size", 1); }},
      {"full", full},
      {"zeros_like", [](const Call& c) { return filled_like(c, 0); }},
      {"empty_like", [](const Call& c) { return filled_like(c, 0); }},
      {"ones_like", [](const Call& c) { return filled_like(c, 1); }},
      {"full_like", [](const Call& c) { return filled_like(c, c.number("fill_value")); }},
      {"new_zeros", [](const Call& c) { return filled(c, "size", 0, c.tensor().dtype()); }},
      {"new_empty", [](const Call& c) { return filled(c, "size", 0, c.tensor().dtype()); }},
      {"new_ones", [](const Call& c) { return filled(c, "size", 1, c.tensor().dtype()); }},
      {"new_full", [](const Call& c) { return filled(c, "size", c.number("fill_value"), c.tensor().dtype()); }},
      {"arange", arange},
      {"linspace", linspace},
      {"eye", eye},
      {"rand", [](const Call& c) { return drawn(c, c.sizes("size"), Dtype::float32); }},
      {"randn", [](const Call& c) { return drawn(c, c.sizes("size"), Dtype::float32); }},
      {"randint", [](const Call& c) { return drawn(c, c.sizes("size"), Dtype::int64); }},
      {"randperm", [](const Call& c) { return drawn(c, {c.integer("n")}, Dtype::int64); }},
      {"normal", normal},
      {"rand_like", drawn_like},
      {"randn_like", drawn_like},
      {"randint_like", drawn_like},
      {"bernoulli", drawn_like},
      {"uniform_", drawn_into},
      {"normal_", drawn_into},
      {"random_", drawn_into},
      {"bernoulli_", drawn_into},
      {"exponential_", drawn_into},
      {"log_normal_", drawn_into},
      {"cauchy_", drawn_into},
      {"geometric_", drawn_into},
      {"manual_seed", [](const Call&) { return Value{}; }},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
