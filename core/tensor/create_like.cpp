// Tensors made after the pattern of others, and rows of evenly spaced numbers.
#include <cmath>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/order.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {

TensorOptions typed_as(const Tensor& t, const TensorOptions& options) {
  return options.dtype(options.dtype_opt().value_or(t.dtype())).device(options.device_opt().value_or(t.device()));
}

namespace {

/// Whether a new tensor that lies as `t` does has the strides that its sizes give by themselves.
bool lies_plainly(const Tensor& t, std::optional<MemoryFormat> format) {
  return format.value_or(MemoryFormat::Preserve) == MemoryFormat::Preserve && t.layout().is_row_major();
}

/// Strides for a new tensor that lies as `t` does, or as `format` says.
std::vector<std::int64_t> strides_like(const Tensor& t, std::optional<MemoryFormat> format) {
  const MemoryFormat asked = format.value_or(MemoryFormat::Preserve);
  return asked == MemoryFormat::Preserve ? preserved(t.layout()).strides().vec() : strides_in(t.sizes(), asked);
}

/// Every number computed in double from both ends, so that the last one is exact.
template <class Shape>
Tensor spaced(const Scalar& start, const Scalar& end, std::int64_t steps, const TensorOptions& options, Shape shape) {
  if (steps < 0) raise(ErrorKind::value, "number of steps must be non-negative, found " + std::to_string(steps));
  const double first = start.toDouble(), last = end.toDouble(), by = steps > 1 ? (last - first) / double(steps - 1) : 0;
  const DType dtype = options.dtype();
  const Tensor out = empty({steps}, TensorOptions(dtype));
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    using C = std::conditional_t<std::is_floating_point_v<Computed<T>>, Computed<T>, double>;
    const C step = C(by);
    for (std::int64_t i = 0; i < steps; ++i) {
      const C v = steps == 1 || i < steps / 2 ? C(first) + step * C(i) : C(last) - step * C(steps - i - 1);
      static_cast<T*>(out.data_ptr())[i] = T(Computed<T>(shape(double(v))));
    }
  });
  return finished(out.to(options.device()), options);
}

}  // namespace

Tensor empty_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format) {
  if (lies_plainly(t, format)) return empty(t.sizes(), typed_as(t, options));
  return empty_strided(t.sizes(), strides_like(t, format), typed_as(t, options));
}

Tensor full_like(const Tensor& t, const Scalar& value, const TensorOptions& options,
                 std::optional<MemoryFormat> format) {
  const Tensor out = full(t.sizes(), value, typed_as(t, options));
  if (lies_plainly(t, format)) return out;
  // Equal numbers everywhere: only the strides are to be set.
  out->layout = Layout(t.sizes(), strides_like(t, format), 0);
  return out;
}
Tensor zeros_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format) {
  return full_like(t, 0, options, format);
}
Tensor ones_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format) {
  return full_like(t, 1, options, format);
}

Tensor linspace(const Scalar& start, const Scalar& end, std::int64_t steps, const TensorOptions& options) {
  return spaced(start, end, steps, options, [](double v) { return v; });
}
Tensor logspace(const Scalar& start, const Scalar& end, std::int64_t steps, double base, const TensorOptions& options) {
  return spaced(start, end, steps, options, [base](double v) { return std::pow(base, v); });
}

Tensor eye(std::int64_t n, std::int64_t m, const TensorOptions& options) {
  if (n < 0) raise(ErrorKind::value, "n must be greater or equal to 0, got " + std::to_string(n));
  if (m < 0) raise(ErrorKind::value, "m must be greater or equal to 0, got " + std::to_string(m));
  const Tensor out = zeros({n, m}, TensorOptions(options.dtype()).device(options.device()));
  const std::int64_t length = std::min(n, m);
  if (length) {
    const Layout diagonal({length}, {m + 1}, 0);
    Elements e;
    build_elements(e, diagonal.sizes(), {{out->data(), out.element_size(), &diagonal}});
    out.device().backend().fill(out.dtype(), 1, e);
  }
  return finished(out, options);
}

Tensor Tensor::new_empty(IntArrayRef sizes, const TensorOptions& options) const {
  return empty(sizes, typed_as(*this, options));
}
Tensor Tensor::new_empty_strided(IntArrayRef sizes, IntArrayRef strides, const TensorOptions& options) const {
  return empty_strided(sizes, strides, typed_as(*this, options));
}
Tensor Tensor::new_zeros(IntArrayRef sizes, const TensorOptions& options) const {
  return zeros(sizes, typed_as(*this, options));
}
Tensor Tensor::new_ones(IntArrayRef sizes, const TensorOptions& options) const {
  return ones(sizes, typed_as(*this, options));
}
Tensor Tensor::new_full(IntArrayRef sizes, const Scalar& value, const TensorOptions& options) const {
  return full(sizes, value, typed_as(*this, options));
}
Tensor Tensor::new_tensor(const Tensor& data, const TensorOptions& options) const {
  const Tensor out =
      data.detach().to(options.device_opt().value_or(device()), options.dtype_opt().value_or(dtype())).clone();
  return finished(out, options);
}

}  // namespace gradproof
