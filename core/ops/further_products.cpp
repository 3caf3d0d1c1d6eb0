// Contractions, powers, block and diagonal matrices.
#include <algorithm>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct OfDim {
  std::int64_t dim;
};

void cross_gradient(Backward& b) {
  const std::int64_t dim = b.attributes<OfDim>().dim;
  if (b.wants(0)) b.give(0, cross(b.saved(1), b.grad(), dim));
  if (b.wants(1)) b.give(1, cross(b.grad(), b.saved(0), dim));
}
constexpr GradientRule kCross = {"LinalgCrossBackward0", cross_gradient};

std::int64_t dim_of_three(const Tensor& x, std::optional<std::int64_t> dim) {
  if (!dim)
    for (std::int64_t d = 0; d < x.dim() && !dim; ++d)
      if (x.size(d) == 3) dim = d;
  if (!dim) raise(ErrorKind::shape, "no dimension of size 3 in input");
  if (x.size(*dim) != 3)
    raise(ErrorKind::shape, "linalg.cross: inputs dimension " + std::to_string(*dim) + " must have length 3. Got " +
                                std::to_string(x.size(*dim)));
  return *dim < 0 ? *dim + x.dim() : *dim;
}

/// The dimensions of x that are not contracted, with their sizes.
std::vector<std::int64_t> kept_dims(const Tensor& x, const std::vector<std::int64_t>& contracted) {
  std::vector<std::int64_t> kept;
  for (std::int64_t d = 0; d < x.dim(); ++d)
    if (std::find(contracted.begin(), contracted.end(), d) == contracted.end()) kept.push_back(d);
  return kept;
}

std::vector<std::int64_t> wrapped(const Tensor& x, IntArrayRef dims) {
  std::vector<std::int64_t> result;
  for (std::int64_t d : dims) result.push_back(d < 0 ? d + x.dim() : d);
  return result;
}

Tensor zeros_of(const Tensor& like, std::int64_t rows, std::int64_t columns) {
  return zeros({rows, columns}, like.options().requires_grad(false));
}

}  // namespace

Tensor cross(const Tensor& left, const Tensor& right, std::optional<std::int64_t> dim) {
  const auto both = broadcast_tensors({left, right});
  const Tensor a = left.sizes() == both[0].sizes() ? left : both[0],
               b = right.sizes() == both[1].sizes() ? right : both[1];
  const std::int64_t d = dim_of_three(a, dim);
  Tensor out;
  {
    NoGradGuard no_grad;
    const auto turned = [d](const Tensor& t, std::int64_t by) { return t.roll({-by}, {d}); };
    out = turned(a, 1) * turned(b, 2) - turned(a, 2) * turned(b, 1);
  }
  record(kCross, out, {&a, &b}, {save(a, b.requires_grad()), save(b, a.requires_grad())}, OfDim{d});
  return out;
}

Tensor tensordot(const Tensor& a, const Tensor& b, IntArrayRef dims_a, IntArrayRef dims_b) {
  if (dims_a.size() != dims_b.size()) raise(ErrorKind::shape, "both dimension lists should have same length");
  const auto left = wrapped(a, dims_a), right = wrapped(b, dims_b);
  std::int64_t inner = 1;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (a.size(left[i]) != b.size(right[i]))
      raise(ErrorKind::shape, "contracted dimensions need to match, but first has size " +
                                  std::to_string(a.size(left[i])) + " in dim " + std::to_string(left[i]) +
                                  " and second has size " + std::to_string(b.size(right[i])) + " in dim " +
                                  std::to_string(right[i]));
    inner *= a.size(left[i]);
  }
  auto order_a = kept_dims(a, left), order_b = right, rest_b = kept_dims(b, right);
  std::vector<std::int64_t> sizes;
  std::int64_t rows = 1, columns = 1;
  for (std::int64_t d : order_a) sizes.push_back(a.size(d)), rows *= a.size(d);
  for (std::int64_t d : rest_b) sizes.push_back(b.size(d)), columns *= b.size(d);
  order_a.insert(order_a.end(), left.begin(), left.end());
  order_b.insert(order_b.end(), rest_b.begin(), rest_b.end());
  const Tensor x = a.permute(order_a), y = b.permute(order_b);
  if (sizes.empty()) return x.reshape({inner}).dot(y.reshape({inner})).reshape(sizes);
  return x.reshape({rows, inner}).mm(y.reshape({inner, columns})).reshape(sizes);
}

Tensor matrix_power(const Tensor& x, std::int64_t n) {
  if (x.dim() < 2 || x.size(-1) != x.size(-2))
    raise(ErrorKind::shape,
          "linalg.matrix_power: A must be batches of square matrices, but they are of size " + to_string(x.sizes()));
  if (n < 0) raise(ErrorKind::not_implemented, "matrix_power: negative powers are not supported");
  if (n == 0) return eye(x.size(-1), x.options().requires_grad(false)).expand(x.sizes()).clone();
  if (n == 1) return x.clone();
  if (n == 3) return x.matmul(x).matmul(x);
  Tensor power = x, result;
  for (; n > 0; n /= 2) {
    if (n % 2) result = result.defined() ? result.matmul(power) : power;
    if (n > 1) power = power.matmul(power);
  }
  return result;
}

Tensor chain_matmul(const TensorList& matrices) {
  if (matrices.empty()) raise(ErrorKind::argument, "chain_matmul: found no matrices, expected at least one");
  Tensor result = matrices[0];
  for (std::size_t i = 1; i < matrices.size(); ++i) result = result.mm(matrices[i]);
  return result;
}

Tensor block_diag(const TensorList& blocks) {
  std::int64_t columns = 0, before = 0;
  TensorList rows;
  for (const Tensor& block : blocks) {
    if (block.dim() > 2)
      raise(ErrorKind::shape, "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input has " +
                                  std::to_string(block.dim()) + " dimensions");
    rows.push_back(block.dim() == 2 ? block : block.reshape({1, -1}));
    columns += rows.back().size(1);
  }
  for (Tensor& row : rows) {
    const std::int64_t width = row.size(1);
    row = cat({zeros_of(row, row.size(0), before), row, zeros_of(row, row.size(0), columns - before - width)}, 1);
    before += width;
  }
  return rows.empty() ? zeros({1, 0}) : cat(rows, 0);
}

Tensor diagflat(const Tensor& x, std::int64_t offset) { return x.reshape({-1}).diag_embed(offset); }

Tensor& fill_diagonal_(const Tensor& x, const Scalar& value, bool wrap) {
  if (x.dim() < 2) raise(ErrorKind::shape, "dimensions must larger than 1");
  std::int64_t shortest = x.size(0), step = 0;
  for (std::int64_t d = 0; d < x.dim(); ++d) {
    if (x.dim() > 2 && x.size(d) != x.size(0))
      raise(ErrorKind::shape, "all dimensions of input must be of equal length");
    shortest = std::min(shortest, x.size(d));
    step += x.stride(d);
  }
  x.as_strided({shortest}, {step}, x.storage_offset()).fill_(value);
  if (wrap && x.dim() == 2 && x.size(0) > x.size(1) + 1) {
    const std::int64_t start = x.size(1) + 1, length = (x.size(0) - start) * x.size(1);
    const std::int64_t more = (length + x.size(1)) / (x.size(1) + 1);
    x.as_strided({more}, {step}, x.storage_offset() + start * x.stride(0)).fill_(value);
  }
  return x.handle();
}

}  // namespace gradproof
