#pragma once
#include <gradproof/core/layout/int_array_ref.hpp>
#include <optional>

namespace gradproof {

/// Dimensions, or nothing: what `var({0, 1})`, `var(1)` and `var(std::nullopt)` take. Borrows like IntArrayRef.
class OptionalIntArrayRef {
 public:
  constexpr OptionalIntArrayRef() = default;
  constexpr OptionalIntArrayRef(std::nullopt_t) {}
  constexpr OptionalIntArrayRef(IntArrayRef r) : value_(r) {}
  constexpr OptionalIntArrayRef(const std::int64_t& one) : value_(one) {}
  OptionalIntArrayRef(const std::vector<std::int64_t>& v) : value_(v) {}
  OptionalIntArrayRef(const std::optional<std::vector<std::int64_t>>& v) {
    if (v) value_ = IntArrayRef(*v);
  }
  constexpr OptionalIntArrayRef(std::initializer_list<std::int64_t> list) : value_(IntArrayRef(list)) {}

  constexpr bool has_value() const { return value_.has_value(); }
  constexpr IntArrayRef value() const { return *value_; }
  /// The dimensions; none when there is nothing, which reductions read as all.
  constexpr IntArrayRef value_or_none() const { return value_.value_or(IntArrayRef()); }
  /// Nothing equals none.
  friend bool operator==(const OptionalIntArrayRef& a, IntArrayRef b) { return a.value_ && *a.value_ == b; }

 private:
  std::optional<IntArrayRef> value_;
};

}  // namespace gradproof
