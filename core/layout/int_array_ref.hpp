#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace gradproof {

/// Throws `index` for a place in a row of `size`.
[[noreturn]] void refuse_place(std::size_t place, std::size_t size);

/// A borrowed row of integers (sizes, strides, dimensions): from braces, a vector, a span or one number.
/// Lives no longer than what it was made from.
class IntArrayRef {
 public:
  constexpr IntArrayRef() = default;
  constexpr IntArrayRef(const std::int64_t* data, std::size_t size) : data_(data), size_(size) {}
  constexpr IntArrayRef(const std::int64_t* begin, const std::int64_t* end)
      : data_(begin), size_(std::size_t(end - begin)) {}
  constexpr IntArrayRef(const std::int64_t& one) : data_(&one), size_(1) {}
  constexpr IntArrayRef(std::span<const std::int64_t> s) : data_(s.data()), size_(s.size()) {}
  template <std::size_t N>
  constexpr IntArrayRef(const std::array<std::int64_t, N>& a) : data_(a.data()), size_(N) {}
  IntArrayRef(const std::vector<std::int64_t>& v) : data_(v.data()), size_(v.size()) {}
  // The list outlives the full expression that the reference is an argument of, which is how it is used.
#pragma GCC diagnostic push
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Winit-list-lifetime"
#endif
  constexpr IntArrayRef(std::initializer_list<std::int64_t> list) : data_(list.begin()), size_(list.size()) {}
#pragma GCC diagnostic pop

  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr const std::int64_t* data() const { return data_; }
  constexpr const std::int64_t* begin() const { return data_; }
  constexpr auto rbegin() const { return std::make_reverse_iterator(data_ + size_); }
  constexpr auto rend() const { return std::make_reverse_iterator(data_); }
  constexpr const std::int64_t* end() const { return data_ + size_; }
  constexpr const std::int64_t& operator[](std::size_t i) const { return data_[i]; }
  /// Throws `index`.
  constexpr const std::int64_t& at(std::size_t i) const {
    if (i >= size_) refuse_place(i, size_);
    return data_[i];
  }
  constexpr const std::int64_t& front() const { return data_[0]; }
  constexpr const std::int64_t& back() const { return data_[size_ - 1]; }
  constexpr IntArrayRef slice(std::size_t first, std::size_t count) const { return {data_ + first, count}; }
  constexpr IntArrayRef slice(std::size_t first) const { return {data_ + first, size_ - first}; }
  inline bool equals(IntArrayRef o) const;
  std::vector<std::int64_t> vec() const { return {begin(), end()}; }

 private:
  const std::int64_t* data_ = nullptr;
  std::size_t size_ = 0;
};

inline bool operator==(IntArrayRef a, IntArrayRef b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i]) return false;
  return true;
}
inline bool IntArrayRef::equals(IntArrayRef o) const { return *this == o; }
std::string to_string(IntArrayRef sizes);  ///< "[2, 3]"

}  // namespace gradproof
