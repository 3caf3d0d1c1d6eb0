#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof {

/// A row of a dense [outer, size, inner]: every inner-th element from p on.
template <class T>
struct Row {
  T* p;
  std::int64_t step;
  constexpr T& operator[](std::int64_t j) const { return p[j * step]; }
};

/// The row of [outer, length, inner] that belongs to (o, i).
template <class T>
constexpr Row<T> row(T* p, const Along& a, std::int64_t length, std::int64_t o, std::int64_t i) {
  return {p + o * length * a.inner + i, a.inner};
}

/// Throws Error `index` for a class of nll that there is not.
[[noreturn]] void raise_no_class(std::int64_t target, std::int64_t classes);

}  // namespace gradproof
