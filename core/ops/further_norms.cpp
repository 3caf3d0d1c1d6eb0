// Norms of matrices, areas under curves, powers in rows: composed of other operations, derivatives included.
#include <cmath>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/special.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

void expect_two_dims(const Tensor& t, IntArrayRef dims) {
  if (t.dim() < 2)
    raise(ErrorKind::shape,
          "linalg.matrix_norm: The input tensor A must have at least 2 dimensions, found " + std::to_string(t.dim()));
  if (dims.size() != 2) raise(ErrorKind::argument, "linalg.matrix_norm: dim must be a 2-tuple. Got " + to_string(dims));
}

/// Points of a curve and what lies between them, along `dim`.
struct Curve {
  Tensor left, right;
  Curve(const Tensor& y, std::int64_t dim) : left(y.slice(dim, 0, -1)), right(y.slice(dim, 1)) {}
  Tensor sum() const { return left + right; }
  Tensor difference() const { return right - left; }
};

void expect_no_truths(const Tensor& y, const char* name) {
  if (y.dtype() == kBool)
    raise(ErrorKind::dtype, std::string(name) + ": received a bool input for `y`, but bool is not supported");
}

/// x as it broadcasts to y along `dim`. Throws `shape`.
Tensor points_along(const Tensor& x, const Tensor& y, std::int64_t dim) {
  if (x.dim() >= y.dim() && x.dim() != 1) return x;
  std::vector<std::int64_t> sizes(std::size_t(y.dim()), 1);
  const std::int64_t at = dim < 0 ? dim + y.dim() : dim;
  if (x.dim() == 1) {
    if (x.size(0) != y.size(dim))
      raise(ErrorKind::shape, "trapezoid: There must be one `x` value for each sample point");
    sizes[std::size_t(at)] = x.size(0);
  } else {
    for (std::int64_t d = 1; d <= x.dim(); ++d) sizes[sizes.size() - std::size_t(d)] = x.size(-d);
  }
  return x.view(sizes);
}

}  // namespace

Tensor frobenius_norm(const Tensor& x, IntArrayRef dims, bool keepdim) { return x.norm(Scalar(2), dims, keepdim); }

Tensor trapezoid(const Tensor& y, const Tensor& x, std::int64_t dim) {
  const Tensor widths = Curve(points_along(x, y, dim), dim).difference();
  return (Curve(y, dim).sum() * widths).sum(dim) / 2;
}
Tensor trapezoid(const Tensor& y, const Scalar& dx, std::int64_t dim) {
  expect_no_truths(y, "trapezoid");
  if (y.size(dim) == 0) return y.sum(dim).zero_();
  return (y.sum(dim) - (y.select(dim, 0) + y.select(dim, -1)) * 0.5) * dx;
}
Tensor cumulative_trapezoid(const Tensor& y, const Tensor& x, std::int64_t dim) {
  const Tensor widths = Curve(points_along(x, y, dim), dim).difference();
  return (Curve(y, dim).sum() * widths).cumsum(dim) / 2;
}
Tensor cumulative_trapezoid(const Tensor& y, const Scalar& dx, std::int64_t dim) {
  expect_no_truths(y, "cumulative_trapezoid");
  return Curve(y, dim).sum().cumsum(dim) * Scalar(dx.toDouble() / 2);
}

Tensor vander(const Tensor& x, std::optional<std::int64_t> n, bool increasing) {
  if (x.dim() != 1) raise(ErrorKind::shape, "x must be a one-dimensional tensor, found " + to_string(x.sizes()));
  const std::int64_t columns = n.value_or(x.size(0));
  if (columns < 0) raise(ErrorKind::argument, "N must be non-negative, found " + std::to_string(columns));
  const Tensor base = is_floating(x.dtype()) ? x : x.to(kLong);
  if (columns == 0) return empty({x.size(0), 0}, base.options());
  const Tensor first = ones({x.size(0), 1}, base.options());
  if (columns == 1) return first;
  const Tensor powers = cat({first, base.unsqueeze(1).expand({-1, columns - 1}).cumprod(1)}, 1);
  return increasing ? powers : powers.flip({1});
}

namespace linalg {

Tensor matrix_norm(const Tensor& t, std::string_view ord, IntArrayRef dims, bool keepdim, std::optional<DType> dtype) {
  expect_two_dims(t, dims);
  if (ord == "nuc")
    raise(ErrorKind::not_implemented, "linalg.matrix_norm: the nuclear norm needs singular values, which are not here");
  if (ord != "fro")
    raise(ErrorKind::value, "linalg.matrix_norm: Order " + std::string(ord) + " not supported; 'fro' is");
  return vector_norm(t, 2, dims, keepdim, dtype);
}

Tensor matrix_norm(const Tensor& t, const Scalar& ord, IntArrayRef dims, bool keepdim, std::optional<DType> dtype) {
  expect_two_dims(t, dims);
  const double order = ord.toDouble();
  const bool by_rows = std::isinf(order);
  if (!by_rows && std::abs(order) != 1)
    raise(ErrorKind::not_implemented,
          "linalg.matrix_norm: Order " + std::to_string(order) + " not supported; 1, -1, inf and -inf are");
  const std::int64_t summed = dims[by_rows ? 1 : 0], chosen = dims[by_rows ? 0 : 1];
  const Tensor sums = t.to(dtype.value_or(t.dtype())).abs().sum(summed, true);
  const Tensor out = order > 0 ? sums.amax(chosen, true) : sums.amin(chosen, true);
  return keepdim ? out : out.squeeze(dims);
}

Tensor norm(const Tensor& t, const std::optional<Scalar>& ord, OptionalIntArrayRef dims, bool keepdim,
            std::optional<DType> dtype) {
  if (!ord) return vector_norm(t, 2, dims, keepdim, dtype);
  if (dims.has_value() && dims.value().size() > 2)
    raise(ErrorKind::argument,
          "linalg.norm: If dim is specified, it must be of length 1 or 2. Got " + to_string(dims.value()));
  if (!dims.has_value() && t.dim() != 1 && t.dim() != 2)
    raise(ErrorKind::shape, "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got " +
                                std::to_string(t.dim()) + "D.");
  const bool of_vectors = dims.has_value() ? dims.value().size() == 1 : t.dim() == 1;
  if (of_vectors) return vector_norm(t, *ord, dims, keepdim, dtype);
  return dims.has_value() ? matrix_norm(t, *ord, dims.value(), keepdim, dtype)
                          : matrix_norm(t, *ord, {-2, -1}, keepdim, dtype);
}

Tensor norm(const Tensor& t, std::string_view ord, OptionalIntArrayRef dims, bool keepdim, std::optional<DType> dtype) {
  return dims.has_value() ? matrix_norm(t, ord, dims.value(), keepdim, dtype)
                          : matrix_norm(t, ord, {-2, -1}, keepdim, dtype);
}

}  // namespace linalg
}  // namespace gradproof
