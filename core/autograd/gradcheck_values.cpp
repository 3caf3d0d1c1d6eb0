#include <gradproof/core/autograd/gradcheck_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::autograd {

double Directions::next() {
  // splitmix64 (Steele, Lea, Flood 2014).
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  z ^= z >> 31;
  const double size = 0.5 + double(z >> 12) * 0x1p-52;
  return z & 1 ? size : -size;
}

std::vector<double> Directions::take(std::int64_t n) {
  std::vector<double> all;
  for (std::int64_t i = 0; i < n; ++i) all.push_back(next());
  return all;
}

namespace {

Tensor dense(const Tensor& t, DType dtype) {
  NoGradGuard no_grad;
  const Tensor copy = empty(t.sizes(), t.options().dtype(dtype));
  copy.copy_(t);
  return copy;
}

}  // namespace

std::vector<double> doubles(const Tensor& t) {
  const Tensor wide = dense(t, kDouble).cpu();
  return {wide.data_ptr<double>(), wide.data_ptr<double>() + wide.numel()};
}

Tensor moved(const Tensor& t, double step, const std::vector<double>& direction) {
  Tensor at;
  if (direction.empty()) {
    at = dense(t, t.dtype());
  } else {
    std::vector<double> elements = doubles(t);
    for (std::size_t i = 0; i < elements.size(); ++i) elements[i] += step * direction[i];
    at = shaped_like(t, elements);
  }
  if (t.requires_grad()) at.requires_grad_();
  return at;
}

Tensor shaped_like(const Tensor& t, const std::vector<double>& elements) {
  return from_values({elements.begin(), elements.end()}, t.sizes(), t.options());
}

Tensor with_gaps(const Tensor& t) {
  NoGradGuard no_grad;
  std::vector<std::int64_t> sizes = t.sizes().vec();
  sizes.push_back(2);
  const Tensor wide = zeros(sizes, t.options()), spaced = wide.select(-1, 1);
  spaced.copy_(t);
  return spaced;
}

}  // namespace gradproof::autograd
