#pragma once
// The random fills that initialization and dropout draw with: the tensor's own where it has them.
#include <gradproof/core/ops/operators.hpp>

namespace gradproof {

/// Uniform numbers in [0, 1) from a generator of this thread, for a build whose tensors cannot fill themselves.
void fill_from_own_generator(const Tensor& t);

template <class T>
void fill_uniform(const T& t, double from, double to) {
  if constexpr (requires { t.uniform_(from, to); })
    t.uniform_(from, to);
  else
    fill_from_own_generator(t), t.mul_(to - from).add_(from);
}

/// Ones with probability p, else zeros.
template <class T>
void fill_bernoulli(const T& t, double p) {
  if constexpr (requires { t.bernoulli_(p); })
    t.bernoulli_(p);
  else
    fill_from_own_generator(t), t.copy_(t.lt(p));
}

template <class T>
void fill_normal(const T& t, double mean, double std) {
  if constexpr (requires { t.normal_(mean, std); }) {
    t.normal_(mean, std);
  } else {
    // Box and Muller.
    const Tensor angle = t.clone();
    fill_from_own_generator(t);
    fill_from_own_generator(angle);
    t.copy_(((t * -1 + 1).log() * -2).sqrt() * (angle * 6.283185307179586).cos() * std + mean);
  }
}

}  // namespace gradproof
