// The seldom used functions as methods, and written over the tensor they are of.
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/activations.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/functions/indexing.hpp>
#include <gradproof/core/ops/in_place.hpp>

namespace gradproof {
namespace {

/// Writes what `function` makes of self's old value over self. The node that it records becomes self's producer; it
/// reads the old value from a copy.
template <class F>
Tensor& overwritten(const char* name, const Tensor& self, Inputs others, F function) {
  const bool recorded = begin_write(name, self, others);
  const Tensor value = function(recorded ? old_value(self, true) : self);
  return finish_write(name, self, value, recorded ? value.grad_fn() : Ref<Node>());
}

}  // namespace

#define GRADPROOF_METHOD(name) \
  Tensor Tensor::name() const { return gradproof::name(*this); }
#define GRADPROOF_BOTH(name) \
  GRADPROOF_METHOD(name)     \
  Tensor& Tensor::name##_() const { return overwritten(#name, *this, {}, &gradproof::name); }
#define GRADPROOF_METHOD_OF_TWO(name) \
  Tensor Tensor::name(const Tensor& o) const { return gradproof::name(*this, o); }
#define GRADPROOF_BOTH_OF_TWO(name)                                                                 \
  GRADPROOF_METHOD_OF_TWO(name)                                                                     \
  Tensor& Tensor::name##_(const Tensor& o) const {                                                  \
    return overwritten(#name, *this, {&o}, [&](const Tensor& x) { return gradproof::name(x, o); }); \
  }

GRADPROOF_BOTH(lgamma)
GRADPROOF_BOTH(digamma)
GRADPROOF_BOTH(erfinv)
GRADPROOF_BOTH(sinc)
GRADPROOF_BOTH(i0)
GRADPROOF_METHOD(isposinf)
GRADPROOF_METHOD(isneginf)
GRADPROOF_METHOD(corrcoef)
GRADPROOF_BOTH_OF_TWO(ldexp)
GRADPROOF_BOTH_OF_TWO(heaviside)
GRADPROOF_METHOD_OF_TWO(float_power)
GRADPROOF_BOTH_OF_TWO(nextafter)
GRADPROOF_BOTH_OF_TWO(gcd)
GRADPROOF_BOTH_OF_TWO(lcm)
GRADPROOF_METHOD_OF_TWO(logaddexp2)
GRADPROOF_METHOD_OF_TWO(prelu)

std::tuple<Tensor, Tensor> Tensor::frexp() const { return gradproof::frexp(*this); }
Tensor Tensor::polygamma(std::int64_t n) const { return gradproof::polygamma(n, *this); }
Tensor Tensor::mvlgamma(std::int64_t p) const { return gradproof::mvlgamma(*this, p); }
Tensor Tensor::float_power(const Scalar& exponent) const { return gradproof::float_power(*this, exponent); }
Tensor Tensor::hardshrink(const Scalar& lambd) const { return gradproof::hardshrink(*this, lambd); }
Tensor& Tensor::polygamma_(std::int64_t n) const {
  return overwritten("polygamma", *this, {}, [n](const Tensor& x) { return gradproof::polygamma(n, x); });
}
Tensor& Tensor::mvlgamma_(std::int64_t p) const {
  return overwritten("mvlgamma", *this, {}, [p](const Tensor& x) { return gradproof::mvlgamma(x, p); });
}
namespace {
void expect_double(const Tensor& self) {
  if (self.dtype() != kDouble)
    raise(ErrorKind::dtype, "the base given to float_power_ has dtype " + std::string(scalar_name(self.dtype())) +
                                " but the operation's result requires dtype Double");
}
}  // namespace
Tensor& Tensor::float_power_(const Tensor& exponent) const {
  expect_double(*this);
  return overwritten("float_power", *this, {&exponent},
                     [&](const Tensor& x) { return gradproof::float_power(x, exponent); });
}
Tensor& Tensor::float_power_(const Scalar& exponent) const {
  expect_double(*this);
  return overwritten("float_power", *this, {}, [&](const Tensor& x) { return gradproof::float_power(x, exponent); });
}
Tensor& Tensor::renorm_(const Scalar& p, std::int64_t dim, const Scalar& maxnorm) const {
  return overwritten("renorm", *this, {}, [&](const Tensor& x) { return gradproof::renorm(x, p, dim, maxnorm); });
}
Tensor& Tensor::fill_diagonal_(const Scalar& value, bool wrap) const {
  return gradproof::fill_diagonal_(*this, value, wrap);
}

Tensor Tensor::diff(std::int64_t n, std::int64_t dim, const std::optional<Tensor>& prepend,
                    const std::optional<Tensor>& append) const {
  return gradproof::diff(*this, n, dim, prepend, append);
}
Tensor Tensor::logcumsumexp(std::int64_t dim) const { return gradproof::logcumsumexp(*this, dim); }
Tensor Tensor::quantile(const Tensor& q, std::optional<std::int64_t> dim, bool keepdim,
                        std::string_view interpolation) const {
  return gradproof::quantile(*this, q, dim, keepdim, interpolation);
}
Tensor Tensor::quantile(double q, std::optional<std::int64_t> dim, bool keepdim, std::string_view interpolation) const {
  return gradproof::quantile(*this, q, dim, keepdim, interpolation);
}
Tensor Tensor::nanquantile(const Tensor& q, std::optional<std::int64_t> dim, bool keepdim,
                           std::string_view interpolation) const {
  return gradproof::nanquantile(*this, q, dim, keepdim, interpolation);
}
Tensor Tensor::nanquantile(double q, std::optional<std::int64_t> dim, bool keepdim,
                           std::string_view interpolation) const {
  return gradproof::nanquantile(*this, q, dim, keepdim, interpolation);
}
std::tuple<Tensor, Tensor> Tensor::mode(std::int64_t dim, bool keepdim) const {
  return gradproof::mode(*this, dim, keepdim);
}
Tensor Tensor::histc(std::int64_t bins, const Scalar& min, const Scalar& max) const {
  return gradproof::histc(*this, bins, min, max);
}
Tensor Tensor::bincount(const std::optional<Tensor>& weights, std::int64_t minlength) const {
  return gradproof::bincount(*this, weights, minlength);
}
Tensor Tensor::cov(std::int64_t correction, const std::optional<Tensor>& fweights,
                   const std::optional<Tensor>& aweights) const {
  return gradproof::cov(*this, correction, fweights, aweights);
}
Tensor Tensor::renorm(const Scalar& p, std::int64_t dim, const Scalar& maxnorm) const {
  return gradproof::renorm(*this, p, dim, maxnorm);
}
Tensor Tensor::dist(const Tensor& o, const Scalar& p) const { return gradproof::dist(*this, o, p); }
Tensor Tensor::cross(const Tensor& o, std::optional<std::int64_t> dim) const { return gradproof::cross(*this, o, dim); }
Tensor Tensor::matrix_power(std::int64_t n) const { return gradproof::matrix_power(*this, n); }
Tensor Tensor::diagflat(std::int64_t offset) const { return gradproof::diagflat(*this, offset); }

Tensor Tensor::as_strided_scatter(const Tensor& src, IntArrayRef sizes, IntArrayRef strides,
                                  std::optional<std::int64_t> offset) const {
  const Tensor out = clone();
  if (!(src.sizes() == sizes))
    raise(ErrorKind::shape, "expected src to have a size equal to the slice of self. src size = " +
                                to_string(src.sizes()) + ", slice size = " + to_string(sizes));
  out.as_strided(sizes, strides, offset).copy_(src);
  return out;
}
Tensor Tensor::narrow(std::int64_t dim, const Tensor& start, std::int64_t length) const {
  if (start.dim() != 0 || is_floating(start.dtype()) || start.dtype() == kBool)
    raise(ErrorKind::argument, "start must be an 0-dim integral Tensor, found " + std::to_string(start.dim()) +
                                   " dimensions of " + std::string(scalar_name(start.dtype())));
  return narrow(dim, start.item().toLong(), length);
}

}  // namespace gradproof
