#pragma once
// The handle that users hold. Copying it copies a pointer; two handles of one body are one tensor.
// Methods have PyTorch's names and are defined where they belong: facts in tensor.cpp, operations in core/ops,
// autograd in core/graph and core/autograd.
#include <gradproof/core/layout/scalar.hpp>
#include <gradproof/core/tensor/options.hpp>
#include <gradproof/core/tensor/tensor_impl.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradproof {

class Node;
class Tensor;
using TensorList = std::vector<Tensor>;
using OptionalDims = std::optional<std::vector<std::int64_t>>;

class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(Ref<TensorImpl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return bool(impl_); }
  void reset() { impl_ = nullptr; }
  bool is_same(const Tensor& o) const { return impl_ == o.impl_; }
  TensorImpl* impl() const { return impl_.get(); }
  TensorImpl* operator->() const { return impl_.get(); }

  // Facts
  const Layout& layout() const { return impl_->layout; }
  IntArrayRef sizes() const { return impl_->layout.sizes(); }
  IntArrayRef strides() const { return impl_->layout.strides(); }
  std::int64_t dim() const { return impl_->layout.dim(); }
  std::int64_t numel() const { return impl_->layout.numel(); }
  std::int64_t size(std::int64_t d) const;
  std::int64_t stride(std::int64_t d) const;
  std::int64_t storage_offset() const { return impl_->layout.offset(); }
  DType dtype() const { return impl_->dtype; }
  DType scalar_type() const { return impl_->dtype; }
  Device device() const { return impl_->storage->device(); }
  bool is_cpu() const { return device().is_cpu(); }
  bool is_contiguous() const { return impl_->layout.is_contiguous(); }
  std::size_t element_size() const { return size_of(dtype()); }
  TensorOptions options() const { return TensorOptions(dtype()).device(device()); }
  /// First element. Throws `device_access` when the host cannot reach it.
  void* data_ptr() const;
  /// The same as T*. Throws `dtype` when T is not the element type.
  template <class T>
  T* data_ptr() const {
    expect_dtype(DTypeOf<T>::value);
    return static_cast<T*>(data_ptr());
  }
  /// The only element. Throws `value` when there is not exactly one.
  Scalar item() const;
  template <class T>
  T item() const {
    return item().to<T>();
  }
  std::string toString() const;

  // Autograd (core/graph, core/autograd)
  bool requires_grad() const {
    return impl_->requires_grad || impl_->producer || (impl_->meta && view_requires_grad());
  }
  const Tensor& requires_grad_(bool on = true) const;
  const Tensor& set_requires_grad(bool on) const { return requires_grad_(on); }
  bool is_leaf() const;
  bool is_view() const;
  Tensor _base() const;
  std::uint32_t _version() const { return impl_->version.current(); }
  std::uint32_t output_nr() const { return impl_->output_nr; }
  Ref<Node> grad_fn() const;
  Tensor grad() const;                   ///< undefined when there is none
  Tensor& mutable_grad() const;          ///< created empty on first use
  void set_grad(const Tensor& g) const;  ///< the checked `.grad =`. Throws `set_grad`
  void backward(const Tensor& gradient = {}, std::optional<bool> retain_graph = {}, bool create_graph = false,
                const std::optional<TensorList>& inputs = {}) const;
  void retain_grad() const;
  bool retains_grad() const;

  // Aliases (core/tensor/alias.cpp says what each shares)
  Tensor detach() const;
  const Tensor& detach_() const;
  Tensor data() const { return variable_data(); }
  Tensor variable_data() const;
  Tensor tensor_data() const;
  /// `.data = other`: takes over other's bytes, shape and dtype; keeps autograd's facts and the counter. Throws
  /// `set_data`.
  void set_data(const Tensor& other) const;
  Tensor clone() const;
  Tensor contiguous() const;
  Tensor cpu() const { return to(Device()); }
  Tensor to(const Device& device) const;
  Tensor to(DType dtype) const;

  // Views (core/ops/views.cpp)
  Tensor view(IntArrayRef sizes) const;
  Tensor reshape(IntArrayRef sizes) const;
  Tensor flatten(std::int64_t start_dim = 0, std::int64_t end_dim = -1) const;
  Tensor t() const;
  Tensor transpose(std::int64_t dim0, std::int64_t dim1) const;
  Tensor permute(IntArrayRef dims) const;
  Tensor expand(IntArrayRef sizes) const;
  Tensor expand_as(const Tensor& o) const { return expand(o.sizes()); }
  Tensor view_as(const Tensor& o) const { return view(o.sizes()); }
  Tensor squeeze() const;
  Tensor squeeze(std::int64_t dim) const;
  Tensor unsqueeze(std::int64_t dim) const;
  Tensor select(std::int64_t dim, std::int64_t index) const;
  Tensor narrow(std::int64_t dim, std::int64_t start, std::int64_t length) const;
  Tensor slice(std::int64_t dim, std::optional<std::int64_t> start, std::optional<std::int64_t> end,
               std::int64_t step = 1) const;
  Tensor as_strided(IntArrayRef sizes, IntArrayRef strides, std::optional<std::int64_t> offset = {}) const;
  Tensor operator[](std::int64_t index) const { return select(0, index); }

  // Pointwise (core/ops/pointwise.cpp)
  Tensor add(const Tensor& o, const Scalar& alpha = 1) const;
  Tensor add(const Scalar& o) const;
  Tensor sub(const Tensor& o, const Scalar& alpha = 1) const;
  Tensor sub(const Scalar& o) const;
  Tensor mul(const Tensor& o) const;
  Tensor mul(const Scalar& o) const;
  Tensor div(const Tensor& o) const;
  Tensor div(const Scalar& o) const;
  Tensor pow(const Tensor& exponent) const;
  Tensor pow(const Scalar& exponent) const;
  Tensor maximum(const Tensor& o) const;
  Tensor minimum(const Tensor& o) const;
  Tensor neg() const;
  Tensor exp() const;
  Tensor log() const;
  Tensor relu() const;
  Tensor sigmoid() const;
  Tensor tanh() const;
  Tensor sqrt() const;
  Tensor rsqrt() const;
  Tensor reciprocal() const;
  Tensor abs() const;
  Tensor sign() const;
  Tensor sin() const;
  Tensor cos() const;
  Tensor square() const { return pow(Scalar(2)); }
  Tensor logical_not() const;
  Tensor eq(const Tensor& o) const;
  Tensor eq(const Scalar& o) const;
  Tensor ne(const Tensor& o) const;
  Tensor ne(const Scalar& o) const;
  Tensor lt(const Tensor& o) const;
  Tensor lt(const Scalar& o) const;
  Tensor le(const Tensor& o) const;
  Tensor le(const Scalar& o) const;
  Tensor gt(const Tensor& o) const;
  Tensor gt(const Scalar& o) const;
  Tensor ge(const Tensor& o) const;
  Tensor ge(const Scalar& o) const;

  // In place (core/ops/in_place.cpp)
  const Tensor& zero_() const;
  const Tensor& fill_(const Scalar& value) const;
  const Tensor& fill_(const Tensor& value) const;
  const Tensor& copy_(const Tensor& source, bool non_blocking = false) const;
  const Tensor& add_(const Tensor& o, const Scalar& alpha = 1) const;
  const Tensor& add_(const Scalar& o) const;
  const Tensor& sub_(const Tensor& o, const Scalar& alpha = 1) const;
  const Tensor& sub_(const Scalar& o) const;
  const Tensor& mul_(const Tensor& o) const;
  const Tensor& mul_(const Scalar& o) const;
  const Tensor& div_(const Tensor& o) const;
  const Tensor& div_(const Scalar& o) const;
  const Tensor& pow_(const Tensor& exponent) const;
  const Tensor& pow_(const Scalar& exponent) const;
  const Tensor& neg_() const;
  const Tensor& exp_() const;
  const Tensor& log_() const;
  const Tensor& relu_() const;
  const Tensor& sigmoid_() const;
  const Tensor& tanh_() const;
  const Tensor& sqrt_() const;
  const Tensor& rsqrt_() const;
  const Tensor& reciprocal_() const;
  const Tensor& abs_() const;
  const Tensor& sin_() const;
  const Tensor& cos_() const;
  const Tensor& operator+=(const Tensor& o) const { return add_(o); }
  const Tensor& operator-=(const Tensor& o) const { return sub_(o); }
  const Tensor& operator*=(const Tensor& o) const { return mul_(o); }
  const Tensor& operator/=(const Tensor& o) const { return div_(o); }
  const Tensor& operator+=(const Scalar& o) const { return add_(o); }
  const Tensor& operator-=(const Scalar& o) const { return sub_(o); }
  const Tensor& operator*=(const Scalar& o) const { return mul_(o); }
  const Tensor& operator/=(const Scalar& o) const { return div_(o); }

  // Reductions (core/ops/reduce.cpp)
  Tensor sum(std::optional<DType> dtype = {}) const;
  Tensor sum(IntArrayRef dims, bool keepdim = false, std::optional<DType> dtype = {}) const;
  Tensor mean(std::optional<DType> dtype = {}) const;
  Tensor mean(IntArrayRef dims, bool keepdim = false, std::optional<DType> dtype = {}) const;
  /// This tensor's gradient summed down to `sizes`, which must broadcast to it.
  Tensor sum_to_size(IntArrayRef sizes) const;

  // Products (core/ops/matmul.cpp)
  Tensor matmul(const Tensor& o) const;
  Tensor mm(const Tensor& o) const;
  Tensor mv(const Tensor& o) const;
  Tensor dot(const Tensor& o) const;

 private:
  bool view_requires_grad() const;
  void expect_dtype(DType t) const;

  Ref<TensorImpl> impl_;
};

}  // namespace gradproof
