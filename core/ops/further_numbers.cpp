// Of the numbers themselves: common divisors, neighbours, mantissa and exponent, signs and infinities.
#include <cmath>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <limits>
#include <numbers>
#include <numeric>

namespace gradproof {
namespace {

/// Computed in T, one element after the other; the result has the operands' common type.
template <class T, class F>
Tensor combined(const Tensor& a, const Tensor& b, F function) {
  NoGradGuard no_grad;
  const TensorList both = broadcast_tensors({a.detach(), b.detach()});
  expect_one_device({&a, &b});
  const Tensor x = host_clone(both[0].to(DTypeOf<T>::value)), y = host_clone(both[1].to(DTypeOf<T>::value));
  T* out = x.data_ptr<T>();
  const T* other = y.data_ptr<T>();
  for (std::int64_t i = 0; i < x.numel(); ++i) out[i] = function(out[i], other[i]);
  return placed_beside(a, x.to(result_type(a, b)));
}

void expect_integers(const char* name, const Tensor& a, const Tensor& b) {
  const DType t = result_type(a, b);
  if (is_floating(t) || t == DType::boolean) raise_refused(name, t);
}

[[noreturn]] void nextafter_gradient(Backward&) {
  raise(ErrorKind::not_differentiable, "derivative for aten::nextafter is not implemented; detach() its inputs");
}
constexpr GradientRule kNextafter = {"torch::autograd::NotImplemented", nextafter_gradient};

void frexp_gradient(Backward& b) {
  const Tensor exponent = b.saved(0);
  b.give(0, b.grad() * exponent.to(b.grad().dtype()).neg().exp2());
}
constexpr GradientRule kFrexp = {"FrexpBackward0", frexp_gradient};

void angle_gradient(Backward& b) { b.give(0, zeros_like(b.grad())); }
constexpr GradientRule kAngle = {"AngleBackward0", angle_gradient};

Tensor equals(const Tensor& x, double infinity) {
  return is_floating(x.dtype()) ? x.eq(infinity) : zeros_like(x, kBool);
}

}  // namespace

Tensor gcd(const Tensor& a, const Tensor& b) {
  expect_integers("gcd_cpu", a, b);
  return combined<std::int64_t>(a, b, [](std::int64_t x, std::int64_t y) { return std::gcd(x, y); });
}
Tensor lcm(const Tensor& a, const Tensor& b) {
  expect_integers("lcm_cpu", a, b);
  return combined<std::int64_t>(a, b, [](std::int64_t x, std::int64_t y) { return std::lcm(x, y); });
}

Tensor nextafter(const Tensor& a, const Tensor& b) {
  const DType t = result_type(a, b);
  if (t != kFloat && t != kDouble) raise_refused("nextafter_cpu", t);
  const auto next = [](auto x, auto y) { return std::nextafter(x, y); };
  Tensor out = t == kFloat ? combined<float>(a, b, next) : combined<double>(a, b, next);
  record(kNextafter, out, {&a, &b}, {});
  return out;
}

std::tuple<Tensor, Tensor> frexp(const Tensor& x) {
  if (!is_floating(x.dtype()))
    raise(ErrorKind::dtype,
          "torch.frexp() only supports floating-point dtypes, found " + std::string(scalar_name(x.dtype())));
  Tensor mantissa, exponent;
  {
    NoGradGuard no_grad;
    const Tensor wide = host_clone(x.detach().to(kDouble));
    exponent = empty(x.sizes(), kInt);
    double* numbers = wide.data_ptr<double>();
    for (std::int64_t i = 0; i < wide.numel(); ++i) numbers[i] = std::frexp(numbers[i], exponent.data_ptr<int>() + i);
    mantissa = placed_beside(x, wide.to(x.dtype()));
    exponent = placed_beside(x, exponent);
  }
  record(kFrexp, mantissa, {&x}, {save(exponent)});
  return {mantissa, exponent};
}

Tensor isposinf(const Tensor& x) { return equals(x, std::numeric_limits<double>::infinity()); }
Tensor isneginf(const Tensor& x) { return equals(x, -std::numeric_limits<double>::infinity()); }

Tensor Tensor::isreal() const { return ones_like(*this, kBool); }
Tensor Tensor::angle() const {
  Tensor out;
  {
    NoGradGuard no_grad;
    const Tensor wide = to(is_floating(dtype()) ? DType(dtype()) : default_dtype());
    out = gradproof::where(wide.isnan(), wide,
                           gradproof::where(wide.lt(0), full_like(wide, std::numbers::pi), zeros_like(wide)));
  }
  record(kAngle, out, {this}, {});
  return out;
}

}  // namespace gradproof
