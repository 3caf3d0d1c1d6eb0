// Sums and means. The derivative spreads the gradient over what was added up.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/reduced_dims.hpp>
#include <gradproof/core/tensor/alias.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

/// Which dimensions were reduced (bit d), and whether they stayed with size 1.
struct Reduced {
  std::uint64_t dims;
  bool keepdim;
  double count;  ///< elements per result, for the mean
};

/// `g`, with the reduced dimensions put back as size 1, repeated over `sizes`.
Tensor spread(Tensor g, const Reduced& r, IntArrayRef sizes) {
  if (!r.keepdim && g.dim() > 0)
    for (int d = 0; d < int(sizes.size()); ++d)
      if (r.dims >> d & 1) g = g.unsqueeze(d);
  return is_recorded({&g}) ? g.expand(sizes) : alias(g, Alias::detach, expand(g.layout(), sizes));
}

void sum_gradient(Backward& b) { b.give(0, spread(b.grad(), b.attributes<Reduced>(), b.input_sizes(0))); }
/// A result on the device of `t`.
[[gnu::always_inline]] inline Tensor make_result_beside(const Tensor& t, const Layout& dense, DType dtype) {
  const std::size_t bytes = std::size_t(dense.numel()) * size_of(dtype);
  if (!t->storage->is_housed() || !kHouse.has_room(bytes)) [[unlikely]]
    return make_result(dense, dtype, t->storage->device());
  return Tensor(TensorImpl::create_housed(t->storage->device(), dense, dtype, bytes));
}

/// Writes the one number of `t` over a count, as the kernel of the quotient computes it, to each of few places in a row
/// (which may be t's own). The host reaches all of them.
void share_out(const Tensor& t, double count, const Tensor& out) {
  visit(t->dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const void* number = t->data();
    void* places = out->data();
    const T share = T(Computed<T>(*static_cast<const T*>(number)) / Computed<T>(count));
    *static_cast<T*>(places) = share;
    for (std::int64_t i = 1; i < out->layout.numel(); ++i) static_cast<T*>(places)[i] = share;
  });
}

constexpr double kFew = 64;

// Divided while it is small, then spread.
void mean_gradient(Backward& b) {
  const auto& r = b.attributes<Reduced>();
  if (b.grad()->layout.numel() == 1 && r.count <= kFew && b.grad()->storage->host_accessible() &&
      !is_recorded_of_defined({&b.grad()}) && !fault("mean-forgets-to-divide")) {
    Tensor spread_out = make_result_beside(b.grad(), Layout(b.input_sizes(0)), b.grad()->dtype);
    share_out(b.grad(), r.count, spread_out);
    return b.give(0, std::move(spread_out));
  }
  const Tensor share = fault("mean-forgets-to-divide") ? b.grad() : b.grad() / r.count;
  b.give(0, spread(share, r, b.input_sizes(0)));
}
constexpr GradientRule kSum = {"SumBackward0", sum_gradient}, kSumDims = {"SumBackward1", sum_gradient};
constexpr GradientRule kMean = {"MeanBackward0", mean_gradient}, kMeanDims = {"MeanBackward1", mean_gradient};

/// All elements of a dense tensor into one number: the path of every loss.
[[gnu::always_inline]] inline Tensor sum_of(const Tensor& t) {
  const DType dtype = t->dtype;
  Tensor out = make_result_beside(t, Layout(), dtype);
  if (t->layout.numel() == 0) {
    fill_raw(out, 0);
    return out;
  }
  Elements e;
  if (t->layout.is_contiguous())
    build_row(e, t->layout.numel(), {{out->data(), 0}, {t->data(), std::int64_t(size_of(dtype))}});
  else
    build_elements(e, t->layout.sizes(), {{out->data(), 0, nullptr}, {t->data(), size_of(dtype), &t->layout}});
  t->storage->device().backend().reduce(ReduceId::sum, dtype, e);
  return out;
}

Tensor sum_converted(const Tensor& t, DType dtype) { return sum_of(converted(t, dtype)); }

DType sum_type(const Tensor& t, std::optional<DType> asked) {
  return asked.value_or(is_floating(t.dtype()) ? t.dtype() : DType::int64);
}

DType mean_type(const Tensor& t, std::optional<DType> asked) {
  const DType dtype = asked.value_or(t.dtype());
  if (!is_floating(dtype))
    raise(ErrorKind::dtype,
          "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: " +
              std::string(scalar_name(dtype)) + "; convert with .to(kFloat) first");
  return dtype;
}

Tensor reduce_dims(const Tensor& t, IntArrayRef dims, bool keepdim, DType dtype, bool mean) {
  const std::uint64_t mask = mask_of(dims, t, mean ? "mean" : "sum");
  // A mean of a sixteen-bit type may fit where the sum does not.
  const DType computed = mean && size_of(dtype) < 4 ? DType::float32 : dtype;
  Tensor out = reduce_kept(ReduceId::sum, t, mask, computed, 0);
  const double count = out.numel() ? double(t.numel()) / double(out.numel()) : 0;
  if (mean) launch(kDiv.id, computed, out, out, Scalar(count));
  out = converted(out, dtype);
  if (!keepdim) drop_reduced(out, mask);
  record(mean ? kMeanDims : kSumDims, out, {&t}, {}, Reduced{mask, keepdim, count});
  return out;
}

}  // namespace

Tensor Tensor::sum(std::optional<DType> dtype) const {
  Tensor out = sum_converted(*this, sum_type(*this, dtype));
  record(kSum, out, {this}, {}, Reduced{~std::uint64_t(0), false, 1});
  return out;
}

Tensor Tensor::mean(std::optional<DType> dtype) const {
  const DType type = mean_type(*this, dtype);
  // A mean of a sixteen-bit type may fit where the sum does not.
  const DType computed = size_of(type) < 4 ? DType::float32 : type;
  Tensor out = impl_->dtype == computed ? sum_of(*this) : sum_converted(*this, computed);
  if (out->storage->host_accessible())
    share_out(out, double(impl_->layout.numel()), out);
  else
    launch(kDiv.id, computed, out, out, Scalar(double(impl_->layout.numel())));
  if (computed != type) out = converted(out, type);
  record(kMean, out, {this}, {}, Reduced{~std::uint64_t(0), false, double(impl_->layout.numel())});
  return out;
}

Tensor Tensor::sum(IntArrayRef dims, bool keepdim, std::optional<DType> dtype) const {
  return reduce_dims(*this, dims, keepdim, sum_type(*this, dtype), false);
}

Tensor Tensor::mean(IntArrayRef dims, bool keepdim, std::optional<DType> dtype) const {
  return reduce_dims(*this, dims, keepdim, mean_type(*this, dtype), true);
}

Tensor Tensor::sum_to_size(IntArrayRef to) const {
  if (sizes() == to) return *this;
  if (!is_expandable(to, sizes()))
    raise(ErrorKind::shape, "size " + to_string(to) + " is not expandable to size " + to_string(sizes()));
  if (fault("broadcast-not-reduced")) return reshape({-1}).narrow(0, 0, Layout(to).numel()).reshape(to);
  const std::size_t lead = sizes().size() - to.size();
  std::vector<std::int64_t> dims;
  for (std::size_t d = 0; d < sizes().size(); ++d)
    if (d < lead || (to[d - lead] == 1 && sizes()[d] != 1)) dims.push_back(std::int64_t(d));
  Tensor out = dims.empty() ? *this : sum(dims, true);
  return lead ? out.view(to) : out;
}

}  // namespace gradproof
