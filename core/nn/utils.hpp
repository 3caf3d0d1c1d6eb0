#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof::nn::utils {

/// Scales all gradients in place so that their joint norm is at most `max_norm`; returns the norm they had.
/// Throws `value` for a norm that is not finite where `error_if_nonfinite`.
double clip_grad_norm_(const TensorList& parameters, double max_norm, double norm_type = 2.0,
                       bool error_if_nonfinite = false);
inline double clip_grad_norm_(std::initializer_list<Tensor> parameters, double max_norm, double norm_type = 2.0,
                              bool error_if_nonfinite = false) {
  return clip_grad_norm_(TensorList(parameters), max_norm, norm_type, error_if_nonfinite);
}
double clip_grad_norm_(const Tensor& parameter, double max_norm, double norm_type = 2.0,
                       bool error_if_nonfinite = false);
/// Cuts every element of every gradient, in place, to [-clip_value, clip_value].
void clip_grad_value_(const TensorList& parameters, double clip_value);
inline void clip_grad_value_(std::initializer_list<Tensor> parameters, double clip_value) {
  clip_grad_value_(TensorList(parameters), clip_value);
}
void clip_grad_value_(const Tensor& parameter, double clip_value);

/// All elements of all parameters in one row.
Tensor parameters_to_vector(const TensorList& parameters);
/// The other way: each parameter's data become a piece of `row`.
void vector_to_parameters(const Tensor& row, const TensorList& parameters);

}  // namespace gradproof::nn::utils

namespace gradproof::utils {

/// All elements of all tensors in one row, by libtorch's name for it outside modules.
Tensor flatten_dense_tensors(const TensorList& tensors);
/// The other way: pieces of such a row with the sizes of `like`. Empty ones share nothing with it.
TensorList unflatten_dense_tensors(const Tensor& row, const TensorList& like);

}  // namespace gradproof::utils
