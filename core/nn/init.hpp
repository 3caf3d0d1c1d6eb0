#pragma once
// How parameters start. All write in place under no_grad and return the tensor.
#include <gradproof/core/nn/enum.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <utility>
#include <variant>

namespace gradproof::nn::init {

using FanModeType = std::variant<enumtype::kFanIn, enumtype::kFanOut>;
using NonlinearityType =
    std::variant<enumtype::kLinear, enumtype::kConv1D, enumtype::kConv2D, enumtype::kConv3D, enumtype::kConvTranspose1D,
                 enumtype::kConvTranspose2D, enumtype::kConvTranspose3D, enumtype::kSigmoid, enumtype::kTanh,
                 enumtype::kReLU, enumtype::kLeakyReLU>;

/// The recommended standard deviation's factor behind a nonlinearity (`param`: leaky_relu's slope).
double calculate_gain(NonlinearityType nonlinearity, double param = 0.01);
/// Inputs and outputs of one unit of a weight. Throws `shape` for fewer than two dimensions.
std::pair<std::int64_t, std::int64_t> _calculate_fan_in_and_fan_out(const Tensor& tensor);

Tensor constant_(Tensor tensor, const Scalar& value);
Tensor zeros_(Tensor tensor);
Tensor ones_(Tensor tensor);
/// Throws `shape` unless the tensor has two dimensions.
Tensor eye_(Tensor matrix);
/// A convolution's weight that hands channels on. Throws `shape` unless there are 3, 4 or 5 dimensions.
Tensor dirac_(Tensor tensor);
/// Rows of the first dimension against the others, or the columns where those are fewer, of length `gain` and at right
/// angles (Saxe, McClelland and Ganguli 2014). Throws `shape` for fewer than two dimensions.
Tensor orthogonal_(Tensor tensor, double gain = 1.0);
/// N(0, std), with a fraction `sparsity` of each column set to zero. Throws `shape` unless there are two dimensions.
Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01);
Tensor uniform_(Tensor tensor, double low = 0, double high = 1);
Tensor normal_(Tensor tensor, double mean = 0, double std = 1);
/// Glorot and Bengio 2010. Throw `shape` for fewer than two dimensions.
Tensor xavier_uniform_(Tensor tensor, double gain = 1.0);
Tensor xavier_normal_(Tensor tensor, double gain = 1.0);
/// He et al. 2015; `a` is the slope behind leaky_relu. Throw `shape` for fewer than two dimensions.
Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanModeType mode = kFanIn,
                        NonlinearityType nonlinearity = kLeakyReLU);
Tensor kaiming_normal_(Tensor tensor, double a = 0, FanModeType mode = kFanIn,
                       NonlinearityType nonlinearity = kLeakyReLU);

}  // namespace gradproof::nn::init
