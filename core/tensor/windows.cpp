// Windows: numbers that rise and fall, as signal processing multiplies with them.
#include <cmath>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <numbers>

namespace gradproof {
namespace {

/// f of the places 0 to n - 1 as shares of the whole window.
template <class F>
Tensor window(const char* name, std::int64_t n, bool periodic, const TensorOptions& options, F f) {
  if (n < 0)
    raise(ErrorKind::value,
          std::string(name) + " requires non-negative window_length, got window_length=" + std::to_string(n));
  if (!is_floating(options.dtype()))
    raise(ErrorKind::dtype,
          std::string(name) + " expects floating point dtypes, got: " + std::string(scalar_name(options.dtype())));
  if (n == 1) return ones({1}, options);
  const double whole = double(periodic ? n : n - 1);
  std::vector<Scalar> values;
  for (std::int64_t i = 0; i < n; ++i) values.emplace_back(f(double(i) / whole));
  return from_values(values, n, options.dtype(options.dtype()));
}

double cosine(double turns) { return std::cos(2 * std::numbers::pi * turns); }

}  // namespace

Tensor hann_window(std::int64_t n, bool periodic, const TensorOptions& options) {
  return window("hann_window", n, periodic, options, [](double t) { return 0.5 - 0.5 * cosine(t); });
}
Tensor hamming_window(std::int64_t n, bool periodic, double alpha, double beta, const TensorOptions& options) {
  return window("hamming_window", n, periodic, options, [=](double t) { return alpha - beta * cosine(t); });
}
Tensor blackman_window(std::int64_t n, bool periodic, const TensorOptions& options) {
  return window("blackman_window", n, periodic, options,
                [](double t) { return 0.42 - 0.5 * cosine(t) + 0.08 * cosine(2 * t); });
}
Tensor bartlett_window(std::int64_t n, bool periodic, const TensorOptions& options) {
  return window("bartlett_window", n, periodic, options, [](double t) { return 1 - std::abs(2 * t - 1); });
}

}  // namespace gradproof
