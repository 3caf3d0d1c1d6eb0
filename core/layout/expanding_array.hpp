#pragma once
#include <array>
#include <gradproof/core/layout/array_ref.hpp>
#include <gradproof/core/layout/error.hpp>
#include <optional>
#include <ostream>

namespace gradproof {

/// D values, of which one may stand for all: sizes and strides of kernels, `3` or `{3, 5}`.
template <std::size_t D, class T = std::int64_t>
class ExpandingArray {
 public:
  ExpandingArray(T single) { values_.fill(single); }
  ExpandingArray(const std::array<T, D>& values) : values_(values) {}
  /// These throw `argument` for another number of values.
  ExpandingArray(std::initializer_list<T> values) { take(values); }
  ExpandingArray(const std::vector<T>& values) { take(values); }
  ExpandingArray(ArrayRef<T> values) { take(values); }

  std::array<T, D>& operator*() noexcept { return values_; }
  const std::array<T, D>& operator*() const noexcept { return values_; }
  std::array<T, D>* operator->() noexcept { return &values_; }
  const std::array<T, D>* operator->() const noexcept { return &values_; }
  operator ArrayRef<T>() const { return ArrayRef<T>(values_.data(), D); }
  std::size_t size() const noexcept { return D; }

 protected:
  ExpandingArray() = default;
  template <class Row>
  void take(const Row& row) {
    if (row.size() != D)
      raise(ErrorKind::argument,
            "Expected " + std::to_string(D) + " values, but instead got " + std::to_string(row.size()));
    std::size_t at = 0;
    for (const auto& value : row) values_[at++] = value;
  }

  std::array<T, D> values_;
};

/// One whose values may be missing.
template <std::size_t D, class T = std::int64_t>
class ExpandingArrayWithOptionalElem : public ExpandingArray<D, std::optional<T>> {
 public:
  using ExpandingArray<D, std::optional<T>>::ExpandingArray;
  ExpandingArrayWithOptionalElem(T single) { this->values_.fill(single); }
  ExpandingArrayWithOptionalElem(const std::array<T, D>& values) { this->take(values); }
  ExpandingArrayWithOptionalElem(std::initializer_list<T> values) { this->take(values); }
  ExpandingArrayWithOptionalElem(const std::vector<T>& values) { this->take(values); }
  ExpandingArrayWithOptionalElem(ArrayRef<T> values) { this->take(values); }
};

template <class T>
void print_element(std::ostream& stream, const T& value) {
  stream << value;
}
template <class T>
void print_element(std::ostream& stream, const std::optional<T>& value) {
  if (value)
    stream << *value;
  else
    stream << "None";
}

/// [3, 5]; a single value without brackets.
template <std::size_t D, class T>
std::ostream& operator<<(std::ostream& stream, const ExpandingArray<D, T>& array) {
  if (D != 1) stream << '[';
  for (std::size_t i = 0; i < D; ++i) {
    if (i > 0) stream << ", ";
    print_element(stream, (*array)[i]);
  }
  return D != 1 ? stream << ']' : stream;
}

}  // namespace gradproof
