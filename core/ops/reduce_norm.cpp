// Vector norms.
#include <cmath>
#include <cstdio>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/reduced_dims.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct NormOf {
  ReducedDims dims;
  double p;
};

Tensor without_zeros(const Tensor& t) { return t + t.detach().eq(0); }

/// g * sign among the elements whose absolute value is the norm, shared evenly.
Tensor extreme_norm_gradient(const Tensor& g, const Tensor& self, const Tensor& norm, std::uint64_t mask) {
  const Tensor size = self.detach().abs(), at = norm.detach();
  const Tensor equal = size.eq(at) + size.ne(size) * at.ne(at);
  const Tensor count = reduce_kept(ReduceId::sum, equal, mask, self.dtype(), 0);
  return g / count * (self.sign() * equal);
}

Tensor norm_gradient_of(const Tensor& g, const Tensor& self, const Tensor& norm, const NormOf& n) {
  const double p = n.p;
  if (p == 1) return g * self.sign();
  if (std::isinf(p)) return extreme_norm_gradient(g, self, norm, n.dims.mask);
  const Tensor nonzero = norm.detach().ne(0), safe = without_zeros(norm);
  if (p == 2) return g * nonzero * (self / safe);
  const Tensor size = self.abs();
  const Tensor part = p < 2 ? self.sign() * without_zeros(size).pow(p - 1) : self * size.pow(p - 2);
  return part * (g * nonzero / safe.pow(p - 1));
}

void norm_gradient(Backward& b) {
  const auto& n = b.attributes<NormOf>();
  const Tensor self = b.saved(0), norm = b.saved(1);
  if (n.p == 0) return;  // as PyTorch: no gradient at all, not zeros
  const auto rank = self.sizes().size();
  b.give(0, norm_gradient_of(restored(b.grad(), n.dims, rank), self, restored(norm, n.dims, rank), n));
}
constexpr GradientRule kNorm = {"LinalgVectorNormBackward0", norm_gradient};

/// Throws `value` where an order has no norm of nothing: a negative or infinite one.
void expect_identity(const Tensor& t, const NormOf& n) {
  if ((n.p >= 0 && !std::isinf(n.p)) || reduced_count(t, n.dims.mask) != 0) return;
  char order[32];
  std::snprintf(order, sizeof order, "%g", n.p);
  raise(ErrorKind::value, "linalg.vector_norm cannot compute the " + std::string(order) +
                              " norm on an empty tensor because the operation does not have an identity: found " +
                              to_string(t.sizes()));
}

void expect_floating(DType t) {
  if (!is_floating(t))
    raise(ErrorKind::dtype, "linalg.vector_norm: Expected a floating point or complex tensor as input. Got " +
                                std::string(scalar_name(t)) + "; convert with .to(kFloat) first");
}

}  // namespace

namespace linalg {

Tensor vector_norm(const Tensor& t, const Scalar& order, OptionalIntArrayRef dims, bool keepdim,
                   std::optional<DType> dtype) {
  expect_floating(t.dtype());
  const Tensor in = t.to(dtype.value_or(t.dtype()));
  const std::uint64_t mask = mask_of(dims.value_or_none(), in, "linalg.vector_norm");
  const NormOf norm{{mask, keepdim}, order.toDouble()};
  expect_identity(in, norm);
  const DType computed = size_of(in.dtype()) < 4 ? DType::float32 : in.dtype();
  Tensor out = converted(norm_kept(norm.p, in, mask, computed), in.dtype());
  if (!keepdim) drop_reduced(out, mask);
  record(kNorm, out, {&in}, {save(in), save_output(out)}, norm);
  return out;
}

}  // namespace linalg

Tensor Tensor::norm(const Scalar& p) const { return linalg::vector_norm(*this, p); }
Tensor Tensor::norm(const std::optional<Scalar>& p, DType dtype) const {
  return linalg::vector_norm(to(dtype), p.value_or(Scalar(2)));
}
Tensor Tensor::norm(const std::optional<Scalar>& p, IntArrayRef dims, bool keepdim, std::optional<DType> dtype) const {
  return linalg::vector_norm(dtype ? to(*dtype) : *this, p.value_or(Scalar(2)), dims, keepdim);
}

}  // namespace gradproof
