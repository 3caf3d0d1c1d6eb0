#pragma once
// Free functions of normalization, and dropout. Weights and biases may be undefined.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// (x - mean) / sqrt(var + eps) * weight + bias over the trailing dimensions `normalized_shape`. Throws `shape`,
/// `dtype`.
Tensor layer_norm(const Tensor& input, IntArrayRef normalized_shape, const Tensor& weight = {}, const Tensor& bias = {},
                  double eps = 1e-5, bool cudnn_enable = true);
/// Normalizes each channel (dimension 1): by the batch's own statistics when training, which then move the running ones
/// by `momentum` (a write that no counter sees, as in PyTorch), else by the running ones. Throws `shape`, `dtype`.
Tensor batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean,
                  const Tensor& running_var, bool training, double momentum, double eps, bool cudnn_enabled = true);
/// Normalizes each of `num_groups` groups of channels of each sample. Throws `shape`, `dtype`.
Tensor group_norm(const Tensor& input, std::int64_t num_groups, const Tensor& weight = {}, const Tensor& bias = {},
                  double eps = 1e-5, bool cudnn_enabled = true);
/// batch_norm of each item for itself: each of its channels by its own statistics, or by the running ones, which move
/// to the mean over the batch. Throws `value` where neither are there.
Tensor instance_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean,
                     const Tensor& running_var, bool use_input_stats, double momentum, double eps,
                     bool cudnn_enabled = true);
/// Zeroes elements with probability `p` and scales the others by 1 / (1 - p). Returns `input` itself where nothing is
/// dropped. Throws `value` for a probability outside [0, 1].
Tensor dropout(const Tensor& input, double p, bool train);
Tensor& dropout_(const Tensor& input, double p, bool train);
/// Dropout of whole channels: one draw for each of the first two dimensions.
Tensor feature_dropout(const Tensor& input, double p, bool train);
Tensor& feature_dropout_(const Tensor& input, double p, bool train);
/// Dropout that keeps mean and variance of a standard normal input behind SELU (Klambauer et al. 2017): elements become
/// the value that SELU saturates at, and all are scaled and shifted.
Tensor alpha_dropout(const Tensor& input, double p, bool train);
Tensor& alpha_dropout_(const Tensor& input, double p, bool train);
/// The same for whole channels.
Tensor feature_alpha_dropout(const Tensor& input, double p, bool train);
Tensor& feature_alpha_dropout_(const Tensor& input, double p, bool train);

}  // namespace gradproof
