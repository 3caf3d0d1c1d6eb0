// Operations of tensors by canonical name. Operand `input` may be a plain number: 2 - x comes as sub(input=2, other=x).
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

const Tensor& input(const Arguments& a) { return as_tensor(a["input"]); }

// Two operands, either of which may be a number.
// -----------------------------------------------------------------------
using TensorTensor = Tensor (*)(const Tensor&, const Tensor&);
using TensorNumber = Tensor (*)(const Tensor&, const Scalar&);
using NumberTensor = Tensor (*)(const Scalar&, const Tensor&);

Value apply(const Arguments& a, TensorTensor both, TensorNumber right, NumberTensor left) {
  const Value &x = a["input"], &y = a["other"].is_none() ? a["exponent"] : a["other"];
  if (const auto n = get_number(x)) return wrap(left(*n, as_tensor(y)));
  if (const auto n = get_number(y)) return wrap(right(as_tensor(x), *n));
  return wrap(both(as_tensor(x), as_tensor(y)));
}

Scalar alpha(const Arguments& a) { return a["alpha"].is_none() ? Scalar(1) : as_number(a["alpha"]); }

Value add(const Arguments& a) {
  if (const auto n = get_number(a["other"]); alpha(a).toDouble() != 1)
    return wrap(n ? input(a).add(*n, alpha(a)) : input(a).add(as_tensor(a["other"]), alpha(a)));
  return apply(
      a, [](auto& x, auto& y) { return x + y; }, [](auto& x, auto& y) { return x + y; },
      [](auto& x, auto& y) { return x + y; });
}
Value sub(const Arguments& a) {
  if (const auto n = get_number(a["other"]); alpha(a).toDouble() != 1)
    return wrap(n ? input(a).sub(*n, alpha(a)) : input(a).sub(as_tensor(a["other"]), alpha(a)));
  return apply(
      a, [](auto& x, auto& y) { return x - y; }, [](auto& x, auto& y) { return x - y; },
      [](auto& x, auto& y) { return x - y; });
}
Value mul(const Arguments& a) {
  return apply(
      a, [](auto& x, auto& y) { return x * y; }, [](auto& x, auto& y) { return x * y; },
      [](auto& x, auto& y) { return x * y; });
}
Value pow(const Arguments& a) {
  return apply(
      a, [](auto& x, auto& y) { return x.pow(y); }, [](auto& x, auto& y) { return x.pow(y); },
      [](auto& x, auto& y) { return gradproof::pow(x, y); });
}
template <auto Both, auto Right>
Value compare(const Arguments& a) {
  const auto n = get_number(a["other"]);
  return n ? wrap((input(a).*Right)(*n)) : wrap((input(a).*Both)(as_tensor(a["other"])));
}
template <Tensor (Tensor::*Both)(const Tensor&) const, Tensor (Tensor::*Right)(const Scalar&) const>
constexpr Operation comparison = compare<Both, Right>;

template <Tensor (Tensor::*F)() const>
Value unary(const Arguments& a) {
  return wrap((input(a).*F)());
}
template <Tensor (Tensor::*F)(const Tensor&) const>
Value binary(const Arguments& a) {
  return wrap((input(a).*F)(as_tensor(a.at(1))));
}

// Writes: the tensor itself comes back.
// --------------------------------------------------------------------------------
template <const Tensor& (Tensor::*F)() const>
Value unary_(const Arguments& a) {
  (input(a).*F)();
  return a["input"];
}
template <const Tensor& (Tensor::*Both)(const Tensor&) const, const Tensor& (Tensor::*Right)(const Scalar&) const>
Value binary_(const Arguments& a) {
  const Value& y = a.at(1);
  if (const auto n = get_number(y))
    (input(a).*Right)(*n);
  else
    (input(a).*Both)(as_tensor(y));
  return a["input"];
}
Value add_(const Arguments& a) {
  if (const auto n = get_number(a["other"]))
    input(a).add_(*n, alpha(a));
  else
    input(a).add_(as_tensor(a["other"]), alpha(a));
  return a["input"];
}
Value sub_(const Arguments& a) {
  if (const auto n = get_number(a["other"]))
    input(a).sub_(*n, alpha(a));
  else
    input(a).sub_(as_tensor(a["other"]), alpha(a));
  return a["input"];
}
Value copy_(const Arguments& a) {
  input(a).copy_(as_tensor(a["src"]));
  return a["input"];
}

// Reductions
// -----------------------------------------------------------------------------------------------------------
Value sum(const Arguments& a) {
  if (a["dim"].is_none() && !as_flag(a["keepdim"], false)) return wrap(input(a).sum(as_dtype(a["dtype"])));
  return wrap(input(a).sum(as_integers(a["dim"]), as_flag(a["keepdim"], false), as_dtype(a["dtype"])));
}
Value mean(const Arguments& a) {
  if (a["dim"].is_none() && !as_flag(a["keepdim"], false)) return wrap(input(a).mean(as_dtype(a["dtype"])));
  return wrap(input(a).mean(as_integers(a["dim"]), as_flag(a["keepdim"], false), as_dtype(a["dtype"])));
}

// Views
// ----------------------------------------------------------------------------------------------------------------
Value view(const Arguments& a) {
  if (!a["dtype"].is_none()) throw Unsupported("the native runtime has no view(dtype)");
  return wrap(input(a).view(as_integers(a["size"])));
}
Value reshape(const Arguments& a) { return wrap(input(a).reshape(as_integers(a["shape"]))); }
Value view_as(const Arguments& a) { return wrap(input(a).view(as_tensor(a["other"]).sizes())); }
Value reshape_as(const Arguments& a) { return wrap(input(a).reshape(as_tensor(a["other"]).sizes())); }
Value expand(const Arguments& a) { return wrap(input(a).expand(as_integers(a["size"]))); }
Value expand_as(const Arguments& a) { return wrap(input(a).expand(as_tensor(a["other"]).sizes())); }
Value permute(const Arguments& a) { return wrap(input(a).permute(as_integers(a["dims"]))); }
Value transpose(const Arguments& a) { return wrap(input(a).transpose(as_integer(a["dim0"]), as_integer(a["dim1"]))); }
Value flatten(const Arguments& a) {
  return wrap(input(a).flatten(as_integer(a["start_dim"]), as_integer(a["end_dim"])));
}
Value squeeze(const Arguments& a) {
  return wrap(a["dim"].is_none() ? input(a).squeeze() : input(a).squeeze(as_integer(a["dim"])));
}
Value unsqueeze(const Arguments& a) { return wrap(input(a).unsqueeze(as_integer(a["dim"]))); }
Value select(const Arguments& a) { return wrap(input(a).select(as_integer(a["dim"]), as_integer(a["index"]))); }
Value narrow(const Arguments& a) {
  return wrap(input(a).narrow(as_integer(a["dim"]), as_integer(a["start"]), as_integer(a["length"])));
}
Value as_strided(const Arguments& a) {
  std::optional<std::int64_t> offset;
  if (!a["storage_offset"].is_none()) offset = as_integer(a["storage_offset"]);
  return wrap(input(a).as_strided(as_integers(a["size"]), as_integers(a["stride"]), offset));
}

using T = Tensor;
const Operations kOperations = {
    {"add", add},
    {"sub", sub},
    {"mul", mul},
    {"pow", pow},
    {"maximum", binary<&T::maximum>},
    {"minimum", binary<&T::minimum>},
    {"eq", comparison<&T::eq, &T::eq>},
    {"ne", comparison<&T::ne, &T::ne>},
    {"lt", comparison<&T::lt, &T::lt>},
    {"le", comparison<&T::le, &T::le>},
    {"gt", comparison<&T::gt, &T::gt>},
    {"ge", comparison<&T::ge, &T::ge>},
    {"neg", unary<&T::neg>},
    {"exp", unary<&T::exp>},
    {"log", unary<&T::log>},
    {"sigmoid", unary<&T::sigmoid>},
    {"tanh", unary<&T::tanh>},
    {"sqrt", unary<&T::sqrt>},
    {"rsqrt", unary<&T::rsqrt>},
    {"reciprocal", unary<&T::reciprocal>},
    {"abs", unary<&T::abs>},
    {"sign", unary<&T::sign>},
    {"sin", unary<&T::sin>},
    {"cos", unary<&T::cos>},
    {"square", unary<&T::square>},
    {"logical_not", unary<&T::logical_not>},
    {"zero_", unary_<&T::zero_>},
    {"fill_", binary_<&T::fill_, &T::fill_>},
    {"copy_", copy_},
    {"add_", add_},
    {"sub_", sub_},
    {"mul_", binary_<&T::mul_, &T::mul_>},
    {"pow_", binary_<&T::pow_, &T::pow_>},
    {"neg_", unary_<&T::neg_>},
    {"exp_", unary_<&T::exp_>},
    {"log_", unary_<&T::log_>},
    {"relu_", unary_<&T::relu_>},
    {"sigmoid_", unary_<&T::sigmoid_>},
    {"tanh_", unary_<&T::tanh_>},
    {"sqrt_", unary_<&T::sqrt_>},
    {"rsqrt_", unary_<&T::rsqrt_>},
    {"reciprocal_", unary_<&T::reciprocal_>},
    {"abs_", unary_<&T::abs_>},
    {"sin_", unary_<&T::sin_>},
    {"cos_", unary_<&T::cos_>},
    {"sum", sum},
    {"mean", mean},
    {"view", view},
    {"reshape", reshape},
    {"view_as", view_as},
    {"reshape_as", reshape_as},
    {"expand", expand},
    {"expand_as", expand_as},
    {"permute", permute},
    {"transpose", transpose},
    {"t", unary<&T::t>},
    {"flatten", flatten},
    {"squeeze", squeeze},
    {"unsqueeze", unsqueeze},
    {"select", select},
    {"narrow", narrow},
    {"as_strided", as_strided},
    {"clone", unary<&T::clone>},
    {"contiguous", unary<&T::contiguous>},
    {"detach", unary<&T::detach>},
    {"detach_", unary_<&T::detach_>},
};

}  // namespace

const Operations& tensor_operations() { return kOperations; }

}  // namespace gradproof::checks::native
