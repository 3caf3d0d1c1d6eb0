// numpy: arrays are storages without history. What is written through them is a constant for everybody.
#include <cmath>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

Value array(TensorPtr tensor) { return {std::make_shared<Ndarray>(std::move(tensor))}; }

Value fresh_array(const Var& value) {
  Recording off(false);
  return array(Tensor::make(value));
}

/// numpy's dtype for data: double where PyTorch would take float.
Array numpy_data(const Value& data, std::optional<Dtype> dtype) {
  Array found = array_of(data, dtype);
  bool from_numbers = !dtype && !tensor_in(data) && is_float(found.dtype());
  return from_numbers ? array_of(data, Dtype::float64) : found;
}

Value made(const Call& c, const char* name) { return fresh_array(constant(numpy_data(c[name], c.dtype()))); }

Value shared_or_made(const Call& c, const char* name) {
  bool same = tensor_in(c[name]) && (!c.dtype() || *c.dtype() == c.tensor(name).dtype());
  if (!same) return made(c, name);
  if (c[name].object<Ndarray>()) return c[name];
  TensorPtr alias = c.tensor(name).cut(c.tensor(name).layout());
  alias->version = std::make_shared<std::int64_t>(0);
  return array(alias);
}

Value filled(const Call& c, double value) {
  return fresh_array(constant(Array::full(c.sizes("shape"), c.dtype().value_or(Dtype::float64), value)));
}

Value filled_like(const Call& c, double value) {
  return fresh_array(constant(Array::full(c.tensor("a").shape(), c.dtype().value_or(c.tensor("a").dtype()), value)));
}

Value arange(const Call& c) {
  double start = c.has("start") ? c.number("start") : 0, stop = c.number("stop"),
         step = c.has("step") ? c.number("step") : 1;
  bool is_float_range = c["start"].is<double>() || c["stop"].is<double>() || c["step"].is<double>();
  Numbers numbers;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(std::ceil((stop - start) / step)); ++i)
    numbers.push_back(start + static_cast<double>(i) * step);
  auto size = static_cast<std::int64_t>(numbers.size());
  return fresh_array(
      constant(Array({size}, c.dtype().value_or(is_float_range ? Dtype::float64 : Dtype::int64), std::move(numbers))));
}

Var operand(const Value& value) {
  return value.is<std::shared_ptr<Sequence>>() ? constant(numpy_data(value, std::nullopt)) : var_of(value);
}

/// numpy takes functions of integers in double.
Var float_operand(const Value& value) {
  Var x = operand(value);
  return is_float(x.dtype()) ? x : cast(x, Dtype::float64);
}

void overwrite_with(const Call& c, const char* name, const Var& value) {
  Recording off(false);
  c.machine.write(c.tensor(name), [&](const Var& self) { return expand(cast(value, self.dtype()), self.shape()); });
}

/// The result of a ufunc: in `out` where one is given.
Value ufunc(const Call& c, const Var& result) {
  if (!c.has("out")) return result.shape().empty() ? number_value(result.value()) : fresh_array(result);
  overwrite_with(c, "out", result);
  return c["out"];
}

template <char op>
Value binary(const Call& c) {
  Var a = operand(c["x1"]), b = operand(c["x2"]);
  const bool floats = op == '/' || is_float(a.dtype()) || is_float(b.dtype());
  if (floats && !is_float(a.dtype())) a = cast(a, Dtype::float64);
  if (floats && !is_float(b.dtype()) && !b.shape().empty()) b = cast(b, Dtype::float64);
  return ufunc(c, op == '+' ? a + b : op == '-' ? a - b : op == '*' ? a * b : a / b);
}

Value reshaped_array(const Call& c, const Shape& asked) {
  Tensor& t = c.tensor("self");
  Shape shape = filled_shape(asked, t.size());
  Recording off(false);
  if (!reshaped(t.layout(), shape)) return fresh_array(reshape(t.read(), shape));
  return array(t.view([shape](const Layout& layout) { return *reshaped(layout, shape); }));
}

Value transposed(const Call& c) {
  Shape dims = c.sizes("axes");
  for (auto d = static_cast<std::int64_t>(c.tensor("self").shape().size());
       dims.size() < c.tensor("self").shape().size();)
    dims.push_back(--d);
  Recording off(false);
  return array(c.tensor("self").view([dims](const Layout& layout) { return permute(layout, dims); }));
}

Value reduced(const Call& c, const char* name, Var (*how)(const Var&, const Shape&)) {
  Recording off(false);
  return ufunc(c, how(operand(c[name]), c.sizes("axis")));
}

Var sum_of(const Var& x, const Shape& dims) { return sum(x, dims); }
Var mean_of(const Var& x, const Shape& dims) { return mean(cast(x, Dtype::float64), dims); }
Var max_of(const Var& x, const Shape& dims) { return extreme(x, dims, false, true); }
Var min_of(const Var& x, const Shape& dims) { return extreme(x, dims, false, false); }

Var product_of(const Var& x, const Shape& dims) { return product(x, dims, false); }
Var zeros_among(const Var& x, const Shape& dims) { return sum(pointwise("eq", x, constant(0.0)), dims); }
Var all_of(const Var& x, const Shape& dims) { return pointwise("eq", zeros_among(x, dims), constant(0.0)); }
Var any_of(const Var& x, const Shape& dims) {
  return pointwise("gt", sum(pointwise("ne", x, constant(0.0)), dims), constant(0.0));
}

Value squeezed(const Call& c) {
  Recording off(false);
  return array(c.tensor("self").view([dims = c.sizes("axis")](const Layout& layout) { return squeeze(layout, dims); }));
}

Value linspace(const Call& c) {
  std::int64_t n = c.integer("num");
  double start = c.number("start"), step = n > 1 ? (c.number("stop") - start) / static_cast<double>(n - 1) : 0;
  Numbers numbers;
  for (std::int64_t i = 0; i < n; ++i) numbers.push_back(start + static_cast<double>(i) * step);
  return fresh_array(constant(Array({n}, Dtype::float64, std::move(numbers))));
}

Value alike(const Call& c, const char* first, const char* second, double relative, double absolute) {
  Array a = operand(c[first]).value(), b = operand(c[second]).value();
  if (relative == 0 && a.shape() != b.shape()) return {false};
  Positions from_a = broadcast_positions(a.shape(), broadcast(a.shape(), b.shape())),
            from_b = broadcast_positions(b.shape(), broadcast(a.shape(), b.shape()));
  for (std::size_t i = 0; i < from_a.size(); ++i) {
    double p = a[from_a[i]], q = b[from_b[i]];
    if (p != q && !(std::abs(p - q) <= absolute + relative * std::abs(q))) return {false};
  }
  return {true};
}

Value item(const Call& c) {
  Array content = c.tensor("self").content();
  Shape at = c.sizes("args");
  if (at.empty() && content.size() != 1)
    throw Raised("value", "item: an array of more than one element cannot become one number", "ValueError");
  return number_value(Array({}, content.dtype(), {content[at.empty() ? 0 : at[0]]}));
}

Value tolist(const Call& c) {
  Arguments arguments;
  arguments.add("input", c["self"], true);
  return tensor_operations().at("tolist")(Call(c.machine, arguments));
}

Value fill(const Call& c) {
  overwrite_with(c, "self", c.var("value"));
  return {};
}

Value copyto(const Call& c) {
  overwrite_with(c, "dst", operand(c["src"]));
  return {};
}

Value shares_memory(const Call& c) {
  c.machine.touch_unspeakable();
  return {c.tensor("a").storage() == c.tensor("b").storage()};
}

}  // namespace

const Operations& numpy_operations() {
  static const Operations table = {
      {"numpy.array", [](const Call& c) { return made(c, "object"); }},
      {"numpy.asarray", [](const Call& c) { return shared_or_made(c, "a"); }},
      {"numpy.ascontiguousarray", [](const Call& c) { return shared_or_made(c, "a"); }},
      {"numpy.dot", [](const Call& c) { return ufunc(c, matmul(operand(c["a"]), operand(c["b"]))); }},
      {"numpy.matmul", [](const Call& c) { return ufunc(c, matmul(operand(c["x1"]), operand(c["x2"]))); }},
      {"numpy.linspace", linspace},
      {"numpy.array_equal", [](const Call& c) { return alike(c, "a1", "a2", 0, 0); }},
      {"numpy.allclose", [](const Call& c) { return alike(c, "a", "b", c.number("rtol"), c.number("atol")); }},
      {"numpy.copy", [](const Call& c) { return made(c, "a"); }},
      {"numpy.zeros", [](const Call& c) { return filled(c, 0); }},
      {"numpy.empty", [](const Call& c) { return filled(c, 0); }},
      {"numpy.ones", [](const Call& c) { return filled(c, 1); }},
      {"numpy.full", [](const Call& c) { return filled(c, c.number("fill_value")); }},
      {"numpy.zeros_like", [](const Call& c) { return filled_like(c, 0); }},
      {"numpy.ones_like", [](const Call& c) { return filled_like(c, 1); }},
      {"numpy.arange", arange},
      {"numpy.add", binary<'+'>},
      {"numpy.subtract", binary<'-'>},
      {"numpy.multiply", binary<'*'>},
      {"numpy.divide", binary<'/'>},
      {"numpy.exp", [](const Call& c) { return ufunc(c, exp(float_operand(c["x"]))); }},
      {"numpy.sqrt", [](const Call& c) { return ufunc(c, sqrt(float_operand(c["x"]))); }},
      {"numpy.negative", [](const Call& c) { return ufunc(c, -operand(c["x"])); }},
      {"numpy.copyto", copyto},
      {"numpy.sum", [](const Call& c) { return reduced(c, "a", sum_of); }},
      {"numpy.mean", [](const Call& c) { return reduced(c, "a", mean_of); }},
      {"numpy.shares_memory", shares_memory},
      {"numpy.may_share_memory", shares_memory},
      {"ndarray.fill", fill},
      {"ndarray.copy", [](const Call& c) { return made(c, "self"); }},
      {"ndarray.item", item},
      {"ndarray.tolist", tolist},
      {"ndarray.astype", [](const Call& c) { return made(c, "self"); }},
      {"ndarray.reshape", [](const Call& c) { return reshaped_array(c, c.sizes("shape")); }},
      {"ndarray.ravel", [](const Call& c) { return reshaped_array(c, {-1}); }},
      {"ndarray.flatten", [](const Call& c) { return fresh_array(reshape(c.var("self"), {c.tensor("self").size()})); }},
      {"ndarray.transpose", transposed},
      {"ndarray.dot", [](const Call& c) { return ufunc(c, matmul(c.var("self"), operand(c["b"]))); }},
      {"ndarray.squeeze", squeezed},
      {"ndarray.prod", [](const Call& c) { return reduced(c, "self", product_of); }},
      {"ndarray.all", [](const Call& c) { return reduced(c, "self", all_of); }},
      {"ndarray.any", [](const Call& c) { return reduced(c, "self", any_of); }},
      {"ndarray.sum", [](const Call& c) { return reduced(c, "self", sum_of); }},
      {"ndarray.mean", [](const Call& c) { return reduced(c, "self", mean_of); }},
      {"ndarray.max", [](const Call& c) { return reduced(c, "self", max_of); }},
      {"ndarray.min", [](const Call& c) { return reduced(c, "self", min_of); }},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
