#pragma once
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <span>

namespace gradproof::test {

/// A function to differentiate, under its own name or that of its node.
struct Case {
  const char* name;
  Function f;
};

/// The first derivative of every case at x equals central differences.
inline void expect_first_order(std::span<const Case> cases, const Tensor& x, double bound) {
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(gradient_error(c.f, x) < bound);
  }
}
/// The second derivative of every case at x equals central differences of the first.
inline void expect_second_order(std::span<const Case> cases, const Tensor& x, double bound) {
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(second_order_error(c.f, x) < bound);
  }
}
inline void expect_orders(std::span<const Case> cases, const Tensor& x, double first, double second) {
  expect_first_order(cases, x, first);
  expect_second_order(cases, x, second);
}

}  // namespace gradproof::test
