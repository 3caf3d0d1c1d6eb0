#include <gradproof/core/ops/random_fill.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <random>

namespace gradproof {

void fill_from_own_generator(const Tensor& t) {
  thread_local std::mt19937 generator;
  std::vector<Scalar> numbers;
  for (std::int64_t i = 0; i < t.numel(); ++i) numbers.emplace_back(double(generator() >> 8) * 0x1p-24);
  t.copy_(from_values(numbers, t.sizes(), t.options()));
}

}  // namespace gradproof
