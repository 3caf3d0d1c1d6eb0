// Writes that move no element: other sizes and strides, another storage. Each is declared like any write.
#include <cstring>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/views.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

void reshape_gradient(Backward& b) { b.give(0, b.grad().reshape(b.input_sizes(0))); }
struct DimPair {
  int a, b;
};
void transpose_gradient(Backward& b) {
  const auto [x, y] = b.attributes<DimPair>();
  b.give(0, b.grad().transpose(x, y));
}
void refuse_gradient(Backward&) {
  raise(ErrorKind::not_differentiable,
        "derivative for aten::set_ is not implemented: the bytes that the gradient was asked for are gone; write with "
        "copy_() instead");
}

constexpr GradientRule kT = {"TBackward1", transpose_gradient}, kTranspose = {"TransposeBackward1", transpose_gradient},
                       kSqueeze = {"SqueezeBackward3", reshape_gradient},
                       kSqueezeDim = {"SqueezeBackward4", reshape_gradient},
                       kUnsqueeze = {"UnsqueezeBackward1", reshape_gradient},
                       kNotImplemented = {"torch::autograd::NotImplemented", refuse_gradient};

bool asks(const Tensor& t) { return is_recorded({&t}) && is_floating(t.dtype()); }

/// Gives `self` the layout that `view_of` finds for it, as one declared and, where due, recorded write. A view keeps
/// its base: what was written is how it is read.
template <class ViewOf, class A = NoAttributes>
Tensor& relayout(const Tensor& self, const char* name, const GradientRule& rule, ViewOf view_of,
                 const A& attributes = {}) {
  const bool recorded = asks(self);
  if (recorded) expect_writable(self, true, name);
  Layout target;
  {
    NoGradGuard no_grad;
    target = view_of(self).layout();
  }
  Ref<Node> node;
  if (recorded) {
    const Tensor shaped(TensorImpl::create(self->storage, target, self.dtype()));
    const Tensor* result = &shaped;
    node = make_node(rule, {&result, 1}, {&self}, {}, attributes);
  }
  self->layout = target;
  wrote(self);
  if (node) set_gradient_edge(self, std::move(node), 0);
  return self.handle();
}

void grow_storage(const Tensor& t, const Layout& target) {
  const auto needed = std::size_t(element_range(target).end) * t.element_size();
  if (needed > t->storage->bytes()) t->storage->resize(needed);
}

void expect_no_gradient(const Tensor& t) {
  if (t.requires_grad())
    raise(ErrorKind::resize, "cannot resize variables that require grad: found sizes " + to_string(t.sizes()) +
                                 "; resize a detach() of it, or make a new tensor");
}

void expect_same_type(const Tensor& self, const Tensor& source) {
  if (self.dtype() != source.dtype())
    raise(ErrorKind::dtype, "Could not set tensor of type " + std::string(name(source.dtype())) +
                                " to a tensor of type " + std::string(name(self.dtype())));
}

/// Takes over bytes and shape; views of self stay with the old bytes and the common counter.
Tensor& take_over(const Tensor& self, Inputs inputs, const Ref<Storage>& storage, const Layout& layout) {
  const bool recorded = is_recorded(inputs) && is_floating(self.dtype());
  if (recorded) expect_writable(self, true, "set_");
  Ref<Node> node;
  if (recorded) {
    const Tensor shaped(TensorImpl::create(storage, layout, self.dtype()));
    const Tensor* result = &shaped;
    node = make_node(kNotImplemented, {&result, 1}, inputs, {});
  }
  self->move_to(storage);
  self->layout = layout;
  if (AutogradMeta* m = find_meta(self)) forget_accumulator(*m);
  wrote(self);
  if (node) set_gradient_edge(self, std::move(node), 0);
  return self.handle();
}

/// Such a layout over bytes that were grown to hold it.
Layout placed(const Ref<Storage>& bytes, DType dtype, std::int64_t offset, IntArrayRef sizes, IntArrayRef strides) {
  const std::vector<std::int64_t> dense = Layout(sizes).strides().vec();
  Layout target(sizes, strides.empty() ? IntArrayRef(dense) : strides, offset);
  if (target.offset() < 0) raise(ErrorKind::value, "set_: storage_offset must not be negative");
  grow_storage(Tensor(TensorImpl::create(bytes, target, dtype)), target);
  return target;
}

}  // namespace

Tensor& Tensor::t_() const {
  return relayout(
      *this, "t_", kT, [](const Tensor& s) { return s.t(); }, DimPair{0, dim() == 2 ? 1 : 0});
}
Tensor& Tensor::transpose_(std::int64_t dim0, std::int64_t dim1) const {
  const int a = wrap_dim(dim0, int(dim()), "transpose_"), b = wrap_dim(dim1, int(dim()), "transpose_");
  return relayout(
      *this, "transpose_", kTranspose, [a, b](const Tensor& s) { return s.transpose(a, b); }, DimPair{a, b});
}
Tensor& Tensor::squeeze_() const {
  return relayout(*this, "squeeze_", kSqueeze, [](const Tensor& s) { return s.squeeze(); });
}
Tensor& Tensor::squeeze_(std::int64_t d) const {
  return relayout(*this, "squeeze_", kSqueezeDim, [d](const Tensor& s) { return s.squeeze(d); });
}
Tensor& Tensor::unsqueeze_(std::int64_t d) const {
  return relayout(*this, "unsqueeze_", kUnsqueeze, [d](const Tensor& s) { return s.unsqueeze(d); });
}

Tensor& Tensor::as_strided_(IntArrayRef sizes, IntArrayRef strides, std::optional<std::int64_t> offset) const {
  const bool recorded = asks(*this);
  if (recorded) expect_writable(*this, true, "as_strided_");
  Tensor target;
  {
    NoGradGuard no_grad;
    target = as_strided(sizes, strides, offset);
  }
  Ref<Node> node = recorded ? as_strided_node(*this, target) : Ref<Node>();
  body().layout = target.layout();
  wrote(*this);
  if (node) set_gradient_edge(*this, std::move(node), 0);
  return handle();
}

Tensor& Tensor::resize_(IntArrayRef sizes) const {
  expect_no_gradient(*this);
  const Layout dense(sizes);
  Layout target(sizes, dense.strides(), storage_offset());
  grow_storage(*this, target);
  const bool changed = !(this->sizes() == sizes);
  if (changed) body().layout = target;
  if (changed) wrote(*this);
  return handle();
}

Tensor& Tensor::resize_(IntArrayRef sizes, std::optional<MemoryFormat> format) const {
  if (format == MemoryFormat::Preserve) raise(ErrorKind::argument, "Unsupported memory format Preserve");
  resize_(sizes);
  if (format) body().layout = Layout(sizes, strides_in(sizes, *format), storage_offset());
  return handle();
}

Tensor& Tensor::set_() const {
  return take_over(*this, {this}, Storage::create(device(), 0), Layout(IntArrayRef(std::int64_t(0))));
}
Tensor& Tensor::set_(const Tensor& source) const {
  expect_same_type(*this, source);
  return take_over(*this, {this, &source}, source->storage, source.layout());
}
Tensor& Tensor::set_(const Tensor& source, std::int64_t offset, IntArrayRef sizes, IntArrayRef strides) const {
  expect_same_type(*this, source);
  return take_over(*this, {this, &source}, source->storage, placed(source->storage, dtype(), offset, sizes, strides));
}
Tensor& Tensor::set_(const StorageHandle& source) const {
  return set_(source, 0, std::int64_t(source.nbytes() / element_size()));
}
Tensor& Tensor::set_(const StorageHandle& source, std::int64_t offset, IntArrayRef sizes, IntArrayRef strides) const {
  return take_over(*this, {this}, source.shared(), placed(source.shared(), dtype(), offset, sizes, strides));
}

}  // namespace gradproof
