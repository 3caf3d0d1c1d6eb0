// Kernels that compare along a row. Everywhere NaN counts as larger than every number.
#include <algorithm>
#include <gradproof/core/cpu/along.hpp>
#include <gradproof/core/cpu/simd_along.hpp>
#include <gradproof/core/cpu/simd_fold.hpp>
#include <numeric>
#include <utility>
#include <vector>

namespace gradproof::cpu {
namespace {

template <class T>
bool is_nan(T v) {
  return v != v;
}

template <class C>
bool less(C x, C y) {
  return (!is_nan(x) && is_nan(y)) || x < y;
}
template <class C>
bool greater(C x, C y) {
  return (is_nan(x) && !is_nan(y)) || x > y;
}

template <class T>
void extreme(const Along& a) {
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    const auto in = row(static_cast<const T*>(a.in), a, a.size, o, i);
    std::int64_t best = 0;
    Computed<T> value = in[0];
    for (std::int64_t j = 1; j < a.size && !is_nan(value); ++j) {
      const Computed<T> x = in[j];
      if ((a.flag ? x > value : x < value) || is_nan(x)) {
        best = j;
        value = x;
      }
    }
    if (a.out) row(static_cast<T*>(a.out), a, 1, o, i)[0] = in[best];
    row(a.index, a, 1, o, i)[0] = best;
  });
}

/// The first place of a row's extreme element: that of a block by the vector kernel, then the place in the best block.
template <class T>
std::int64_t extreme_place(const FoldKernels& k, const T* x, std::int64_t n, bool largest) {
  constexpr std::int64_t block = 2048;
  std::int64_t best = 0;
  T value = x[0];
  for (std::int64_t from = 0; from < n && !is_nan(value); from += block) {
    T here = x[from];
    k.row(x + from, std::min(block, n - from), &here);
    if (from > 0 && !(largest ? here > value : here < value) && !is_nan(here)) continue;
    best = from;
    value = here;
  }
  while (!(x[best] == value || (is_nan(value) && is_nan(x[best])))) ++best;
  return best;
}

/// Neighbouring rows at once.
template <class T>
void strip_extremes(const AlongKernels<T>& k, const Along& a) {
  constexpr std::int64_t strip = 512;
  T best[strip];
  for (std::int64_t o = 0; o < a.outer; ++o)
    for (std::int64_t c = 0; c < a.inner; c += strip) {
      const std::int64_t width = std::min(strip, a.inner - c);
      const T* x = static_cast<const T*>(a.in) + o * a.size * a.inner + c;
      PlaceOf<T> place[strip] = {};
      std::copy(x, x + width, best);
      for (std::int64_t j = 1; j < a.size; ++j) k.replace(x + j * a.inner, PlaceOf<T>(j), a.flag, best, place, width);
      std::copy(place, place + width, a.index + o * a.inner + c);
      if (a.out) std::copy(best, best + width, static_cast<T*>(a.out) + o * a.inner + c);
    }
}

/// Whether the vector kernels did it: float32 and float64, rows of neighbours or neighbouring rows.
template <class T>
bool quick_extreme(const Along& a) {
  if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
    const AlongKernels<T>* strips = a.inner >= 16 && a.size <= 0x7fffffff ? simd_along<T>() : nullptr;
    if (strips) strip_extremes(*strips, a);
    if (strips) return true;
    if (a.inner != 1 || a.size < kSimdElements) return false;
    const FoldKernels* k =
        simd_fold(a.flag ? ReduceId::max : ReduceId::min, std::is_same_v<T, float> ? DType::float32 : DType::float64);
    if (!k) return false;
    for (std::int64_t o = 0; o < a.outer; ++o) {
      const T* x = static_cast<const T*>(a.in) + o * a.size;
      const std::int64_t place = extreme_place(*k, x, a.size, a.flag);
      if (a.out) static_cast<T*>(a.out)[o] = x[place];
      a.index[o] = place;
    }
    return true;
  }
  return false;
}

template <class C>
using Ranked = std::vector<std::pair<C, std::int64_t>>;

/// The numbers of a row with their places.
template <class T>
void load(Ranked<Computed<T>>& ranked, const Along& a, std::int64_t o, std::int64_t i) {
  const auto in = row(static_cast<const T*>(a.in), a, a.size, o, i);
  ranked.resize(std::size_t(a.size));
  for (std::int64_t j = 0; j < a.size; ++j) ranked[std::size_t(j)] = {in[j], j};
}

/// Writes the first out_size of `ranked` from `from` on.
template <class T>
void store(const Ranked<Computed<T>>& ranked, const Along& a, std::int64_t o, std::int64_t i, std::int64_t from = 0) {
  const auto out = row(static_cast<T*>(a.out), a, a.out_size, o, i);
  const auto index = row(a.index, a, a.out_size, o, i);
  for (std::int64_t j = 0; j < a.out_size; ++j) {
    out[j] = T(ranked[std::size_t(from + j)].first);
    index[j] = ranked[std::size_t(from + j)].second;
  }
}

template <class Pair>
bool ascends(const Pair& x, const Pair& y) {
  return less(x.first, y.first);
}
template <class Pair>
bool descends(const Pair& x, const Pair& y) {
  return greater(x.first, y.first);
}

// The standard library's algorithms on the same sequences as PyTorch's, so that ties among them fall alike.
template <class Pair, class Before>
void select_top(std::vector<Pair>& ranked, std::int64_t k, bool sorted, Before before) {
  if (k == 0) return;
  if (k * 64 <= std::int64_t(ranked.size()))
    return std::partial_sort(ranked.begin(), ranked.begin() + k, ranked.end(), before);
  std::nth_element(ranked.begin(), ranked.begin() + k - 1, ranked.end(), before);
  if (sorted) std::sort(ranked.begin(), ranked.begin() + k - 1, before);
}

template <class T>
void ranked_lanes(AlongId id, const Along& a) {
  using Pair = std::pair<Computed<T>, std::int64_t>;
  Ranked<Computed<T>> ranked;
  const auto before = a.flag ? descends<Pair> : ascends<Pair>;
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    load<T>(ranked, a, o, i);
    if (id == AlongId::topk)
      select_top(ranked, a.out_size, a.number != 0, before);
    else
      std::stable_sort(ranked.begin(), ranked.end(), before);
    store<T>(ranked, a, o, i, id == AlongId::kthvalue ? a.number - 1 : 0);
  });
}

template <class T>
void median(const Along& a) {
  std::vector<std::int64_t> places(std::size_t(a.size));
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    const auto in = row(static_cast<const T*>(a.in), a, a.size, o, i);
    std::iota(places.begin(), places.end(), std::int64_t(0));
    const auto nan = std::find_if(places.begin(), places.end(), [&](std::int64_t j) { return is_nan(in[j]); });
    std::int64_t chosen = nan == places.end() ? 0 : *nan;
    if (a.flag || nan == places.end()) {
      const auto numbers = a.size - std::count_if(places.begin(), places.end(), [&](auto j) { return is_nan(in[j]); });
      const auto middle = places.begin() + (std::max<std::int64_t>(numbers, 1) - 1) / 2;
      std::nth_element(places.begin(), middle, places.end(),
                       [&](auto x, auto y) { return less(Computed<T>(in[x]), Computed<T>(in[y])); });
      chosen = *middle;
    }
    row(static_cast<T*>(a.out), a, 1, o, i)[0] = in[chosen];
    row(a.index, a, 1, o, i)[0] = chosen;
  });
}

}  // namespace

void order(AlongId id, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (id == AlongId::extreme) return quick_extreme<T>(a) ? void() : extreme<T>(a);
    if (id == AlongId::median) return median<T>(a);
    ranked_lanes<T>(id, a);
  });
}

}  // namespace gradproof::cpu
