#pragma once
#include <any>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/type_name.hpp>

namespace gradproof::nn {

/// A value whose type is forgotten: what modules of any signature take and return. Copying copies the value.
class AnyValue {
 public:
  template <class T>
  requires(!std::is_same_v<std::decay_t<T>, AnyValue>) explicit AnyValue(T&& value) : value_(std::forward<T>(value)) {}

  /// Null where it is no T.
  template <class T>
  T* try_get() {
    static_assert(!std::is_reference_v<T> && !std::is_array_v<T>,
                  "AnyValue stores decayed types: ask for the type itself, and for a pointer instead of an array");
    return std::any_cast<std::remove_const_t<T>>(&value_);
  }
  /// Throws `argument` where it is no T.
  template <class T>
  T get() {
    if (T* value = try_get<T>()) return *value;
    raise(ErrorKind::argument, "Attempted to cast AnyValue to " + type_name(typeid(T)) + ", but its actual type is " +
                                   type_name(type_info()));
  }
  const std::type_info& type_info() const noexcept { return value_.type(); }

 private:
  std::any value_;
};

}  // namespace gradproof::nn
