// Arrays and the prelude's ways around the counter. An array is computed with as a tensor over the same bytes that has
// a counter of its own and no history, which is exactly what an array is.
#include <gradproof/checks/subjects/native_numpy.hpp>
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

/// A tensor over the bytes of a tensor or an array, unseen by counter and graph.
Tensor bytes_of(const Value& v) {
  if (const auto* a = v.object<ArrayObject>()) return from_numpy(a->array);
  return as_tensor(v).variable_data();
}
Tensor self(const Arguments& a) { return bytes_of(a["self"]); }

Value to_array(const Tensor& t) { return wrap(gradproof::numpy(t.detach())); }
Value number_of(const Tensor& t) { return t.dim() == 0 ? Value{t.item().toDouble()} : to_array(t); }

// numpy makes float64 where nobody says otherwise.
Value new_array(const Value& data, const Value& dtype) {
  const Literal l = literal(data);
  const auto* source = data.object<ArrayObject>();
  std::optional<DType> type = as_dtype(dtype);
  if (!type && source) type = source->array.dtype();
  if (!type && get_tensor(data)) type = as_tensor(data).dtype();
  if (!type && (l.numbers.empty() ||
                std::any_of(l.numbers.begin(), l.numbers.end(), [](const Scalar& s) { return s.kind() == kDouble; })))
    type = kDouble;
  return to_array(from_values(l.numbers, l.sizes, type ? TensorOptions(*type) : TensorOptions()));
}
Value array(const Arguments& a) { return new_array(a.at(0), a["dtype"]); }
Value asarray(const Arguments& a) {
  if (a["a"].object<ArrayObject>() && a["dtype"].is_none()) return a["a"];
  if (const Tensor* t = get_tensor(a["a"])) {  // an array over the tensor's own bytes
    const Value same = wrap(gradproof::numpy(*t));
    if (a["dtype"].is_none()) return same;
  }
  return new_array(a["a"], a["dtype"]);
}
Value filled(const Value& shape, const Scalar& value, const Value& dtype, DType implied) {
  return to_array(full(as_integers(shape), value, as_dtype(dtype).value_or(implied)));
}
Value zeros(const Arguments& a) { return filled(a["shape"], 0, a["dtype"], kDouble); }
Value ones(const Arguments& a) { return filled(a["shape"], 1, a["dtype"], kDouble); }
Value full_of(const Arguments& a) {
  const Scalar value = as_number(a["fill_value"]);
  return filled(a["shape"], value, a["dtype"], value.kind());
}
Value like(const Arguments& a, const Scalar& value) {
  const Tensor t = bytes_of(a["a"]);
  return to_array(full(t.sizes(), value, as_dtype(a["dtype"]).value_or(t.dtype())));
}
Value zeros_like(const Arguments& a) { return like(a, 0); }
Value ones_like(const Arguments& a) { return like(a, 1); }
Value arange_of(const Arguments& a) {
  const Tensor t = arange(a["start"].is_none() ? Scalar(0) : as_number(a["start"]), as_number(a["stop"]),
                          a["step"].is_none() ? Scalar(1) : as_number(a["step"]));
  return to_array(t.to(as_dtype(a["dtype"]).value_or(is_floating(t.dtype()) ? kDouble : kLong)));
}

Value finish(const Arguments& a, const Tensor& result) {
  if (a["out"].is_none()) return to_array(result);
  bytes_of(a["out"]).copy_(result);
  return a["out"];
}
// The operands of a ufunc as tensors, in the types that numpy computes in.
Arguments operands(const Arguments& a, std::string_view op) {
  Arguments both;
  for (const char* name : {"x1", "x2"}) both.add(name, get_number(a[name]) ? a[name] : wrap(bytes_of(a[name])), true);
  return promoted_as_numpy(op, both);
}
template <Tensor (Tensor::*Both)(const Tensor&) const, Tensor (Tensor::*Right)(const Scalar&) const, bool quotient>
Value binary(const Arguments& given) {
  const Arguments a = operands(given, quotient ? "div" : "");
  const auto n = get_number(a["x2"]);
  return finish(given, n ? (as_tensor(a["x1"]).*Right)(*n) : (as_tensor(a["x1"]).*Both)(as_tensor(a["x2"])));
}
template <Tensor (Tensor::*F)() const>
Value unary(const Arguments& a) {
  return finish(a, (bytes_of(a["x"]).*F)());
}
// numpy takes functions of integers in double.
template <Tensor (Tensor::*F)() const>
Value in_floats(const Arguments& a) {
  const Tensor x = bytes_of(a["x"]);
  return finish(a, ((is_floating(x.dtype()) ? x : x.to(kDouble)).*F)());
}
Value np_add(const Arguments& given) {
  const Arguments a = operands(given, "");
  const auto n = get_number(a["x2"]);
  return finish(given, n ? as_tensor(a["x1"]) + *n : as_tensor(a["x1"]) + as_tensor(a["x2"]));
}
Value np_subtract(const Arguments& given) {
  const Arguments a = operands(given, "");
  const auto n = get_number(a["x2"]);
  return finish(given, n ? as_tensor(a["x1"]) - *n : as_tensor(a["x1"]) - as_tensor(a["x2"]));
}
Value copyto(const Arguments& a) {
  const auto n = get_number(a["src"]);
  n ? bytes_of(a["dst"]).fill_(*n) : bytes_of(a["dst"]).copy_(bytes_of(a["src"]));
  return {};
}
Value reduced(const Tensor& t, const Value& axis, bool mean) {
  const Tensor in = mean && !is_floating(t.dtype()) ? t.to(kDouble) : t;
  const auto dims = as_integers(axis);
  return number_of(axis.is_none() ? (mean ? in.mean() : in.sum()) : (mean ? in.mean(dims) : in.sum(dims)));
}
Value np_sum(const Arguments& a) { return reduced(bytes_of(a.at(0)), a["axis"], false); }
Value np_mean(const Arguments& a) { return reduced(bytes_of(a.at(0)), a["axis"], true); }
Value np_matmul(const Arguments& a) { return number_of(bytes_of(a.at(0)).matmul(bytes_of(a.at(1)))); }
Value array_equal(const Arguments& a) { return {equal(bytes_of(a.at(0)), bytes_of(a.at(1)))}; }

Value fill(const Arguments& a) {
  self(a).fill_(as_number(a["value"]));
  return {};
}
Value copy(const Arguments& a) { return to_array(bytes_of(a.at(0)).clone()); }
Value astype(const Arguments& a) {
  const Tensor t = self(a);
  return to_array(t.to(as_dtype(a["dtype"]).value_or(kDouble)).clone());
}
Value item(const Arguments& a) {
  if (!as_integers(a["args"]).empty()) throw Unsupported("the native runtime has no item(index) of arrays");
  const Scalar s = self(a).item();
  return is_floating(self(a).dtype()) ? Value{s.toDouble()} : Value{s.toLong()};
}
Value tolist(const Arguments& a) { return nested_values(self(a)); }
Value reshape(const Arguments& a) { return to_array(self(a).reshape(as_integers(a["shape"]))); }
Value ravel(const Arguments& a) { return to_array(self(a).reshape({-1})); }
Value flatten(const Arguments& a) { return to_array(self(a).reshape({-1}).clone()); }
Value view(const Arguments& a) {
  if (!a["dtype"].is_none()) throw Unsupported("the native runtime has no view(dtype) of arrays");
  return to_array(self(a));
}

// Between tensors and arrays, and around the counter.
// --------------------------------------------------------------------
Value numpy_of(const Arguments& a) {
  const Tensor& t = as_tensor(a["input"]);
  return wrap(gradproof::numpy(as_flag(a["force"], false) ? t.detach().cpu() : t));
}
Value tensor_of(const Arguments& a) {
  const auto* source = a["ndarray"].object<ArrayObject>();
  if (!source) throw Raised("argument", "expected np.ndarray", "TypeError");
  return wrap(from_numpy(source->array));
}
Value numpy_view(const Arguments& a) { return to_array(as_tensor(a["t"])); }
Value dlpack_alias(const Arguments& a) { return wrap(as_tensor(a["t"]).variable_data()); }
Value raw_write(const Arguments& a) {
  as_tensor(a["t"]).variable_data().fill_(as_number(a["value"]));
  return {};
}
/// The values of a tensor or an array in their own dtype; of lists, in that which a tensor of them would have.
Tensor values_of(const Value& source) {
  if (const Tensor* t = get_tensor(source)) return t->detach();
  if (const auto* array = source.object<ArrayObject>()) return from_numpy(array->array);
  const Literal l = literal(source);
  return from_values(l.numbers, l.sizes);
}
Value raw_copy(const Arguments& a) {
  as_tensor(a["t"]).variable_data().copy_(values_of(a["source"]));
  return {};
}

bool spans_overlap(const Tensor& a, const Tensor& b) {
  const auto span = [](const Tensor& t) {
    const ElementRange r = element_range(t.layout());
    const char* base = static_cast<const char*>(t->storage->data());
    const auto item = std::int64_t(t.element_size());
    return std::pair(base + r.begin * item, base + r.end * item);
  };
  const auto [a0, a1] = span(a);
  const auto [b0, b1] = span(b);
  return a0 < b1 && b0 < a1;
}
Value same_memory(const Arguments& a) { return {spans_overlap(bytes_of(a.at(0)), bytes_of(a.at(1)))}; }

using T = Tensor;
const Operations kOperations = {
    {"numpy", numpy_of},
    {"from_numpy", tensor_of},
    {"numpy.array", array},
    {"numpy.asarray", asarray},
    {"numpy.ascontiguousarray", asarray},
    {"numpy.copy", copy},
    {"numpy.zeros", zeros},
    {"numpy.empty", zeros},
    {"numpy.ones", ones},
    {"numpy.full", full_of},
    {"numpy.zeros_like", zeros_like},
    {"numpy.ones_like", ones_like},
    {"numpy.arange", arange_of},
    {"numpy.add", np_add},
    {"numpy.subtract", np_subtract},
    {"numpy.multiply", binary<&T::mul, &T::mul, false>},
    {"numpy.divide", binary<&T::div, &T::div, true>},
    {"numpy.exp", in_floats<&T::exp>},
    {"numpy.sqrt", in_floats<&T::sqrt>},
    {"numpy.negative", unary<&T::neg>},
    {"numpy.copyto", copyto},
    {"numpy.sum", np_sum},
    {"numpy.mean", np_mean},
    {"numpy.dot", np_matmul},
    {"numpy.matmul", np_matmul},
    {"numpy.array_equal", array_equal},
    {"numpy.shares_memory", same_memory},
    {"numpy.may_share_memory", same_memory},
    {"ndarray.fill", fill},
    {"ndarray.copy", copy},
    {"ndarray.astype", astype},
    {"ndarray.item", item},
    {"ndarray.tolist", tolist},
    {"ndarray.reshape", reshape},
    {"ndarray.ravel", ravel},
    {"ndarray.flatten", flatten},
    {"ndarray.view", view},
    {"ndarray.sum", np_sum},
    {"ndarray.mean", np_mean},
    {"ndarray.dot", np_matmul},
    {"prelude.numpy_view", numpy_view},
    {"prelude.dlpack_alias", dlpack_alias},
    {"prelude.raw_write", raw_write},
    {"prelude.raw_copy", raw_copy},
    {"prelude.same_memory", same_memory},
};

}  // namespace

const Operations& numpy_operations() { return kOperations; }

}  // namespace gradproof::checks::native
