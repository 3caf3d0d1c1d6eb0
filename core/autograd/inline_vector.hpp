#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>

namespace gradproof {

/// A growing row of plain values that needs no heap for the first N.
template <class T, std::size_t N>
class InlineVector {
 public:
  InlineVector() = default;
  InlineVector(const InlineVector&) = delete;
  InlineVector& operator=(const InlineVector&) = delete;

  void push_back(T value) {
    if (size_ == capacity_) [[unlikely]]
      grow();
    data_[size_++] = value;
  }
  T pop_back() { return data_[--size_]; }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }

 private:
  void grow() {
    std::unique_ptr<T[]> wider(new T[2 * capacity_]);
    std::copy(data_, data_ + size_, wider.get());
    capacity_ *= 2;
    spill_ = std::move(wider);
    data_ = spill_.get();
  }

  T* data_ = inline_;
  std::size_t size_ = 0, capacity_ = N;
  std::unique_ptr<T[]> spill_;
  T inline_[N];
};

}  // namespace gradproof
