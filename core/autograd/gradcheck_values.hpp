#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof::autograd {

/// Reproducible numbers in +-[0.5, 1.5): none is near zero, so that no term of a projection is lost.
class Directions {
 public:
  explicit Directions(std::uint64_t seed) : state_(seed) {}
  double next();
  std::vector<double> take(std::int64_t n);

 private:
  std::uint64_t state_;
};

/// Elements in row-major order.
std::vector<double> doubles(const Tensor& t);
/// A dense tensor with t's sizes, type and values, moved by step * direction (row-major) if there is one; a leaf that
/// requires grad if t does.
Tensor moved(const Tensor& t, double step, const std::vector<double>& direction = {});
/// A dense constant that looks like `t` with these elements.
Tensor shaped_like(const Tensor& t, const std::vector<double>& elements);
/// The same values with gaps between them.
Tensor with_gaps(const Tensor& t);

}  // namespace gradproof::autograd
