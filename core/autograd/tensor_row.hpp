#pragma once
#include <gradproof/core/tensor/tensor.hpp>
#include <memory>
#include <new>

namespace gradproof {

/// A fixed number of tensors, undefined at first, on the stack while they are few.
class TensorRow {
 public:
  explicit TensorRow(std::size_t n)
      : first_(static_cast<Tensor*>(n > kFew ? ::operator new(n * sizeof(Tensor)) : few_)), n_(n) {
    for (Tensor* t = first_; t != first_ + n; ++t) new (t) Tensor();
  }
  ~TensorRow() {
    std::destroy_n(first_, n_);
    if (n_ > kFew) ::operator delete(first_);
  }
  TensorRow(const TensorRow&) = delete;
  TensorRow& operator=(const TensorRow&) = delete;

  Tensor* data() { return first_; }

 private:
  static constexpr std::size_t kFew = 8;
  Tensor* first_;
  std::size_t n_;
  alignas(Tensor) std::byte few_[kFew * sizeof(Tensor)];
};

}  // namespace gradproof
