#include <cmath>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/nn/init.hpp>
#include <gradproof/core/ops/functions/random.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::nn::init {
namespace {

double kaiming_std(const Tensor& t, double a, FanModeType mode, NonlinearityType nonlinearity) {
  const auto [in, out] = _calculate_fan_in_and_fan_out(t);
  const std::int64_t fan = std::holds_alternative<enumtype::kFanIn>(mode) ? in : out;
  return calculate_gain(nonlinearity, a) / std::sqrt(double(fan));
}

double xavier_std(const Tensor& t, double gain) {
  const auto [in, out] = _calculate_fan_in_and_fan_out(t);
  return gain * std::sqrt(2.0 / double(in + out));
}

void expect_matrix(const Tensor& t) {
  if (t.dim() != 2)
    raise(ErrorKind::shape, "Only tensors with 2 dimensions are supported, found sizes " + to_string(t.sizes()));
}

/// The rows made orthonormal one after another, which gives the Q of a QR decomposition whose R has a positive
/// diagonal. What rounding leaves of the earlier rows is taken away a second time.
Tensor orthonormal_rows(const Tensor& rows) {
  const Tensor q = rows.clone();
  for (std::int64_t i = 0; i < q.size(0); ++i) {
    const Tensor row = q[i], earlier = q.slice(0, 0, i);
    if (i > 0)
      for (int pass = 0; pass < 2; ++pass) row.sub_(earlier.t().mv(earlier.mv(row)));
    row.div_(row.norm());
  }
  return q;
}

}  // namespace

double calculate_gain(NonlinearityType nonlinearity, double param) {
  if (std::holds_alternative<enumtype::kTanh>(nonlinearity)) return 5.0 / 3.0;
  if (std::holds_alternative<enumtype::kReLU>(nonlinearity)) return std::sqrt(2.0);
  if (std::holds_alternative<enumtype::kLeakyReLU>(nonlinearity)) return std::sqrt(2.0 / (1 + param * param));
  return 1;
}

std::pair<std::int64_t, std::int64_t> _calculate_fan_in_and_fan_out(const Tensor& tensor) {
  if (tensor.dim() < 2)
    raise(ErrorKind::shape,
          "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions, found sizes " +
              to_string(tensor.sizes()));
  std::int64_t field = 1;
  for (std::int64_t d = 2; d < tensor.dim(); ++d) field *= tensor.size(d);
  return {tensor.size(1) * field, tensor.size(0) * field};
}

Tensor constant_(Tensor tensor, const Scalar& value) {
  NoGradGuard no_grad;
  return tensor.fill_(value);
}
Tensor zeros_(Tensor tensor) { return constant_(std::move(tensor), 0); }
Tensor ones_(Tensor tensor) { return constant_(std::move(tensor), 1); }

Tensor eye_(Tensor matrix) {
  expect_matrix(matrix);
  NoGradGuard no_grad;
  matrix.zero_();
  for (std::int64_t i = 0; i < std::min(matrix.size(0), matrix.size(1)); ++i) matrix[i][i].fill_(1);
  return matrix;
}

Tensor dirac_(Tensor tensor) {
  if (tensor.dim() < 3 || tensor.dim() > 5)
    raise(ErrorKind::shape,
          "Only tensors with 3, 4, or 5 dimensions are supported, found sizes " + to_string(tensor.sizes()));
  NoGradGuard no_grad;
  tensor.zero_();
  for (std::int64_t channel = 0; channel < std::min(tensor.size(0), tensor.size(1)); ++channel) {
    Tensor middle = tensor[channel][channel];
    while (middle.dim() > 0) middle = middle[middle.size(0) / 2];
    middle.fill_(1);
  }
  return tensor;
}

Tensor orthogonal_(Tensor tensor, double gain) {
  if (tensor.dim() < 2)
    raise(ErrorKind::shape,
          "Only tensors with 2 or more dimensions are supported, found sizes " + to_string(tensor.sizes()));
  NoGradGuard no_grad;
  if (tensor.numel() == 0) return tensor;
  const std::int64_t rows = tensor.size(0), columns = tensor.numel() / rows;
  const Tensor drawn = randn({rows, columns}, tensor.options()).to(kDouble);
  const Tensor vectors = orthonormal_rows(rows < columns ? drawn : drawn.t());
  tensor.copy_((rows < columns ? vectors : vectors.t()).reshape(tensor.sizes())).mul_(gain);
  return tensor;
}

Tensor sparse_(Tensor tensor, double sparsity, double std) {
  expect_matrix(tensor);
  NoGradGuard no_grad;
  const auto zeros = std::int64_t(std::ceil(sparsity * double(tensor.size(0))));
  tensor.normal_(0, std);
  for (std::int64_t column = 0; column < tensor.size(1); ++column)
    tensor.select(1, column).index_fill_(0, randperm(tensor.size(0)).slice(0, 0, zeros), 0);
  return tensor;
}

Tensor uniform_(Tensor tensor, double low, double high) {
  NoGradGuard no_grad;
  tensor.uniform_(low, high);
  return tensor;
}
Tensor normal_(Tensor tensor, double mean, double std) {
  NoGradGuard no_grad;
  tensor.normal_(mean, std);
  return tensor;
}

Tensor xavier_uniform_(Tensor tensor, double gain) {
  const double bound = std::sqrt(3.0) * xavier_std(tensor, gain);
  return uniform_(std::move(tensor), -bound, bound);
}
Tensor xavier_normal_(Tensor tensor, double gain) {
  const double std = xavier_std(tensor, gain);
  return normal_(std::move(tensor), 0, std);
}
Tensor kaiming_uniform_(Tensor tensor, double a, FanModeType mode, NonlinearityType nonlinearity) {
  const double bound = std::sqrt(3.0) * kaiming_std(tensor, a, mode, nonlinearity);
  return uniform_(std::move(tensor), -bound, bound);
}
Tensor kaiming_normal_(Tensor tensor, double a, FanModeType mode, NonlinearityType nonlinearity) {
  const double std = kaiming_std(tensor, a, mode, nonlinearity);
  return normal_(std::move(tensor), 0, std);
}

}  // namespace gradproof::nn::init
