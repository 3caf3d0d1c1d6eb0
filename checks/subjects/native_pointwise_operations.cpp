// Pointwise operations by canonical name, beyond the arithmetic of native_tensor_operations.cpp. Either of two operands
// may be a plain number.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/checks/subjects/native_wrapped_number.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

using T = Tensor;
using S = Scalar;

const Tensor& input(const Arguments& a) { return as_tensor(a["input"]); }
Scalar number_or(const Value& v, const Scalar& fallback) { return v.is_none() ? fallback : as_number(v); }
std::optional<double> optional_number(const Value& v) {
  if (v.is_none()) return std::nullopt;
  return as_number(v).toDouble();
}
std::string text_or(const Value& v, std::string fallback) {
  return v.is<std::string>() ? v.as<std::string>() : fallback;
}
/// A number as a tensor of no dimensions, for operations that take tensors only.
Tensor tensor_of(const Value& v) {
  const auto n = get_number(v);
  return n ? scalar_tensor(*n, n->kind() == kDouble ? default_dtype() : n->kind()) : as_tensor(v);
}

// One operand.
template <T (T::*F)() const>
Value unary(const Arguments& a) {
  return wrap((input(a).*F)());
}
template <T& (T::*F)() const>
Value unary_(const Arguments& a) {
  (input(a).*F)();
  return a["input"];
}
// Two operands: tensors only, or the second also a number.
template <T (T::*F)(const T&) const>
Value binary(const Arguments& a) {
  if (get_number(a.at(1))) throw Raised("argument", "argument 'other' must be Tensor, not a number", "TypeError");
  return wrap((input(a).*F)(as_tensor(a.at(1))));
}
template <T& (T::*F)(const T&) const>
Value binary_(const Arguments& a) {
  (input(a).*F)(as_tensor(a.at(1)));
  return a["input"];
}
template <T (T::*Both)(const T&) const, T (T::*Right)(const S&) const>
Value either(const Arguments& a) {
  const auto n = get_number(a.at(1));
  return wrap(n ? (input(a).*Right)(*n) : (input(a).*Both)(as_tensor(a.at(1))));
}
template <T& (T::*Both)(const T&) const, T& (T::*Right)(const S&) const>
Value either_(const Arguments& a) {
  if (const auto n = get_number(a.at(1)))
    (input(a).*Right)(*n);
  else
    (input(a).*Both)(as_tensor(a.at(1)));
  return a["input"];
}
/// The first operand a number too.
template <T (*Left)(const S&, const T&), Operation Otherwise>
Value left_number(const Arguments& a) {
  const auto n = get_number(a["input"]);
  return n ? wrap(Left(*n, as_tensor(a.at(1)))) : Otherwise(a);
}
template <Operation Otherwise>
Value left_as_tensor(const Arguments& a) {
  if (!get_number(a["input"])) return Otherwise(a);
  const Tensor& right = as_tensor(a.at(1));
  Arguments tensors;
  const Scalar n = as_number(a["input"]);
  tensors.add("input", wrap(scalar_tensor(n, n.kind() == kDouble ? default_dtype() : n.kind())), true);
  tensors.add("other", wrap(right), true);
  return Otherwise(tensors);
}

// With a rounding.
Value div(const Arguments& a) {
  const std::string mode = text_or(a["rounding_mode"], "");
  const auto left = get_number(a["input"]), right = get_number(a["other"]);
  if (mode.empty())
    return wrap(left    ? mul_wrapped(as_tensor(a["other"]).reciprocal(), *left)
                : right ? div_wrapped(input(a), *right)
                        : input(a) / as_tensor(a["other"]));
  const Tensor x = tensor_of(a["input"]);
  return wrap(right ? x.div(*right, mode) : x.div(as_tensor(a["other"]), mode));
}
Value div_(const Arguments& a) {
  const std::string mode = text_or(a["rounding_mode"], "");
  const auto right = get_number(a["other"]);
  if (mode.empty())
    right ? div_wrapped_(input(a), *right) : input(a).div_(as_tensor(a["other"]));
  else
    right ? input(a).div_(*right, mode) : input(a).div_(as_tensor(a["other"]), mode);
  return a["input"];
}
Value rsub(const Arguments& a) {
  const Scalar alpha = number_or(a["alpha"], 1);
  const auto n = get_number(a["other"]);
  if (!n) return wrap(gradproof::rsub(input(a), as_tensor(a["other"]), alpha));
  return wrap(alpha.toDouble() == 1 ? gradproof::rsub(input(a), *n) : gradproof::rsub(input(a), *n, alpha));
}
Value round(const Arguments& a) { return wrap(input(a).round(number_or(a["decimals"], 0).toLong())); }
Value round_(const Arguments& a) {
  input(a).round_(number_or(a["decimals"], 0).toLong());
  return a["input"];
}
Value logit(const Arguments& a) { return wrap(input(a).logit(optional_number(a["eps"]))); }
Value logit_(const Arguments& a) {
  input(a).logit_(optional_number(a["eps"]));
  return a["input"];
}
Value nan_to_num(const Arguments& a) {
  return wrap(
      input(a).nan_to_num(optional_number(a["nan"]), optional_number(a["posinf"]), optional_number(a["neginf"])));
}
Value nan_to_num_(const Arguments& a) {
  input(a).nan_to_num_(optional_number(a["nan"]), optional_number(a["posinf"]), optional_number(a["neginf"]));
  return a["input"];
}

// Bounds and weights.
template <class Bound, class Clamp>
auto clamped(const Arguments& a, Clamp clamp, Bound bound) {
  using B = decltype(bound(a["min"]));
  const auto optional = [&](const Value& v) { return v.is_none() ? std::optional<B>() : std::optional<B>(bound(v)); };
  return clamp(optional(a["min"]), optional(a["max"]));
}
template <class Clamp>
Value clamp_with(const Arguments& a, Clamp clamp) {
  if (get_tensor(a["min"]) || get_tensor(a["max"])) return clamped<Tensor (*)(const Value&)>(a, clamp, tensor_of);
  return clamped<Scalar (*)(const Value&)>(a, clamp, as_number);
}
Value clamp(const Arguments& a) {
  return clamp_with(a, [&](const auto& min, const auto& max) { return wrap(input(a).clamp(min, max)); });
}
Value clamp_(const Arguments& a) {
  return clamp_with(a, [&](const auto& min, const auto& max) { return input(a).clamp_(min, max), a["input"]; });
}
Value lerp(const Arguments& a) {
  const auto n = get_number(a["weight"]);
  return wrap(n ? input(a).lerp(as_tensor(a["end"]), *n) : input(a).lerp(as_tensor(a["end"]), as_tensor(a["weight"])));
}
Value lerp_(const Arguments& a) {
  if (const auto n = get_number(a["weight"]))
    input(a).lerp_(as_tensor(a["end"]), *n);
  else
    input(a).lerp_(as_tensor(a["end"]), as_tensor(a["weight"]));
  return a["input"];
}
template <T (T::*F)(const T&, const T&, const S&) const>
Value with_term(const Arguments& a) {
  return wrap((input(a).*F)(as_tensor(a["tensor1"]), as_tensor(a["tensor2"]), number_or(a["value"], 1)));
}
template <T& (T::*F)(const T&, const T&, const S&) const>
Value with_term_(const Arguments& a) {
  (input(a).*F)(as_tensor(a["tensor1"]), as_tensor(a["tensor2"]), number_or(a["value"], 1));
  return a["input"];
}
Value where(const Arguments& a) {
  if (a["input"].is_none() && a["other"].is_none())
    throw Unsupported("the native runtime has no where(condition) alone");
  const Tensor& condition = as_tensor(a["condition"]);
  const auto x = get_number(a["input"]), y = get_number(a["other"]);
  if (x && y) return wrap(gradproof::where(condition, *x, *y));
  if (x) return wrap(gradproof::where(condition, *x, as_tensor(a["other"])));
  if (y) return wrap(gradproof::where(condition, input(a), *y));
  return wrap(gradproof::where(condition, input(a), as_tensor(a["other"])));
}

// Activations. A program's inplace=True comes as the name with an underscore.
template <T (*F)(const T&)>
Value function(const Arguments& a) {
  return wrap(F(input(a)));
}
template <T& (*F)(const T&)>
Value function_(const Arguments& a) {
  F(input(a));
  return a["input"];
}
/// Up to two numbers, by parameter name, handed to f or, in place, to f_.
template <class F, class InPlace>
Value parametric(const Arguments& a, bool in_place, F f, InPlace f_) {
  if (!in_place) return wrap(f(input(a)));
  f_(input(a));
  return a["input"];
}
template <bool InPlace>
Value leaky_relu(const Arguments& a) {
  const Scalar slope = number_or(a["negative_slope"], 0.01);
  return parametric(
      a, InPlace, [&](auto& x) { return gradproof::leaky_relu(x, slope); },
      [&](auto& x) { gradproof::leaky_relu_(x, slope); });
}
template <bool InPlace>
Value elu(const Arguments& a) {
  const Scalar alpha = number_or(a["alpha"], 1.0);
  return parametric(
      a, InPlace, [&](auto& x) { return gradproof::elu(x, alpha); }, [&](auto& x) { gradproof::elu_(x, alpha); });
}
template <bool InPlace>
Value celu(const Arguments& a) {
  const Scalar alpha = number_or(a["alpha"], 1.0);
  return parametric(
      a, InPlace, [&](auto& x) { return gradproof::celu(x, alpha); }, [&](auto& x) { gradproof::celu_(x, alpha); });
}
template <bool InPlace>
Value hardtanh(const Arguments& a) {
  const Scalar min = number_or(a["min_val"], -1.0), max = number_or(a["max_val"], 1.0);
  return parametric(
      a, InPlace, [&](auto& x) { return gradproof::hardtanh(x, min, max); },
      [&](auto& x) { gradproof::hardtanh_(x, min, max); });
}
template <bool InPlace>
Value threshold(const Arguments& a) {
  const Scalar at = as_number(a["threshold"]), value = as_number(a["value"]);
  return parametric(
      a, InPlace, [&](auto& x) { return gradproof::threshold(x, at, value); },
      [&](auto& x) { gradproof::threshold_(x, at, value); });
}
Value gelu(const Arguments& a) { return wrap(gradproof::gelu(input(a), text_or(a["approximate"], "none"))); }
Value softplus(const Arguments& a) {
  return wrap(gradproof::softplus(input(a), number_or(a["beta"], 1), number_or(a["threshold"], 20)));
}
Value hardshrink(const Arguments& a) { return wrap(gradproof::hardshrink(input(a), number_or(a["lambd"], 0.5))); }
Value glu(const Arguments& a) { return wrap(gradproof::glu(input(a), a["dim"].is_none() ? -1 : as_integer(a["dim"]))); }
Value softshrink(const Arguments& a) { return wrap(gradproof::softshrink(input(a), number_or(a["lambd"], 0.5))); }

template <auto F>
auto close(const Arguments& a) {
  return F(input(a), as_tensor(a["other"]), number_or(a["rtol"], 1e-5).toDouble(),
           number_or(a["atol"], 1e-8).toDouble(), as_flag(a["equal_nan"], false));
}
Value isclose(const Arguments& a) { return wrap(close<gradproof::isclose>(a)); }
Value allclose(const Arguments& a) { return {close<gradproof::allclose>(a)}; }
Value equal(const Arguments& a) { return {gradproof::equal(input(a), as_tensor(a["other"]))}; }

const Operations kOperations = {
    {"sgn", unary<&T::sgn>},
    {"sgn_", unary_<&T::sgn_>},
    {"exp2", unary<&T::exp2>},
    {"exp2_", unary_<&T::exp2_>},
    {"expm1", unary<&T::expm1>},
    {"expm1_", unary_<&T::expm1_>},
    {"log1p", unary<&T::log1p>},
    {"log1p_", unary_<&T::log1p_>},
    {"log2", unary<&T::log2>},
    {"log2_", unary_<&T::log2_>},
    {"log10", unary<&T::log10>},
    {"log10_", unary_<&T::log10_>},
    {"tan", unary<&T::tan>},
    {"tan_", unary_<&T::tan_>},
    {"asin", unary<&T::asin>},
    {"asin_", unary_<&T::asin_>},
    {"acos", unary<&T::acos>},
    {"acos_", unary_<&T::acos_>},
    {"atan", unary<&T::atan>},
    {"atan_", unary_<&T::atan_>},
    {"sinh", unary<&T::sinh>},
    {"sinh_", unary_<&T::sinh_>},
    {"cosh", unary<&T::cosh>},
    {"cosh_", unary_<&T::cosh_>},
    {"asinh", unary<&T::asinh>},
    {"asinh_", unary_<&T::asinh_>},
    {"acosh", unary<&T::acosh>},
    {"acosh_", unary_<&T::acosh_>},
    {"atanh", unary<&T::atanh>},
    {"atanh_", unary_<&T::atanh_>},
    {"erf", unary<&T::erf>},
    {"erf_", unary_<&T::erf_>},
    {"erfc", unary<&T::erfc>},
    {"erfc_", unary_<&T::erfc_>},
    {"deg2rad", unary<&T::deg2rad>},
    {"deg2rad_", unary_<&T::deg2rad_>},
    {"rad2deg", unary<&T::rad2deg>},
    {"rad2deg_", unary_<&T::rad2deg_>},
    {"floor", unary<&T::floor>},
    {"floor_", unary_<&T::floor_>},
    {"ceil", unary<&T::ceil>},
    {"ceil_", unary_<&T::ceil_>},
    {"trunc", unary<&T::trunc>},
    {"trunc_", unary_<&T::trunc_>},
    {"frac", unary<&T::frac>},
    {"frac_", unary_<&T::frac_>},
    {"isnan", unary<&T::isnan>},
    {"isinf", unary<&T::isinf>},
    {"isfinite", unary<&T::isfinite>},
    {"signbit", unary<&T::signbit>},
    {"bitwise_not", unary<&T::bitwise_not>},
    {"sign_", unary_<&T::sign_>},
    {"square_", unary_<&T::square_>},
    {"logical_not_", unary_<&T::logical_not_>},
    {"bitwise_not_", unary_<&T::bitwise_not_>},
    {"fmax", binary<&T::fmax>},
    {"fmin", binary<&T::fmin>},
    {"logaddexp", binary<&T::logaddexp>},
    {"atan2", binary<&T::atan2>},
    {"hypot", binary<&T::hypot>},
    {"logical_and", binary<&T::logical_and>},
    {"logical_or", binary<&T::logical_or>},
    {"logical_xor", binary<&T::logical_xor>},
    {"atan2_", binary_<&T::atan2_>},
    {"hypot_", binary_<&T::hypot_>},
    {"logical_and_", binary_<&T::logical_and_>},
    {"logical_or_", binary_<&T::logical_or_>},
    {"logical_xor_", binary_<&T::logical_xor_>},
    {"fmod", either<&T::fmod, &T::fmod>},
    {"copysign", either<&T::copysign, &T::copysign>},
    {"remainder", left_number<gradproof::remainder, either<&T::remainder, &T::remainder>>},
    {"floor_divide", left_number<gradproof::floor_divide, either<&T::floor_divide, &T::floor_divide>>},
    {"xlogy", left_number<gradproof::xlogy, either<&T::xlogy, &T::xlogy>>},
    {"bitwise_and", left_as_tensor<either<&T::bitwise_and, &T::bitwise_and>>},
    {"bitwise_or", left_as_tensor<either<&T::bitwise_or, &T::bitwise_or>>},
    {"bitwise_xor", left_as_tensor<either<&T::bitwise_xor, &T::bitwise_xor>>},
    {"bitwise_left_shift", left_as_tensor<either<&T::bitwise_left_shift, &T::bitwise_left_shift>>},
    {"bitwise_right_shift", left_as_tensor<either<&T::bitwise_right_shift, &T::bitwise_right_shift>>},
    {"clamp_min", either<&T::clamp_min, &T::clamp_min>},
    {"clamp_max", either<&T::clamp_max, &T::clamp_max>},
    {"fmod_", either_<&T::fmod_, &T::fmod_>},
    {"copysign_", either_<&T::copysign_, &T::copysign_>},
    {"remainder_", either_<&T::remainder_, &T::remainder_>},
    {"floor_divide_", either_<&T::floor_divide_, &T::floor_divide_>},
    {"xlogy_", either_<&T::xlogy_, &T::xlogy_>},
    {"bitwise_and_", either_<&T::bitwise_and_, &T::bitwise_and_>},
    {"bitwise_or_", either_<&T::bitwise_or_, &T::bitwise_or_>},
    {"bitwise_xor_", either_<&T::bitwise_xor_, &T::bitwise_xor_>},
    {"bitwise_left_shift_", either_<&T::bitwise_left_shift_, &T::bitwise_left_shift_>},
    {"bitwise_right_shift_", either_<&T::bitwise_right_shift_, &T::bitwise_right_shift_>},
    {"clamp_min_", either_<&T::clamp_min_, &T::clamp_min_>},
    {"clamp_max_", either_<&T::clamp_max_, &T::clamp_max_>},
    {"eq_", either_<&T::eq_, &T::eq_>},
    {"ne_", either_<&T::ne_, &T::ne_>},
    {"lt_", either_<&T::lt_, &T::lt_>},
    {"le_", either_<&T::le_, &T::le_>},
    {"gt_", either_<&T::gt_, &T::gt_>},
    {"ge_", either_<&T::ge_, &T::ge_>},
    {"div", div},
    {"div_", div_},
    {"round", round},
    {"round_", round_},
    {"logit", logit},
    {"logit_", logit_},
    {"nan_to_num", nan_to_num},
    {"nan_to_num_", nan_to_num_},
    {"clamp", clamp},
    {"clamp_", clamp_},
    {"lerp", lerp},
    {"lerp_", lerp_},
    {"rsub", rsub},
    {"where", where},
    {"isclose", isclose},
    {"allclose", allclose},
    {"equal", equal},
    {"gelu", gelu},
    {"softplus", softplus},
    {"hardshrink", hardshrink},
    {"softshrink", softshrink},
    {"addcmul", with_term<&T::addcmul>},
    {"addcmul_", with_term_<&T::addcmul_>},
    {"addcdiv", with_term<&T::addcdiv>},
    {"addcdiv_", with_term_<&T::addcdiv_>},
    {"silu", function<gradproof::silu>},
    {"silu_", function_<gradproof::silu_>},
    {"mish", function<gradproof::mish>},
    {"mish_", function_<gradproof::mish_>},
    {"hardsigmoid", function<gradproof::hardsigmoid>},
    {"hardsigmoid_", function_<gradproof::hardsigmoid_>},
    {"hardswish", function<gradproof::hardswish>},
    {"hardswish_", function_<gradproof::hardswish_>},
    {"selu", function<gradproof::selu>},
    {"selu_", function_<gradproof::selu_>},
    {"relu6", function<gradproof::relu6>},
    {"relu6_", function_<gradproof::relu6_>},
    {"relu", unary<&T::relu>},
    {"softsign", function<gradproof::softsign>},
    {"tanhshrink", function<gradproof::tanhshrink>},
    {"logsigmoid", function<log_sigmoid>},
    {"glu", glu},
    {"leaky_relu", leaky_relu<false>},
    {"leaky_relu_", leaky_relu<true>},
    {"elu", elu<false>},
    {"elu_", elu<true>},
    {"celu", celu<false>},
    {"celu_", celu<true>},
    {"hardtanh", hardtanh<false>},
    {"hardtanh_", hardtanh<true>},
    {"threshold", threshold<false>},
    {"threshold_", threshold<true>},
};

}  // namespace

const Operations& pointwise_operations() { return kOperations; }

}  // namespace gradproof::checks::native
