#pragma once
// The handle that users hold. Copying it copies a pointer; two handles of one body are one tensor.
// Methods have PyTorch's names and are defined where they belong: facts in tensor.cpp, operations in core/ops,
// autograd in core/graph and core/autograd.
#include <concepts>
#include <gradproof/core/layout/maybe_owned.hpp>
#include <gradproof/core/layout/optional_int_array_ref.hpp>
#include <gradproof/core/layout/scalar.hpp>
#include <gradproof/core/tensor/dispatch_key.hpp>
#include <gradproof/core/tensor/generator.hpp>
#include <gradproof/core/tensor/memory_format.hpp>
#include <gradproof/core/tensor/options.hpp>
#include <gradproof/core/tensor/storage_handle.hpp>
#include <gradproof/core/tensor/tensor_impl.hpp>
#include <gradproof/core/tensor/type_properties.hpp>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace gradproof {

class Stream;

class Node;
class Tensor;
template <class T, std::size_t N>
class TensorAccessor;
namespace indexing {
class TensorIndex;
}
using TensorList = std::vector<Tensor>;
struct OptionalTensorList;
using OptionalDims = std::optional<std::vector<std::int64_t>>;

class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(Ref<TensorImpl> impl) : impl_(std::move(impl)) {}

  Tensor(const Tensor&) = default;
  Tensor(Tensor&&) = default;
  Tensor& operator=(const Tensor&) & = default;
  Tensor& operator=(Tensor&&) & = default;
  // To what an expression gave, `x[0] = y`: its elements are written.
  Tensor& operator=(const Tensor& values) && { return copy_(values); }
  Tensor& operator=(Tensor&& values) && { return copy_(values); }
  Tensor& operator=(const Scalar& value) && { return fill_(value); }

  /// This handle, for what writes: a const one's tensor may be written, and what was written comes back as libtorch's
  /// does, not const.
  Tensor& handle() const { return const_cast<Tensor&>(*this); }
  bool defined() const { return bool(impl_); }
  void reset() { impl_ = nullptr; }
  bool is_same(const Tensor& o) const { return impl_ == o.impl_; }
  TensorImpl* impl() const { return impl_.get(); }
  /// Of a tensor that is known to be defined.
  TensorImpl* operator->() const { return impl_.get(); }
  /// Throws `argument` for an undefined tensor.
  TensorImpl& body() const {
    if (!impl_) [[unlikely]]
      raise_undefined();
    return *impl_;
  }

  // Facts. An undefined tensor has libtorch's few, sizes [0] among them, and throws `argument` for the others.
  const Layout& layout() const {
    if (!impl_) [[unlikely]]
      return layout_of_undefined();
    return impl_->layout;
  }
  IntArrayRef sizes() const { return layout().sizes(); }
  IntArrayRef strides() const { return body().layout.strides(); }
  std::int64_t dim() const { return layout().dim(); }
  std::int64_t numel() const { return layout().numel(); }
  std::int64_t size(std::int64_t d) const;
  std::int64_t stride(std::int64_t d) const;
  std::int64_t storage_offset() const { return layout().offset(); }
  TypeMeta dtype() const { return TypeMeta(body().dtype); }
  DType scalar_type() const { return impl_ ? impl_->dtype : DType::undefined; }
  Device device() const { return body().storage->device(); }
  bool is_cpu() const { return impl_ && (impl_->storage->is_housed() || device().is_cpu()); }
  bool is_contiguous() const { return layout().is_contiguous(); }
  bool is_contiguous(MemoryFormat format) const { return lies_in(layout(), format); }
  MemoryFormat suggest_memory_format() const;  ///< ChannelsLast where the strides are, else Contiguous
  std::size_t element_size() const { return size_of(dtype()); }
  TensorOptions options() const { return TensorOptions(dtype()).device(device()); }
  /// First element; null when there is none. Throws `device_access` when the host cannot reach it.
  void* data_ptr() const;
  /// The same as T*. Throws `dtype` when T is not the element type.
  template <class T>
  T* data_ptr() const {
    expect_dtype(DTypeOf<T>::value);
    return static_cast<T*>(data_ptr());
  }
  /// The only element. Throws `value` when there is not exactly one.
  Scalar item() const;
  /// Also for one that T cannot hold.
  template <class T>
  T item() const {
    return item().to<T>();
  }
  std::string toString() const;

  // Autograd (core/graph, core/autograd)
  bool requires_grad() const { return impl_ && wants_grad(); }
  /// The same of a tensor that is known to be defined.
  bool wants_grad() const {
    return impl_->requires_grad || impl_->producer || (impl_->meta && requires_grad_by_meta());
  }
  Tensor& requires_grad_(bool on = true) const;
  /// The same, but a tensor that was computed keeps requiring grad without a word.
  Tensor& set_requires_grad(bool on) const { return on || is_leaf() ? requires_grad_(on) : handle(); }
  bool is_leaf() const;
  bool is_view() const;
  Tensor _base() const;
  /// Writes counted so far. Throws `inference` for an inference tensor, which has no counter.
  std::uint32_t _version() const {
    if (!impl_ || impl_->inference) [[unlikely]]
      return uncounted();
    return impl_->version().current();
  }
  bool is_inference() const { return impl_ && impl_->inference; }
  std::uint32_t output_nr() const { return body().output_nr; }
  Ref<Node> grad_fn() const;
  Tensor grad() const;                   ///< undefined when there is none
  Tensor& mutable_grad() const;          ///< created empty on first use
  void set_grad(const Tensor& g) const;  ///< the checked `.grad =`. Throws `set_grad`
  void backward(const Tensor& gradient = {}, std::optional<bool> retain_graph = {}, bool create_graph = false) const;
  void backward(const Tensor& gradient, std::optional<bool> retain_graph, bool create_graph,
                const OptionalTensorList& inputs) const;
  /// Calls `hook` with each gradient that arrives here; what it returns, if anything, takes the gradient's place.
  /// Returns its number. Defined in core/graph/hooks.hpp.
  template <class Hook>
  std::uint32_t register_hook(Hook hook) const;
  /// Throws `argument` when there is no such hook (any more).
  void remove_hook(std::uint32_t id) const;
  void retain_grad() const;
  bool retains_grad() const;

  // Aliases (core/tensor/alias.cpp says what each shares)
  Tensor detach() const;
  Tensor& detach_() const;
  Tensor data() const { return variable_data(); }
  Tensor variable_data() const;
  Tensor tensor_data() const;
  /// `.data = other`: takes over other's bytes, shape and dtype; keeps autograd's facts and the counter. Throws
  /// `set_data`.
  void set_data(const Tensor& other) const;
  /// A copy. Preserve keeps the order of the strides where they leave no gap.
  Tensor clone(MemoryFormat format = MemoryFormat::Preserve) const;
  Tensor clone(std::optional<MemoryFormat> format) const { return clone(format.value_or(MemoryFormat::Preserve)); }
  Tensor contiguous(MemoryFormat format = MemoryFormat::Contiguous) const;
  Tensor cpu() const { return is_cpu() ? *this : to(Device()); }
  /// A copy there; the same tensor where it is there already. With `non_blocking` the host goes on while page-locked
  /// memory is copied; a copy to the host is then in such memory, and must be waited for before it is read.
  Tensor to(const Device& device, bool non_blocking = false) const;
  /// The bytes are used on that stream too: see Streams::keep_for.
  void record_stream(const Stream& stream) const;
  Tensor to(DType dtype) const;
  Tensor to(MemoryFormat format) const;

  // Operations, a family a file
#include <gradproof/core/tensor/methods/aliases.inc>
#include <gradproof/core/tensor/methods/creation.inc>
#include <gradproof/core/tensor/methods/further.inc>
#include <gradproof/core/tensor/methods/indexing.inc>
#include <gradproof/core/tensor/methods/interface.inc>
#include <gradproof/core/tensor/methods/linear_algebra.inc>
#include <gradproof/core/tensor/methods/pointwise.inc>
#include <gradproof/core/tensor/methods/random.inc>
#include <gradproof/core/tensor/methods/reductions.inc>
#include <gradproof/core/tensor/methods/views.inc>

 private:
  bool requires_grad_by_meta() const;
  void expect_dtype(DType t) const;
  std::uint32_t uncounted() const;
  [[noreturn]] static void raise_undefined();
  static const Layout& layout_of_undefined();

  Ref<TensorImpl> impl_;
};

/// A list of tensors, or none. Tensors in braces are a list.
struct OptionalTensorList : std::optional<TensorList> {
  OptionalTensorList() = default;
  OptionalTensorList(std::nullopt_t) {}
  OptionalTensorList(std::initializer_list<Tensor> tensors) : std::optional<TensorList>(tensors) {}
  OptionalTensorList(TensorList tensors) : std::optional<TensorList>(std::move(tensors)) {}
  OptionalTensorList(std::optional<TensorList> tensors) : std::optional<TensorList>(std::move(tensors)) {}
};

}  // namespace gradproof
