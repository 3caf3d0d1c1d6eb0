#pragma once
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/ops/scalar_function.hpp>

namespace gradproof::scalar {

/// What is where an index points once `value` has come to `old`: of all ids but read and write.
template <class T>
GRADPROOF_SCALAR T combine(IndexedId id, T old, T value) {
  const Computed<T> a = Computed<T>(old), b = Computed<T>(value);
  switch (id) {
    case IndexedId::add:
      if constexpr (std::is_same_v<T, bool>) return a || b;
      return T(a + b);
    case IndexedId::multiply:
      if constexpr (std::is_same_v<T, bool>) return a && b;
      return T(a * b);
    case IndexedId::maximum:
      return a != a ? old : b > a || b != b ? value : old;
    default:
      return a != a ? old : b < a || b != b ? value : old;
  }
}

}  // namespace gradproof::scalar
