#pragma once
// Activations. Floating types unless said otherwise; integers throw `dtype`.
#include <gradproof/core/tensor/tensor.hpp>
#include <string_view>

namespace gradproof {

/// `approximate` is "none" or "tanh".
Tensor gelu(const Tensor& x, std::string_view approximate = "none");
Tensor silu(const Tensor& x);
Tensor mish(const Tensor& x);
Tensor log_sigmoid(const Tensor& x);
Tensor hardsigmoid(const Tensor& x);
Tensor hardswish(const Tensor& x);
Tensor selu(const Tensor& x);
Tensor leaky_relu(const Tensor& x, const Scalar& negative_slope = 0.01);
Tensor elu(const Tensor& x, const Scalar& alpha = 1.0);
Tensor celu(const Tensor& x, const Scalar& alpha = 1.0);
/// log(1 + exp(beta x)) / beta; x itself where beta x exceeds the threshold.
Tensor softplus(const Tensor& x, const Scalar& beta = 1, const Scalar& threshold = 20);
/// The first half of dimension `dim` times the sigmoid of the second. Throws `shape` for an odd size.
Tensor glu(const Tensor& x, std::int64_t dim = -1);
/// x / (1 + |x|), recorded as its parts; integers become floating.
Tensor softsign(const Tensor& x);
Tensor tanhshrink(const Tensor& x);
Tensor hardtanh(const Tensor& x, const Scalar& min = -1, const Scalar& max = 1);  ///< integers too
Tensor relu6(const Tensor& x);                                                    ///< integers too
/// x where it exceeds the threshold, else value; integers too.
Tensor threshold(const Tensor& x, const Scalar& threshold, const Scalar& value);
Tensor hardshrink(const Tensor& x, const Scalar& lambd = 0.5);
Tensor softshrink(const Tensor& x, const Scalar& lambd = 0.5);
/// x with negative elements times a slope: each its own, uniform in [lower, upper], while training, else the middle of
/// the two. Throws `value` for lower > upper.
Tensor rrelu(const Tensor& x, const Scalar& lower = 1.0 / 8, const Scalar& upper = 1.0 / 3, bool training = false);

// In place: x comes back.
Tensor& rrelu_(const Tensor& x, const Scalar& lower = 1.0 / 8, const Scalar& upper = 1.0 / 3, bool training = false);
Tensor& silu_(const Tensor& x);
Tensor& mish_(const Tensor& x);
Tensor& hardsigmoid_(const Tensor& x);
Tensor& hardswish_(const Tensor& x);
Tensor& selu_(const Tensor& x);
Tensor& leaky_relu_(const Tensor& x, const Scalar& negative_slope = 0.01);
Tensor& elu_(const Tensor& x, const Scalar& alpha = 1.0);
Tensor& celu_(const Tensor& x, const Scalar& alpha = 1.0);
Tensor& hardtanh_(const Tensor& x, const Scalar& min = -1, const Scalar& max = 1);
Tensor& relu6_(const Tensor& x);
Tensor& threshold_(const Tensor& x, const Scalar& threshold, const Scalar& value);

}  // namespace gradproof
