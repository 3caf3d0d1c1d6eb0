#pragma once
// Random tensors. A seed gives the numbers that PyTorch's CPU generator gives (core/ops/random.cpp says what differs).
#include <gradproof/core/tensor/generator.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

using MaybeGenerator = std::optional<Generator>;

/// In [0, 1).
Tensor rand(IntArrayRef sizes, const TensorOptions& options = {});
Tensor rand(IntArrayRef sizes, const MaybeGenerator& generator, const TensorOptions& options = {});
/// Standard normal.
Tensor randn(IntArrayRef sizes, const TensorOptions& options = {});
Tensor randn(IntArrayRef sizes, const MaybeGenerator& generator, const TensorOptions& options = {});
/// Integers from low (0) to below high; int64 unless told otherwise.
Tensor randint(std::int64_t high, IntArrayRef sizes, const TensorOptions& options = kLong);
Tensor randint(std::int64_t low, std::int64_t high, IntArrayRef sizes, const TensorOptions& options = kLong);
Tensor randint(std::int64_t low, std::int64_t high, IntArrayRef sizes, const MaybeGenerator& generator,
               const TensorOptions& options = kLong);
/// 0 to n - 1 in random order.
Tensor randperm(std::int64_t n, const TensorOptions& options = kLong);
Tensor randperm(std::int64_t n, const MaybeGenerator& generator, const TensorOptions& options = kLong);
inline Tensor randint(std::int64_t high, IntArrayRef sizes, const MaybeGenerator& generator,
                      const TensorOptions& options = kLong) {
  return randint(0, high, sizes, generator, options);
}
Tensor rand_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format = {});
Tensor randn_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format = {});
inline Tensor rand_like(const Tensor& t) { return rand_like(t, t.options()); }
inline Tensor randn_like(const Tensor& t) { return randn_like(t, t.options()); }
Tensor randint_like(const Tensor& t, std::int64_t low, std::int64_t high, const TensorOptions& options = {},
                    std::optional<MemoryFormat> format = {});
inline Tensor randint_like(const Tensor& t, std::int64_t high, const TensorOptions& options = {},
                           std::optional<MemoryFormat> format = {}) {
  return randint_like(t, 0, high, options, format);
}
/// Normal numbers with a mean and a deviation each; they broadcast.
Tensor normal(const Tensor& mean, const Tensor& std, const MaybeGenerator& generator = {});
Tensor normal(const Tensor& mean, double std = 1, const MaybeGenerator& generator = {});
Tensor normal(double mean, const Tensor& std, const MaybeGenerator& generator = {});
Tensor normal(double mean, double std, IntArrayRef sizes, const MaybeGenerator& generator = {},
              const TensorOptions& options = {});
inline Tensor bernoulli(const Tensor& p, const MaybeGenerator& generator = {}) { return p.bernoulli(generator); }
/// Like `t`, ones with the probabilities p.
Tensor bernoulli(const Tensor& t, const Tensor& p, const MaybeGenerator& generator = {});
inline Tensor bernoulli(const Tensor& t, double p, const MaybeGenerator& generator = {}) {
  return t.bernoulli(p, generator);
}
inline Tensor multinomial(const Tensor& weights, std::int64_t num_samples, bool replacement = false,
                          const MaybeGenerator& generator = {}) {
  return weights.multinomial(num_samples, replacement, generator);
}
/// What dropout multiplies by: like `t`, 1 / (1 - p) with probability 1 - p, else 0.
Tensor dropout_mask(const Tensor& t, double p, const MaybeGenerator& generator = {});

}  // namespace gradproof
