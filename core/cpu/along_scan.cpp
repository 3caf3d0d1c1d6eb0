#include <algorithm>
#include <gradproof/core/cpu/along.hpp>
#include <gradproof/core/cpu/simd_along.hpp>

namespace gradproof::cpu {
namespace {

constexpr std::int64_t kColumns = 64;

template <class T>
using Running = std::conditional_t<std::is_same_v<T, float>, double, Computed<T>>;

struct Plus {
  template <class A>
  static A join(A a, A b) {
    return A(a + b);
  }
};
struct Times {
  template <class A>
  static A join(A a, A b) {
    return A(a * b);
  }
};

/// Neighbouring rows advance together, so that memory is read in order.
template <class F, class T>
void running(const Along& a, int start) {
  using A = Running<T>;
  const T* in = static_cast<const T*>(a.in);
  T* out = static_cast<T*>(a.out);
  for (std::int64_t o = 0; o < a.outer; ++o)
    for (std::int64_t c = 0; c < a.inner; c += kColumns) {
      const std::int64_t width = std::min(kColumns, a.inner - c);
      A so_far[kColumns];
      std::fill(so_far, so_far + width, A(start));
      for (std::int64_t j = 0; j < a.size; ++j) {
        const std::int64_t at = (o * a.size + (a.flag ? a.size - 1 - j : j)) * a.inner + c;
        for (std::int64_t k = 0; k < width; ++k) out[at + k] = T(so_far[k] = F::join(so_far[k], A(in[at + k])));
      }
    }
}

/// Sums along a row of neighbours: four at a time depend on one that went before.
void row_sums(const float* in, float* out, std::int64_t n) {
  double so_far = 0;
  std::int64_t j = 0;
  for (; j + 4 <= n; j += 4) {
    const double one = in[j], two = one + in[j + 1], pair = double(in[j + 2]) + in[j + 3];
    out[j] = float(so_far + one);
    out[j + 1] = float(so_far + two);
    out[j + 2] = float(so_far + (two + in[j + 2]));
    out[j + 3] = float(so_far += two + pair);
  }
  for (; j < n; ++j) out[j] = float(so_far += in[j]);
}

/// Sums of neighbouring rows, with the vector kernel.
template <class T>
void strip_sums(const AlongKernels<T>& k, const Along& a) {
  constexpr std::int64_t strip = 512;
  for (std::int64_t o = 0; o < a.outer; ++o)
    for (std::int64_t c = 0; c < a.inner; c += strip) {
      double so_far[strip] = {};
      for (std::int64_t j = 0; j < a.size; ++j) {
        const std::int64_t at = (o * a.size + (a.flag ? a.size - 1 - j : j)) * a.inner + c;
        k.accumulate(so_far, static_cast<const T*>(a.in) + at, static_cast<T*>(a.out) + at,
                     std::min(strip, a.inner - c));
      }
    }
}

/// Whether a sum was one of the shapes that have a way of their own.
template <class T>
bool quick_sums(const Along& a) {
  if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
    const AlongKernels<T>* k = a.inner >= 16 ? simd_along<T>() : nullptr;
    if (k) strip_sums(*k, a);
    if (k) return true;
  }
  if constexpr (std::is_same_v<T, float>) {
    if (a.inner != 1 || a.flag) return false;
    for (std::int64_t o = 0; o < a.outer; ++o)
      row_sums(static_cast<const float*>(a.in) + o * a.size, static_cast<float*>(a.out) + o * a.size, a.size);
    return true;
  }
  return false;
}

/// The later of equals; once NaN, always NaN.
template <class T, class Beats>
void running_extreme(const Along& a, Beats beats) {
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    const auto in = row(static_cast<const T*>(a.in), a, a.size, o, i);
    const auto out = row(static_cast<T*>(a.out), a, a.size, o, i);
    const auto index = row(a.index, a, a.size, o, i);
    std::int64_t best = 0;
    for (std::int64_t j = 0; j < a.size; ++j) {
      const Computed<T> x = in[j], y = in[best];
      if (x != x || (y == y && beats(x, y))) best = j;
      out[j] = in[best];
      index[j] = best;
    }
  });
}

}  // namespace

void scan(AlongId id, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (id == AlongId::cummax) return running_extreme<T>(a, [](auto x, auto y) { return x >= y; });
    if (id == AlongId::cummin) return running_extreme<T>(a, [](auto x, auto y) { return x <= y; });
    if constexpr (!std::is_same_v<T, bool>) {
      if (id == AlongId::cumsum && quick_sums<T>(a)) return;
      if (id == AlongId::cumsum) return running<Plus, T>(a, 0);
      running<Times, T>(a, 1);
    }
  });
}

}  // namespace gradproof::cpu
