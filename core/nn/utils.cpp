#include <cmath>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/check.hpp>
#include <gradproof/core/nn/utils.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <limits>

namespace gradproof::nn::utils {
namespace {

TensorList gradients(const TensorList& parameters) {
  TensorList all;
  for (const Tensor& p : parameters)
    if (p.grad().defined()) all.push_back(p.grad());
  return all;
}

/// The sum of the p-th powers of the elements' sizes; the largest size where p is infinite.
double power_sum(const Tensor& t, double p) {
  const Tensor wide = t.detach().to(kDouble).cpu().contiguous();
  const double* x = wide.data_ptr<double>();
  double total = 0;
  for (std::int64_t i = 0; i < wide.numel(); ++i) {
    const double size = std::fabs(x[i]);
    if (std::isinf(p))
      total = size > total || std::isnan(size) ? size : total;
    else
      total += p == 2 ? size * size : std::pow(size, p);
  }
  return total;
}

/// The p-norm of all tensors together; for p = 0 how many they are, as in PyTorch.
double joint_norm(const TensorList& tensors, double p) {
  if (p == 0) return double(tensors.size());
  double total = 0;
  for (const Tensor& t : tensors) {
    const double sum = power_sum(t, p);
    if (!std::isinf(p))
      total += sum;
    else if (sum > total || std::isnan(sum))
      total = sum;
  }
  return std::isinf(p) ? total : std::pow(total, 1 / p);
}

}  // namespace

double clip_grad_norm_(const TensorList& parameters, double max_norm, double norm_type, bool error_if_nonfinite) {
  NoGradGuard no_grad;
  const TensorList all = gradients(parameters);
  const double total = joint_norm(all, norm_type);
  if (error_if_nonfinite && !std::isfinite(total))
    raise(ErrorKind::value, str("The total norm of order ", norm_type,
                                " for gradients from `parameters` is non-finite, so it cannot be clipped. To disable "
                                "this error and scale the gradients by the non-finite norm anyway, set "
                                "`error_if_nonfinite=false`"));
  const double factor = max_norm / (total + 1e-6);
  for (const Tensor& g : all) g.mul_(factor > 1 ? 1.0 : factor);
  return total;
}

double clip_grad_norm_(const Tensor& parameter, double max_norm, double norm_type, bool error_if_nonfinite) {
  return clip_grad_norm_(TensorList{parameter}, max_norm, norm_type, error_if_nonfinite);
}

void clip_grad_value_(const TensorList& parameters, double clip_value) {
  NoGradGuard no_grad;
  for (const Tensor& g : gradients(parameters)) {
    const Tensor high = scalar_tensor(clip_value, g.options()), low = scalar_tensor(-clip_value, g.options());
    g.copy_(g.minimum(high).maximum(low));
  }
}

void clip_grad_value_(const Tensor& parameter, double clip_value) {
  clip_grad_value_(TensorList{parameter}, clip_value);
}

Tensor parameters_to_vector(const TensorList& parameters) {
  TensorList rows;
  for (const Tensor& p : parameters) rows.push_back(p.view({-1}));
  return cat(rows);
}

void vector_to_parameters(const Tensor& row, const TensorList& parameters) {
  std::int64_t at = 0;
  for (const Tensor& p : parameters) {
    p.set_data(row.slice(0, at, at + p.numel()).view_as(p).data());
    at += p.numel();
  }
}

}  // namespace gradproof::nn::utils

namespace gradproof {

Tensor utils::flatten_dense_tensors(const TensorList& tensors) {
  TensorList rows;
  for (const Tensor& t : tensors) rows.push_back(t.contiguous().view({-1}));
  return cat(rows);
}

TensorList utils::unflatten_dense_tensors(const Tensor& row, const TensorList& like) {
  TensorList pieces;
  std::int64_t at = 0;
  for (const Tensor& t : like) {
    const std::int64_t n = t.numel();
    pieces.push_back(n ? row.narrow(0, at, n).view(t.sizes()) : empty(t.sizes(), row.options()));
    at += n;
  }
  return pieces;
}

}  // namespace gradproof
