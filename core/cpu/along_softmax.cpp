// Softmax and what belongs to it: the largest element is taken out first, so that no exponential overflows.
#include <algorithm>
#include <cmath>
#include <gradproof/core/cpu/along.hpp>
#include <gradproof/core/cpu/simd_along.hpp>
#include <gradproof/core/cpu/simd_fold.hpp>
#include <gradproof/core/cpu/simd_rows.hpp>
#include <gradproof/core/cpu/vector_exp.hpp>
#include <gradproof/core/ops/pointwise.hpp>
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
/// Without a branch, so that lanes stay lanes; a NaN wins.
template <class C>
C larger(C a, C b) {
  return ((b > a) | (b != b)) ? b : a;
}

template <class C>
C largest(const std::vector<C>& x) {
  constexpr std::size_t lanes = 16;
  C best[lanes];
  std::fill(best, best + lanes, x[0]);
  std::size_t j = 0;
  for (; j + lanes <= x.size(); j += lanes)
    for (std::size_t k = 0; k < lanes; ++k) best[k] = larger(best[k], x[j + k]);
  for (; j < x.size(); ++j) best[0] = larger(best[0], x[j]);
  for (std::size_t k = 1; k < lanes; ++k) best[0] = larger(best[0], best[k]);
  return best[0];
}

/// What one lane after another is computed in.
template <class T>
struct Scratch {
  explicit Scratch(std::int64_t size) : x(std::size_t(size)), e(std::size_t(size)) {}
  Numbers<T> x, e;
};

template <class T>
void softmax_lane(const Along& a, Scratch<T>& s, std::int64_t o, std::int64_t i) {
  using C = Computed<T>;
  load<T>(s.x, row(static_cast<const T*>(a.in), a, a.size, o, i));
  const C top = largest(s.x);
  const C total = exp_minus(s.x.data(), top, s.e.data(), a.size);
  const auto out = row(static_cast<T*>(a.out), a, a.size, o, i);
  if (a.flag) {
    const C shift = top + std::log(total);
    for (std::int64_t j = 0; j < a.size; ++j) out[j] = T(s.x[std::size_t(j)] - shift);
  } else {
    const C scale = C(1) / total;
    for (std::int64_t j = 0; j < a.size; ++j) out[j] = T(s.e[std::size_t(j)] * scale);
  }
}

template <class T>
void gradient_lane(const Along& a, Scratch<T>&, std::int64_t o, std::int64_t i) {
  using C = Computed<T>;
  const auto g = row(static_cast<const T*>(a.in), a, a.size, o, i);
  const auto y = row(static_cast<const T*>(a.second), a, a.size, o, i);
  const auto out = row(static_cast<T*>(a.out), a, a.size, o, i);
  double total = 0;
  for (std::int64_t j = 0; j < a.size; ++j) total += double(a.flag ? C(g[j]) : C(g[j]) * C(y[j]));
  for (std::int64_t j = 0; j < a.size; ++j)
    out[j] = T(a.flag ? C(g[j]) - std::exp(C(y[j])) * C(total) : C(y[j]) * (C(g[j]) - C(total)));
}

template <class T>
void logsumexp_lane(const Along& a, Scratch<T>& s, std::int64_t o, std::int64_t i) {
  using C = Computed<T>;
  load<T>(s.x, row(static_cast<const T*>(a.in), a, a.size, o, i));
  const C top = largest(s.x), shift = std::isinf(top) ? C(0) : top;
  row(static_cast<T*>(a.out), a, 1, o, i)[0] = T(shift + std::log(exp_minus(s.x.data(), shift, s.e.data(), a.size)));
}

template <class T>
void lane(AlongId id, const Along& a, Scratch<T>& s, std::int64_t o, std::int64_t i) {
  if (id == AlongId::softmax) return softmax_lane(a, s, o, i);
  if (id == AlongId::softmax_gradient) return gradient_lane(a, s, o, i);
  logsumexp_lane(a, s, o, i);
}

// Vector kernels: a row of neighbours, or a strip of neighbouring lanes. They say no where the largest element is not
// finite.
template <class T>
constexpr DType kType = std::is_same_v<T, float> ? DType::float32 : DType::float64;

template <class T>
bool vector_row(const AlongKernels<T>& k, AlongId id, const Along& a, std::int64_t o) {
  const T* x = static_cast<const T*>(a.in) + o * a.size;
  T* out = static_cast<T*>(a.out) + o * (id == AlongId::logsumexp ? 1 : a.size);
  if (id == AlongId::softmax_gradient) {
    const T* y = static_cast<const T*>(a.second) + o * a.size;
    const T total = T(a.flag ? k.sum(x, a.size) : k.dot(x, y, a.size));
    (a.flag ? k.log_softmax_gradient : k.softmax_gradient)(x, y, total, out, a.size);
    return true;
  }
  T top = x[0];
  simd_fold(ReduceId::max, kType<T>)->row(x, a.size, &top);
  if (!std::isfinite(top)) return false;
  const bool keeps = id == AlongId::softmax && !a.flag;
  const double total = k.exp_minus(x, top, keeps ? out : nullptr, a.size);
  if (id == AlongId::logsumexp)
    *out = top + T(std::log(total));
  else if (keeps)
    k.rescale(out, T(1 / total), 0, out, a.size);
  else
    k.rescale(x, 1, top + T(std::log(total)), out, a.size);
  return true;
}

/// Rows as the vector kernels of pointwise functions take them.
template <class F, class T>
void apply(T* out, const T* a, const T* b, std::int64_t n) {
  constexpr std::int64_t step = sizeof(T);
  simd_row_kernel(scalar::id_of<F>(), kType<T>)(reinterpret_cast<char*>(out), reinterpret_cast<const char*>(a),
                                                reinterpret_cast<const char*>(b), n, step, step, step);
}

constexpr std::int64_t kStrip = 512;

/// Of softmax and logsumexp. x and out: the strip's first row; rows are a.inner apart.
template <class T>
bool vector_strip(const AlongKernels<T>& k, AlongId id, const Along& a, const T* x, T* out, std::int64_t width) {
  T top[kStrip], total[kStrip] = {};
  std::copy(x, x + width, top);
  for (std::int64_t j = 1; j < a.size; ++j) k.raise(top, x + j * a.inner, width);
  if (!std::all_of(top, top + width, [](T v) { return std::isfinite(v); })) return false;
  const bool keeps = id == AlongId::softmax && !a.flag;
  for (std::int64_t j = 0; j < a.size; ++j)
    k.add_exp(x + j * a.inner, top, total, keeps ? out + j * a.inner : nullptr, width);
  for (std::int64_t c = 0; c < width; ++c) total[c] = keeps ? 1 / total[c] : top[c] + std::log(total[c]);
  if (id == AlongId::logsumexp) {
    std::copy(total, total + width, out);
    return true;
  }
  for (std::int64_t j = 0; j < a.size; ++j) {
    T* to = out + j * a.inner;
    if (keeps)
      apply<scalar::Mul>(to, to, total, width);
    else
      apply<scalar::Sub>(to, x + j * a.inner, total, width);
  }
  return true;
}

template <class T>
void vector_strips(const AlongKernels<T>& k, AlongId id, const Along& a) {
  Scratch<T> scratch(a.size);
  const std::int64_t out_size = id == AlongId::logsumexp ? 1 : a.size;
  for (std::int64_t o = 0; o < a.outer; ++o)
    for (std::int64_t c = 0; c < a.inner; c += kStrip) {
      const std::int64_t width = std::min(kStrip, a.inner - c);
      const T* x = static_cast<const T*>(a.in) + o * a.size * a.inner + c;
      if (!vector_strip(k, id, a, x, static_cast<T*>(a.out) + o * out_size * a.inner + c, width))
        for (std::int64_t i = c; i < c + width; ++i) lane(id, a, scratch, o, i);
    }
}

/// Whether vector kernels did it.
template <class T>
bool vector_softmax(AlongId id, const Along& a) {
  constexpr std::int64_t worth_it = 16;
  const AlongKernels<T>* k = simd_along<T>();
  if (!k) return false;
  if (a.inner == 1 && a.size >= worth_it) {
    for (std::int64_t o = 0; o < a.outer; ++o)
      if (!vector_row(*k, id, a, o)) {
        Scratch<T> scratch(a.size);
        lane(id, a, scratch, o, 0);
      }
    return true;
  }
  if (a.inner < worth_it || id == AlongId::softmax_gradient) return false;
  vector_strips(*k, id, a);
  return true;
}

}  // namespace

void softmax(AlongId id, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>)
      if (vector_softmax<T>(id, a)) return;
    if constexpr (std::is_floating_point_v<Computed<T>>) {
      Scratch<T> scratch(a.size);
      for_each_lane(a, [&](std::int64_t o, std::int64_t i) { lane(id, a, scratch, o, i); });
    }
  });
}

}  // namespace gradproof::cpu
