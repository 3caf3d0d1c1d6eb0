#pragma once
#include <gradproof/core/tensor/tensor.hpp>
#include <memory>

namespace gradproof {

/// A fixed number of tensors, undefined at first, on the stack while they are few.
class TensorRow {
 public:
  explicit TensorRow(std::size_t n) : first_(few_), n_(n), few_() {
    if (n > kFew) [[unlikely]]
      first_ = new Tensor[n];
  }
  ~TensorRow() {
    if (n_ > kFew) [[unlikely]]
      delete[] first_;
    else
      std::destroy_n(few_, n_);
  }
  TensorRow(const TensorRow&) = delete;
  TensorRow& operator=(const TensorRow&) = delete;

  Tensor* data() { return first_; }

 private:
  static constexpr std::size_t kFew = 8;
  Tensor* first_;
  std::size_t n_;
  union {
    Tensor few_[kFew];  // in a union, so that only the ones in use are destroyed
  };
};

}  // namespace gradproof
