// Operations of tensors by canonical name. Operand `input` may be a plain number: 2 - x comes as sub(input=2, other=x).
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/checks/subjects/native_wrapped_number.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>

namespace gradproof::checks::native {
namespace {

const Tensor& input(const Arguments& a) { return as_tensor(a["input"]); }

// Two operands, either of which may be a number.
// -----------------------------------------------------------------------
using TensorTensor = Tensor (*)(const Tensor&, const Tensor&);
using NumberTensor = Tensor (*)(const Scalar&, const Tensor&);

template <class TensorNumber>
Value apply(const Arguments& a, TensorTensor both, TensorNumber right, NumberTensor left) {
  const Value &x = a["input"], &y = a["other"].is_none() ? a["exponent"] : a["other"];
  if (const auto n = get_number(x)) return wrap(left(*n, as_tensor(y)));
  if (const auto n = get_number(y)) return wrap(right(as_tensor(x), *n));
  return wrap(both(as_tensor(x), as_tensor(y)));
}

Scalar alpha(const Arguments& a) { return a["alpha"].is_none() ? Scalar(1) : as_number(a["alpha"]); }

Scalar alpha_times(const Arguments& a, const Scalar& n) { return product(n, alpha(a)); }

Value add(const Arguments& a) {
  if (alpha(a).toDouble() != 1 && get_tensor(a["other"])) return wrap(input(a).add(as_tensor(a["other"]), alpha(a)));
  return apply(
      a, [](auto& x, auto& y) { return x + y; }, [&](auto& x, auto& y) { return add_wrapped(x, alpha_times(a, y)); },
      [](auto& x, auto& y) { return add_wrapped(y, x); });
}
Value sub(const Arguments& a) {
  if (alpha(a).toDouble() != 1 && get_tensor(a["other"])) return wrap(input(a).sub(as_tensor(a["other"]), alpha(a)));
  return apply(
      a, [](auto& x, auto& y) { return x - y; }, [&](auto& x, auto& y) { return sub_wrapped(x, alpha_times(a, y)); },
      [](auto& x, auto& y) { return rsub(y, x); });
}
Value mul(const Arguments& a) {
  return apply(
      a, [](auto& x, auto& y) { return x * y; }, mul_wrapped, [](auto& x, auto& y) { return mul_wrapped(y, x); });
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
template <Tensor& (Tensor::*F)() const>
Value unary_(const Arguments& a) {
  (input(a).*F)();
  return a["input"];
}
template <Tensor& (Tensor::*Both)(const Tensor&) const, Tensor& (Tensor::*Right)(const Scalar&) const>
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
    add_wrapped_(input(a), alpha_times(a, *n));
  else
    input(a).add_(as_tensor(a["other"]), alpha(a));
  return a["input"];
}
Value sub_(const Arguments& a) {
  if (const auto n = get_number(a["other"]))
    sub_wrapped_(input(a), alpha_times(a, *n));
  else
    input(a).sub_(as_tensor(a["other"]), alpha(a));
  return a["input"];
}
Value mul_(const Arguments& a) {
  if (const auto n = get_number(a["other"]))
    mul_wrapped_(input(a), *n);
  else
    input(a).mul_(as_tensor(a["other"]));
  return a["input"];
}
Value copy_(const Arguments& a) {
  input(a).copy_(as_tensor(a["src"]), as_flag(a["non_blocking"], false));
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
    {"mul_", mul_},
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
    {"detach", unary<&T::detach>},
    {"detach_", unary_<&T::detach_>},
};

}  // namespace

const Operations& tensor_operations() { return kOperations; }

}  // namespace gradproof::checks::native
