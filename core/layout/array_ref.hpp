#pragma once
#include <gradproof/core/layout/int_array_ref.hpp>
#include <type_traits>

namespace gradproof {

/// A borrowed row of anything; of std::int64_t it is IntArrayRef.
template <class T>
class RowRef {
 public:
  constexpr RowRef() = default;
  constexpr RowRef(const T* data, std::size_t size) : data_(data), size_(size) {}
  constexpr RowRef(const T* begin, const T* end) : data_(begin), size_(std::size_t(end - begin)) {}
  constexpr RowRef(const T& one) : data_(&one), size_(1) {}
  RowRef(const std::vector<T>& v) : data_(v.data()), size_(v.size()) {}
#pragma GCC diagnostic push
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Winit-list-lifetime"
#endif
  constexpr RowRef(std::initializer_list<T> list) : data_(list.begin()), size_(list.size()) {}
#pragma GCC diagnostic pop
  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr const T* data() const { return data_; }
  constexpr const T* begin() const { return data_; }
  constexpr const T* end() const { return data_ + size_; }
  constexpr const T& operator[](std::size_t i) const { return data_[i]; }
  /// Throws `index`.
  constexpr const T& at(std::size_t i) const {
    if (i >= size_) refuse_place(i, size_);
    return data_[i];
  }
  constexpr const T& front() const { return data_[0]; }
  constexpr const T& back() const { return data_[size_ - 1]; }
  std::vector<T> vec() const { return std::vector<T>(begin(), end()); }

 private:
  const T* data_ = nullptr;
  std::size_t size_ = 0;
};

template <class T>
using ArrayRef = std::conditional_t<std::is_same_v<T, std::int64_t>, IntArrayRef, RowRef<T>>;

/// 0, 1, ... below `end`, to loop over.
template <class T>
struct IntegerRange {
  struct Iterator {
    T at;
    T operator*() const { return at; }
    Iterator& operator++() { return ++at, *this; }
    bool operator!=(const Iterator& o) const { return at != o.at; }
  };
  T first, last;
  Iterator begin() const { return {first}; }
  Iterator end() const { return {last}; }
};
template <class T>
IntegerRange<T> irange(T end) {
  return {T(0), end < T(0) ? T(0) : end};
}
template <class A, class T>
IntegerRange<T> irange(A begin, T end) {
  return {T(begin), end < T(begin) ? T(begin) : end};
}

}  // namespace gradproof
