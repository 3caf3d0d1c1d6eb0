#pragma once
#include <cmath>
#include <functional>
#include <gradproof/gradproof.hpp>

namespace gradproof::test {

using Function = std::function<Tensor(const Tensor&)>;

/// A float64 leaf with numbers that are neither symmetric nor equal.
inline Tensor leaf(IntArrayRef sizes, double first = 0.3, double step = 0.37) {
  std::vector<Scalar> values;
  const std::int64_t n = Layout(sizes).numel();
  for (std::int64_t i = 0; i < n; ++i) values.emplace_back(first + step * double(i) + 0.05 * double(i * i % 7));
  return from_values(values, sizes, dtype(kDouble).requires_grad(true));
}

/// sum(f(x) * w) with weights that tell every element of the result apart.
inline Tensor weighted(const Tensor& y) {
  std::vector<Scalar> w;
  for (std::int64_t i = 0; i < y.numel(); ++i) w.emplace_back(1.0 + 0.5 * double(i % 5) - 0.2 * double(i));
  return (y * from_values(w, y.sizes(), kDouble)).sum();
}

inline std::vector<double> numbers(const Tensor& t) {
  const Tensor d = t.detach().to(kDouble).contiguous();
  return {d.data_ptr<double>(), d.data_ptr<double>() + d.numel()};
}

/// Largest difference between the gradient of weighted(f) and its central differences, relative where they exceed 1.
inline double gradient_error(const Function& f, const Tensor& x, double step = 1e-6) {
  const Tensor g = autograd::grad({weighted(f(x))}, {x})[0];
  const std::vector<double> got = numbers(g);
  double worst = 0;
  NoGradGuard no_grad;
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    auto at = [&](double delta) {
      const Tensor moved = x.clone();
      moved.data_ptr<double>()[i] += delta;
      return weighted(f(moved)).item<double>();
    };
    const double due = (at(step) - at(-step)) / (2 * step);
    worst = std::max(worst, std::fabs(due - got[std::size_t(i)]) / std::max(1.0, std::fabs(due)));
  }
  return worst;
}

/// The same for the gradient's own gradient.
inline double second_order_error(const Function& f, const Tensor& x) {
  return gradient_error(
      [&](const Tensor& at) {
        const Tensor inner = at.requires_grad() ? at : at.detach().requires_grad_();
        AutoEnableGrad grad_mode;
        const bool create = at.requires_grad();
        return autograd::grad({weighted(f(inner))}, {inner}, {}, true, create)[0];
      },
      x);
}

/// The kind of error that `f` raises. Fails the test when it raises none.
template <class F>
ErrorKind error_of(F f) {
  try {
    f();
  } catch (const Error& e) {
    return e.kind();
  }
  FAIL("nothing was raised");
  return ErrorKind::assertion;
}

}  // namespace gradproof::test
