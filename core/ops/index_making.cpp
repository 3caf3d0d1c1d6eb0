// Integers made from tensors or from sizes: classes, counts, triangles, places in a sorted row. None is differentiable.
#include <algorithm>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

Tensor triangle(std::int64_t rows, std::int64_t columns, const TensorOptions& options,
                bool (*inside)(std::int64_t row, std::int64_t column, std::int64_t offset), std::int64_t offset) {
  if (rows < 0 || columns < 0) raise(ErrorKind::value, "row and col must be non-negative");
  std::vector<std::int64_t> r, c;
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < columns; ++j)
      if (inside(i, j, offset)) r.push_back(i), c.push_back(j);
  const Tensor out = empty({2, std::int64_t(r.size())}, kLong);
  std::copy(c.begin(), c.end(), std::copy(r.begin(), r.end(), out.data_ptr<std::int64_t>()));
  return finished(out.to(options.device(), options.dtype_opt().value_or(kLong)), options);
}

/// Dense float64 numbers of `t` on the host, beside autograd.
Tensor as_doubles(const Tensor& t) {
  NoGradGuard no_grad;
  return host_clone(t.detach().to(kDouble));
}

}  // namespace

Tensor one_hot(const Tensor& t, std::int64_t num_classes) {
  if (t.dtype() != kLong)
    raise(ErrorKind::value,
          "one_hot is only applicable to index tensor of type LongTensor, found " + std::string(name(t.dtype())));
  if (t.numel() == 0 && num_classes <= 0)
    raise(ErrorKind::value, "Can not infer total number of classes from empty tensor.");
  const Tensor dense = host_clone(t);
  const auto* at = dense.data_ptr<std::int64_t>();
  std::int64_t largest = -1;
  for (std::int64_t i = 0; i < t.numel(); ++i) {
    if (at[i] < 0) raise(ErrorKind::value, "Class values must be non-negative, found " + std::to_string(at[i]));
    largest = std::max(largest, at[i]);
  }
  if (num_classes == 0) raise(ErrorKind::value, "num_classes should be positive");
  if (num_classes > 0 && largest >= num_classes)
    raise(ErrorKind::value, "Class values must be smaller than num_classes: found " + std::to_string(largest) +
                                " with " + std::to_string(num_classes) + " classes");
  std::vector<std::int64_t> sizes = t.sizes().vec();
  sizes.push_back(num_classes < 0 ? largest + 1 : num_classes);
  const Tensor out = zeros(sizes, kLong);
  for (std::int64_t i = 0; i < t.numel(); ++i) out.data_ptr<std::int64_t>()[i * sizes.back() + at[i]] = 1;
  return placed_beside(t, out);
}

Tensor bincount(const Tensor& t, const std::optional<Tensor>& given, std::int64_t minlength) {
  const Tensor weights = given.value_or(Tensor());
  if (!is_integral(t.dtype()))
    raise(ErrorKind::dtype, "\"bincount_cpu\" not implemented for '" + std::string(scalar_name(t.dtype())) + "'");
  if (minlength < 0) raise(ErrorKind::value, "minlength should be >= 0");
  const Tensor dense = host_clone(t.to(kLong));
  const auto* at = dense.data_ptr<std::int64_t>();
  std::int64_t length = minlength;
  bool fits = t.dim() == 1;
  for (std::int64_t i = 0; fits && i < t.numel(); ++i) {
    fits = at[i] >= 0;
    length = std::max(length, at[i] + 1);
  }
  if (!fits) raise(ErrorKind::value, "bincount only supports 1-d non-negative integral inputs.");
  if (weights.defined() && !(weights.sizes() == t.sizes()))
    raise(ErrorKind::value, "weights should be 1-d and have the same length as input");
  NoGradGuard no_grad;
  const DType dtype = !weights.defined() ? kLong : weights.dtype() == kFloat ? kFloat : kDouble;
  const Tensor add = weights.defined() ? host_clone(weights.detach().to(dtype)) : ones(t.sizes(), kLong);
  return placed_beside(t, zeros({length}, dtype).index_add(0, dense, add));
}

Tensor tril_indices(std::int64_t row, std::int64_t col, std::int64_t offset, const TensorOptions& options) {
  return triangle(
      row, col, options, [](std::int64_t i, std::int64_t j, std::int64_t o) { return j - i <= o; }, offset);
}
Tensor triu_indices(std::int64_t row, std::int64_t col, std::int64_t offset, const TensorOptions& options) {
  return triangle(
      row, col, options, [](std::int64_t i, std::int64_t j, std::int64_t o) { return j - i >= o; }, offset);
}

Tensor searchsorted(const Tensor& given, const Tensor& values, bool out_int32, bool right,
                    std::optional<std::string_view> side, const std::optional<Tensor>& sorter) {
  if (side && *side != "left" && *side != "right")
    raise(ErrorKind::value, "torch.searchsorted(): side can only be 'left' or 'right' but got " + std::string(*side));
  if (right && side == "left")
    raise(ErrorKind::value,
          "torch.searchsorted(): side and right can't be set to opposites, got side of left while "
          "right was True");
  right = right || side == "right";
  const Tensor sorted = sorter && sorter->defined() ? given.gather(-1, *sorter) : given;
  if (sorted.dim() == 0) raise(ErrorKind::value, "input boundaries tensor should have at least 1 dimension");
  const std::int64_t length = sorted.size(-1), rows = length ? sorted.numel() / length : 1;
  const bool one_row = sorted.dim() == 1;
  if (!one_row && (values.dim() != sorted.dim() ||
                   !std::equal(sorted.sizes().begin(), sorted.sizes().end() - 1, values.sizes().begin())))
    raise(ErrorKind::value,
          "boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value "
          "tensor must match, but we got boundaries tensor " +
              to_string(sorted.sizes()) + " and input value tensor " + to_string(values.sizes()));
  const Tensor edges = as_doubles(sorted), wanted = as_doubles(values), out = empty(values.sizes(), kLong);
  const std::int64_t each = one_row ? values.numel() : rows ? values.numel() / rows : 0;
  for (std::int64_t i = 0; i < values.numel(); ++i) {
    const double* first = edges.data_ptr<double>() + (one_row || each == 0 ? 0 : i / each * length);
    const double v = wanted.data_ptr<double>()[i];
    const double* place =
        right ? std::upper_bound(first, first + length, v) : std::lower_bound(first, first + length, v);
    out.data_ptr<std::int64_t>()[i] = place - first;
  }
  return placed_beside(values, out_int32 ? out.to(kInt) : out);
}

Tensor searchsorted(const Tensor& sorted, const Scalar& value, bool out_int32, bool right,
                    std::optional<std::string_view> side, const std::optional<Tensor>& sorter) {
  return searchsorted(sorted, scalar_tensor(value, sorted.options()), out_int32, right, side, sorter);
}

Tensor bucketize(const Scalar& value, const Tensor& boundaries, bool out_int32, bool right) {
  return bucketize(scalar_tensor(value, boundaries.options()), boundaries, out_int32, right);
}
Tensor bucketize(const Tensor& values, const Tensor& boundaries, bool out_int32, bool right) {
  if (boundaries.dim() != 1)
    raise(ErrorKind::value,
          "boundaries tensor must be 1 dimension, but got dim(" + std::to_string(boundaries.dim()) + ")");
  return searchsorted(boundaries, values, out_int32, right);
}

}  // namespace gradproof
