#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

namespace gradproof {

/// A growing row of plain values that needs no heap for the first N.
template <class T, std::size_t N>
class InlineVector {
 public:
  void push_back(T value) {
    if (size_ < N)
      inline_[size_] = value;
    else {
      if (size_ == N) spill_.assign(inline_, inline_ + N);
      spill_.push_back(value);
    }
    ++size_;
  }
  T pop_back() {
    const T value = begin()[--size_];
    if (size_ >= N) {
      spill_.pop_back();
      if (size_ == N) std::copy(spill_.begin(), spill_.end(), inline_);
    }
    return value;
  }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  T* begin() { return size_ > N ? spill_.data() : inline_; }
  T* end() { return begin() + size_; }

 private:
  std::size_t size_ = 0;
  T inline_[N];
  std::vector<T> spill_;
};

}  // namespace gradproof
