#pragma once
#include <utility>

/// A named argument of an options class: `name(value)` sets it and returns the options, `name()` reads it. The
/// declaration that follows gives the default: `TORCH_ARG(double, lr) = 0.1;`. The name is libtorch's, since programs
/// write options classes of their own with it.
#define TORCH_ARG(T, name)                           \
 public:                                             \
  auto name(const T& new_##name)->decltype(*this) {  \
    this->name##_ = new_##name;                      \
    return *this;                                    \
  }                                                  \
  auto name(T&& new_##name)->decltype(*this) {       \
    this->name##_ = std::move(new_##name);           \
    return *this;                                    \
  }                                                  \
  const T& name() const noexcept { return name##_; } \
  T& name() noexcept { return name##_; }             \
                                                     \
 private:                                            \
  T name##_
