// By mask: filling, selecting and scattering where it is true.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

void fill_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad().masked_fill(b.saved(0), 0));
}
void fill_tensor_gradient(Backward& b) {
  fill_gradient(b);
  if (b.wants(1)) b.give(1, b.grad().masked_fill(b.saved(0).logical_not(), 0).sum());
}
void select_gradient(Backward& b) {
  const Tensor mask = b.saved(0);
  const auto sizes = broadcast_sizes(b.saved(1).sizes(), mask.sizes());
  b.give(0, zeros(sizes, b.grad().options()).masked_scatter(mask, b.grad()));
}
void scatter_gradient(Backward& b) {
  const Tensor mask = b.saved(0);
  if (b.wants(0)) b.give(0, b.grad().masked_fill(mask, 0));
  if (!b.wants(1)) return;
  const IntArrayRef sizes = b.input_sizes(1);
  const Tensor used = b.grad().masked_select(mask);
  const std::int64_t missing = Layout(sizes).numel() - used.numel();
  const Tensor rest = zeros({missing}, used.options());
  b.give(1, cat({used, rest}).reshape(sizes));
}
constexpr GradientRule kFill = {"MaskedFillBackward0", fill_gradient},
                       kFillTensor = {"MaskedFillBackward1", fill_tensor_gradient},
                       kSelect = {"MaskedSelectBackward0", select_gradient},
                       kScatter = {"MaskedScatterBackward0", scatter_gradient};

void expect_bool(const Tensor& mask, const char* text) {
  if (mask.dtype() != kBool)
    raise(ErrorKind::dtype, std::string(text) + ", found " + std::string(name(mask.dtype())) + "; compare first");
}

/// `t` as large as the broadcast with `mask` needs it, recorded as an expansion.
Tensor spread_over(const Tensor& t, const Tensor& mask) {
  const std::vector<std::int64_t> sizes = broadcast_sizes(t.sizes(), mask.sizes());
  return t.sizes() == IntArrayRef(sizes) ? t : t.expand(sizes);
}

void expect_mask_spreads(const Tensor& t, const Tensor& mask) {
  const std::vector<std::int64_t> sizes = broadcast_sizes(t.sizes(), mask.sizes());
  if (!(t.sizes() == IntArrayRef(sizes)))
    raise(ErrorKind::shape,
          "output with shape " + to_string(t.sizes()) + " doesn't match the broadcast shape " + to_string(sizes));
}

void write_where(const Tensor& out, const Tensor& mask, const Tensor& value) {
  if (out.numel() == 0) return;
  expect_one_device({&out, &mask, &value});
  Elements e;
  build_elements(e, out.sizes(),
                 {{out->data(), out.element_size(), &out.layout()},
                  {mask->data(), mask.element_size(), &mask.layout()},
                  {value->data(), value.element_size(), &value.layout()}});
  out.device().backend().masked_write(out.dtype(), e);
}

Tensor fill(const Tensor& t, const Tensor& mask, const Tensor& value, bool from_number, Where where) {
  expect_bool(mask, "masked_fill_ only supports boolean masks, but got mask with another dtype");
  if (value.dim() != 0)
    raise(ErrorKind::value, "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with " +
                                std::to_string(value.dim()) + " dimension(s).");
  if (where == Where::in_place) expect_mask_spreads(t, mask);
  const Tensor self = where == Where::in_place ? t : spread_over(t, mask);
  return modify(
      self, where, "masked_fill_", {&value},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        return from_number ? make_node(kFill, {&result, 1}, {&self}, {save(mask)})
                           : make_node(kFillTensor, {&result, 1}, {&self, &value}, {save(mask)});
      },
      [&](const Tensor& out) {
        NoGradGuard no_grad;
        write_where(out, mask, value.to(out.dtype()));
      },
      SelfOverlap::allowed);
}

/// Byte offsets of the elements of `t` where the mask, spread over it, is true.
Indexed chosen(const Tensor& t, const Tensor& mask) {
  const Tensor spread = raw_view(mask, expand(mask.layout(), t.sizes()));
  const Tensor offsets = offsets_of_positions(nonzero_positions(spread), t.layout(), t.element_size());
  const IntArrayRef size = offsets.sizes();
  return {Layout(size, {0}, 0), offsets, Layout(size)};
}

Tensor scatter_where(const Tensor& t, const Tensor& mask, const Tensor& source, Where where) {
  expect_bool(mask, "masked_scatter_ only supports boolean masks");
  if (source.dtype() != t.dtype())
    raise(ErrorKind::dtype, "masked_scatter: expected self and source to have same dtypes but got " +
                                std::string(scalar_name(t.dtype())) + " and " +
                                std::string(scalar_name(source.dtype())));
  if (where == Where::in_place) expect_mask_spreads(t, mask);
  const Tensor self = where == Where::in_place ? t : spread_over(t, mask);
  return modify(
      self, where, "masked_scatter_", {&source},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        return make_node(kScatter, {&result, 1}, {&self, &source}, {save(mask)});
      },
      [&](const Tensor& out) {
        const Indexed places = chosen(out, mask);
        const std::int64_t n = places.range.numel();
        if (source.numel() < n)
          raise(ErrorKind::value, "masked_scatter: Number of elements of source < number of ones in mask: " +
                                      std::to_string(source.numel()) + " < " + std::to_string(n));
        const Tensor dense = raw_clone(source);
        run_indexed(IndexedId::write, raw_view(dense, Layout({n}, {1}, 0)), out, places);
      });
}

}  // namespace

Tensor Tensor::masked_select(const Tensor& mask) const {
  expect_bool(mask, "masked_select: expected BoolTensor for mask");
  const std::vector<std::int64_t> sizes = broadcast_sizes(this->sizes(), mask.sizes());
  const Tensor spread = raw_view(*this, gradproof::expand(layout(), sizes));
  const Indexed places = chosen(spread, mask);
  Tensor out = raw_empty(places.range.sizes(), *this);
  run_indexed(IndexedId::read, out, spread, places);
  // PyTorch keeps self, though nothing but its sizes is read.
  record(kSelect, out, {this}, {save(mask), save(*this)});
  return out;
}

Tensor Tensor::masked_fill(const Tensor& mask, const Scalar& value) const {
  return fill(*this, mask, scalar_tensor(value, options()), true, Where::new_dense);
}
Tensor Tensor::masked_fill(const Tensor& mask, const Tensor& value) const {
  return fill(*this, mask, value, false, Where::new_dense);
}
Tensor& Tensor::masked_fill_(const Tensor& mask, const Scalar& value) const {
  return fill(*this, mask, scalar_tensor(value, options()), true, Where::in_place), handle();
}
Tensor& Tensor::masked_fill_(const Tensor& mask, const Tensor& value) const {
  return fill(*this, mask, value, false, Where::in_place), handle();
}
Tensor Tensor::masked_scatter(const Tensor& mask, const Tensor& source) const {
  return scatter_where(*this, mask, source, Where::new_dense);
}
Tensor& Tensor::masked_scatter_(const Tensor& mask, const Tensor& source) const {
  return scatter_where(*this, mask, source, Where::in_place), handle();
}

}  // namespace gradproof
