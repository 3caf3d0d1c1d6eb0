// Softmax and what belongs to it: the largest element is taken out first, so that no exponential overflows.
#include <algorithm>
#include <cmath>
#include <gradproof/core/cpu/along.hpp>
#include <gradproof/core/cpu/vector_exp.hpp>
#include <vector>

namespace gradproof::cpu {
namespace {

/// A row as computed numbers in order; the scratch that all lanes share.
template <class T>
using Numbers = std::vector<Computed<T>>;

template <class T>
void load(Numbers<T>& x, Row<const T> in) {
  for (std::size_t j = 0; j < x.size(); ++j) x[j] = in[std::int64_t(j)];
}

/// Largest element, NaN if there is one.
template <class C>
C largest(const std::vector<C>& x) {
  constexpr std::size_t lanes = 16;
  C best[lanes];
  std::fill(best, best + lanes, x[0]);
  std::size_t j = 0;
  for (; j + lanes <= x.size(); j += lanes)
    for (std::size_t k = 0; k < lanes; ++k)
      best[k] = (x[j + k] > best[k]) | (x[j + k] != x[j + k]) ? x[j + k] : best[k];
  for (; j < x.size(); ++j) best[0] = (x[j] > best[0]) | (x[j] != x[j]) ? x[j] : best[0];
  for (std::size_t k = 1; k < lanes; ++k) best[0] = (best[k] > best[0]) | (best[k] != best[k]) ? best[k] : best[0];
  return best[0];
}

template <class T>
void softmax_rows(const Along& a) {
  using C = Computed<T>;
  Numbers<T> x(std::size_t(a.size)), e(std::size_t(a.size));
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    load<T>(x, row(static_cast<const T*>(a.in), a, a.size, o, i));
    const C top = largest(x);
    const C total = exp_minus(x.data(), top, e.data(), a.size);
    const auto out = row(static_cast<T*>(a.out), a, a.size, o, i);
    if (a.flag) {
      const C shift = top + std::log(total);
      for (std::int64_t j = 0; j < a.size; ++j) out[j] = T(x[std::size_t(j)] - shift);
    } else {
      const C scale = C(1) / total;
      for (std::int64_t j = 0; j < a.size; ++j) out[j] = T(e[std::size_t(j)] * scale);
    }
  });
}

template <class T>
void gradient_rows(const Along& a) {
  using C = Computed<T>;
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    const auto g = row(static_cast<const T*>(a.in), a, a.size, o, i);
    const auto y = row(static_cast<const T*>(a.second), a, a.size, o, i);
    const auto out = row(static_cast<T*>(a.out), a, a.size, o, i);
    double total = 0;
    for (std::int64_t j = 0; j < a.size; ++j) total += double(a.flag ? C(g[j]) : C(g[j]) * C(y[j]));
    for (std::int64_t j = 0; j < a.size; ++j)
      out[j] = T(a.flag ? C(g[j]) - std::exp(C(y[j])) * C(total) : C(y[j]) * (C(g[j]) - C(total)));
  });
}

template <class T>
void logsumexp_rows(const Along& a) {
  using C = Computed<T>;
  Numbers<T> x(std::size_t(a.size)), e(std::size_t(a.size));
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    load<T>(x, row(static_cast<const T*>(a.in), a, a.size, o, i));
    const C top = largest(x), shift = std::isinf(top) ? C(0) : top;
    row(static_cast<T*>(a.out), a, 1, o, i)[0] = T(shift + std::log(exp_minus(x.data(), shift, e.data(), a.size)));
  });
}

}  // namespace

void softmax(AlongId id, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_floating_point_v<Computed<T>>) {
      if (id == AlongId::softmax) return softmax_rows<T>(a);
      if (id == AlongId::softmax_gradient) return gradient_rows<T>(a);
      logsumexp_rows<T>(a);
    }
  });
}

}  // namespace gradproof::cpu
