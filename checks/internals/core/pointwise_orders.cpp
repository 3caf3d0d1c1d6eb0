// First and second order of the pointwise family against central differences, away from kinks.
#include <gradproof/checks/internals/core/cases.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

const Tensor& other() {
  static const Tensor t = leaf({2, 3}, 0.42, 0.09).detach();
  return t;
}

// Over x = 0.11 .. 0.9, six numbers.
const Case kCases[] = {
    {"exp2", [](auto& x) { return x.exp2(); }},
    {"expm1", [](auto& x) { return x.expm1(); }},
    {"log1p", [](auto& x) { return x.log1p(); }},
    {"log2", [](auto& x) { return x.log2(); }},
    {"log10", [](auto& x) { return x.log10(); }},
    {"tan", [](auto& x) { return x.tan(); }},
    {"asin", [](auto& x) { return x.asin(); }},
    {"acos", [](auto& x) { return x.acos(); }},
    {"atan", [](auto& x) { return x.atan(); }},
    {"sinh", [](auto& x) { return x.sinh(); }},
    {"cosh", [](auto& x) { return x.cosh(); }},
    {"asinh", [](auto& x) { return x.asinh(); }},
    {"acosh", [](auto& x) { return (x + 1.5).acosh(); }},
    {"atanh", [](auto& x) { return x.atanh(); }},
    {"erf", [](auto& x) { return x.erf(); }},
    {"erfc", [](auto& x) { return x.erfc(); }},
    {"logit", [](auto& x) { return x.logit(); }},
    {"frac", [](auto& x) { return (x * x).frac() * x; }},
    {"nan_to_num", [](auto& x) { return (x * x).nan_to_num(); }},
    {"deg2rad", [](auto& x) { return (x * x).deg2rad() + (x * x).rad2deg(); }},
    {"relu", [](auto& x) { return (x * x - 0.3).relu() * x; }},
    {"sigmoid", [](auto& x) { return (x * 2).sigmoid() * x; }},
    {"tanh", [](auto& x) { return (x * 2).tanh() * x; }},
    {"gelu", [](auto& x) { return gelu(x - 0.4); }},
    {"gelu tanh", [](auto& x) { return gelu(x - 0.4, "tanh"); }},
    {"silu", [](auto& x) { return silu(x - 0.4); }},
    {"mish", [](auto& x) { return mish(x - 0.4); }},
    {"softplus", [](auto& x) { return softplus(x * 3, 2, 3); }},
    {"log_sigmoid", [](auto& x) { return log_sigmoid(x - 0.4); }},
    {"hardswish", [](auto& x) { return hardswish(x * 4 - 1); }},
    {"leaky_relu", [](auto& x) { return leaky_relu(x * x - 0.3, 0.2) * x; }},
    {"elu", [](auto& x) { return elu(x - 0.4, 1.3); }},
    {"celu", [](auto& x) { return celu(x - 0.4, 1.3); }},
    {"selu", [](auto& x) { return selu(x - 0.4); }},
    {"hardtanh", [](auto& x) { return hardtanh(x * x * x, 0.05, 0.4) * x; }},
    {"threshold", [](auto& x) { return threshold(x * x, 0.3, 9) * x; }},
    {"hardshrink", [](auto& x) { return hardshrink(x * x, 0.3) * x; }},
    {"softshrink", [](auto& x) { return softshrink(x * x, 0.3) * x; }},
    {"softsign", [](auto& x) { return softsign(x); }},
    {"clamp", [](auto& x) { return (x * x).clamp(0.1, 0.5) * x; }},
    {"clamp tensors", [](auto& x) { return (x * x).clamp(other() - 0.3, other() * x); }},
    {"clamp_min", [](auto& x) { return (x * x).clamp_min(other() * x) * x; }},
    {"clamp_max", [](auto& x) { return (x * x).clamp_max(0.4) * x; }},
    {"where", [](auto& x) { return where(x.gt(0.5), x * x, x.exp()); }},
    {"where number", [](auto& x) { return where(x.gt(0.5), 2.5, x.exp()); }},
    {"lerp", [](auto& x) { return (x * x).lerp(x.exp(), 0.3); }},
    {"lerp weights", [](auto& x) { return (x * x).lerp(x.exp(), x); }},
    {"addcmul", [](auto& x) { return (x * x).addcmul(x, x.exp(), 2.5); }},
    {"addcdiv", [](auto& x) { return (x * x).addcdiv(x, x.exp(), 2.5); }},
    {"add alpha", [](auto& x) { return (x * x).add(x.exp(), 2.5) * x; }},
    {"sub alpha", [](auto& x) { return (x * x).sub(x.exp(), 2.5) * x; }},
    {"rsub", [](auto& x) { return rsub(x * x, x.exp(), 2.5) * rsub(x * x, 2, 3); }},
    {"fmax", [](auto& x) { return (x * x).fmax(other() * x) + (x * x).fmin(other() * x) * 2; }},
    {"fmod", [](auto& x) { return (x * x).fmod(other() * x * 0.37) * x; }},
    {"remainder", [](auto& x) { return (-x * x).remainder(other() * x * 0.37) * x; }},
    {"atan2", [](auto& x) { return (x * x).atan2(other() * x); }},
    {"hypot", [](auto& x) { return x.hypot(other() * x * x); }},
    {"copysign", [](auto& x) { return (x * x).copysign(-other()) + (x * x).copysign(-1.0); }},
    {"logaddexp", [](auto& x) { return (x * x).logaddexp(other() * x); }},
    {"xlogy", [](auto& x) { return (x * x).xlogy(x + 1) + xlogy(Scalar(1.5), x) + (x * x).xlogy(3.0); }},
    {"pow special", [](auto& x) { return x.pow(2) * x.pow(-2) + x.pow(0.5) + x.pow(-0.5) + x.pow(-1) + x.pow(3); }},
    {"broadcast", [](auto& x) { return x[0].atan2(x.narrow(1, 0, 1) + 1) + x[1].lerp(x.narrow(1, 1, 1), 0.4); }},
};

// In place after x * x, so that the write is recorded; the derivative reads the old value or the new one.
const Case kInPlace[] = {
    {"exp2_", [](auto& x) { return (x * x).exp2_(); }},
    {"log1p_", [](auto& x) { return (x * x).log1p_(); }},
    {"tan_", [](auto& x) { return (x * x).tan_(); }},
    {"erf_", [](auto& x) { return (x * x).erf_(); }},
    {"square_", [](auto& x) { return (x * 2).square_(); }},
    {"sgn_", [](auto& x) { return (x * 2).sgn_() * x; }},
    {"logit_", [](auto& x) { return (x * x).logit_(); }},
    {"nan_to_num_", [](auto& x) { return (x * x).nan_to_num_() * x; }},
    {"leaky_relu_", [](auto& x) { return leaky_relu_(x * x - 0.3, 0.2) * x; }},
    {"elu_", [](auto& x) { return elu_(x * x - 0.3, 1.3) * x; }},
    {"celu_", [](auto& x) { return celu_(x * x - 0.3, 1.3) * x; }},
    {"selu_", [](auto& x) { return selu_(x * x - 0.3) * x; }},
    {"silu_", [](auto& x) { return silu_(x * x - 0.3); }},
    {"mish_", [](auto& x) { return mish_(x * x - 0.3); }},
    {"hardtanh_", [](auto& x) { return hardtanh_(x * x * x, 0.05, 0.4) * x; }},
    {"threshold_", [](auto& x) { return threshold_(x * x, 0.3, 9) * x; }},
    {"clamp_", [](auto& x) { return (x * x).clamp_(0.1, 0.5) * x; }},
    {"clamp_ tensors", [](auto& x) { return (x * x).clamp_(other() - 0.3, other() * x); }},
    {"clamp_min_", [](auto& x) { return (x * x).clamp_min_(other() * x) * x; }},
    {"lerp_", [](auto& x) { return (x * x).lerp_(x.exp(), 0.3); }},
    {"lerp_ weights", [](auto& x) { return (x * x).lerp_(x.exp(), x); }},
    {"addcmul_", [](auto& x) { return (x * x).addcmul_(x, x.exp(), 2.5); }},
    {"addcdiv_", [](auto& x) { return (x * x).addcdiv_(x, x.exp(), 2.5); }},
    {"add_ alpha", [](auto& x) { return (x * x).add_(x.exp(), 2.5) * x; }},
    {"sub_ alpha", [](auto& x) { return (x * x).sub_(x.exp(), 2.5) * x; }},
    {"fmod_", [](auto& x) { return (x * x).fmod_(other() * x * 0.37) * x; }},
    {"atan2_", [](auto& x) { return (x * x).atan2_(other() * x); }},
    {"hypot_", [](auto& x) { return (x * x).hypot_(other() * x); }},
    {"xlogy_", [](auto& x) { return (x * x).xlogy_(x + 1); }},
    {"copysign_", [](auto& x) { return (x * x).copysign_(-other()) * x; }},
};

}  // namespace

TEST_CASE("pointwise derivatives agree with central differences to second order") {
  expect_orders(kCases, leaf({2, 3}, 0.12, 0.11), 1e-7, 1e-5);
}

// PyTorch knows the derivative of hardsigmoid only, to the precision of float32, and not its derivative in turn.
TEST_CASE("hardsigmoid is differentiated once") {
  const auto f = [](const Tensor& x) { return hardsigmoid(x * x * 5) * x; };
  const Tensor x = leaf({2, 3}, 0.12, 0.11);
  CHECK(gradient_error(f, x) < 1e-6);
  CHECK_THROWS_AS(second_order_error(f, x), Error);
}

TEST_CASE("pointwise derivatives in place agree with central differences to second order") {
  expect_orders(kInPlace, leaf({2, 3}, 0.12, 0.11), 1e-7, 1e-5);
}
