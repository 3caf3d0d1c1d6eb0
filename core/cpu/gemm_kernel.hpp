#pragma once
// The inner kernels of the matrix product over vectors of kVectorBytes, compiled once per instruction set: the file
// that includes this one defines kVectorBytes and is built with the flags of its set. Nothing here may be shared
// between those files (another one's instructions would reach processors that lack them), so all of it is in an unnamed
// namespace and uses no library.
#include <gradproof/core/cpu/gemm.hpp>

namespace gradproof::cpu {
namespace {

template <class T>
struct Vectors {
  static constexpr int lanes = kVectorBytes / int(sizeof(T));
  typedef T V __attribute__((vector_size(kVectorBytes)));
  typedef T Unaligned __attribute__((vector_size(kVectorBytes), aligned(alignof(T)), may_alias));
  static V load(const T* p) { return *reinterpret_cast<const Unaligned*>(p); }
  static void store(T* p, V v) { *reinterpret_cast<Unaligned*>(p) = v; }
};

// Where the loops over rows and vectors are unrolled, the sums are registers.
#define GRADPROOF_UNROLLED _Pragma("GCC unroll 16")

template <class T, int kRows, int kVectors, bool kAlongK>
void tile(const GemmTile<T>& t, T* c, std::int64_t ldc) {
  using W = Vectors<T>;
  typename W::V sums[kRows][kVectors] = {};
  const T* b = t.b;
  const T* a[kRows];
  GRADPROOF_UNROLLED
  for (int i = 0; i < kRows; ++i) a[i] = t.a + i * t.a_row;
  const T* first = t.a;
  for (std::int64_t p = 0; p < t.depth; ++p, b += t.b_row, first += t.a_column) {
    typename W::V y[kVectors];
    GRADPROOF_UNROLLED
    for (int j = 0; j < kVectors; ++j) y[j] = W::load(b + j * W::lanes);
    GRADPROOF_UNROLLED
    for (int i = 0; i < kRows; ++i) {
      const T x = kAlongK ? a[i][p] : first[i];
      GRADPROOF_UNROLLED
      for (int j = 0; j < kVectors; ++j) sums[i][j] += x * y[j];
    }
  }
  GRADPROOF_UNROLLED
  for (int i = 0; i < kRows; ++i) {
    GRADPROOF_UNROLLED
    for (int j = 0; j < kVectors; ++j) {
      T* at = c + i * ldc + j * W::lanes;
      const typename W::V scaled = sums[i][j] * t.alpha;
      W::store(at, t.accumulate ? W::load(at) + scaled : scaled);
    }
  }
}

template <class T, int kVectors, bool kAlongK>
void tile_of(const GemmTile<T>& t, T* c, std::int64_t ldc) {
  switch (t.rows) {
    case 1:
      return tile<T, 1, kVectors, kAlongK>(t, c, ldc);
    case 2:
      return tile<T, 2, kVectors, kAlongK>(t, c, ldc);
    case 3:
      return tile<T, 3, kVectors, kAlongK>(t, c, ldc);
    case 4:
      return tile<T, 4, kVectors, kAlongK>(t, c, ldc);
    case 5:
      return tile<T, 5, kVectors, kAlongK>(t, c, ldc);
    case 6:
      return tile<T, 6, kVectors, kAlongK>(t, c, ldc);
#if defined(GRADPROOF_EIGHT_ROWS)
    case 7:
      return tile<T, 7, kVectors, kAlongK>(t, c, ldc);
    default:
      return tile<T, 8, kVectors, kAlongK>(t, c, ldc);
#else
    default:
      return;
#endif
  }
}

template <class T>
void tile_into(const GemmTile<T>& t, T* c, std::int64_t ldc) {
  const bool wide = t.columns > Vectors<T>::lanes, along_k = t.a_column == 1;
  if (wide)
    along_k ? tile_of<T, 2, true>(t, c, ldc) : tile_of<T, 2, false>(t, c, ldc);
  else
    along_k ? tile_of<T, 1, true>(t, c, ldc) : tile_of<T, 1, false>(t, c, ldc);
}

/// One tile of the result, at most kRows x 2 vectors; a narrower one goes through a buffer of whole vectors.
template <class T>
void run_tile(const GemmTile<T>& t) {
  constexpr int lanes = Vectors<T>::lanes, widest = 2 * lanes;
  if (t.columns == widest || t.columns == lanes) return tile_into(t, t.c, t.ldc);
  alignas(64) T whole[kGemmRows * widest];
  GemmTile<T> fresh = t;
  fresh.accumulate = false;
  tile_into(fresh, whole, widest);
  for (int i = 0; i < t.rows; ++i)
    for (int j = 0; j < t.columns; ++j) {
      T& at = t.c[i * t.ldc + j];
      at = t.accumulate ? at + whole[i * widest + j] : whole[i * widest + j];
    }
}

/// The lanes added up in pairs.
template <class T>
T sum_of(typename Vectors<T>::V v) {
  constexpr int n = Vectors<T>::lanes;
  T lanes[n];
  Vectors<T>::store(lanes, v);
  GRADPROOF_UNROLLED
  for (int half = n / 2; half > 0; half /= 2) {
    GRADPROOF_UNROLLED
    for (int i = 0; i < half; ++i) lanes[i] += lanes[i + half];
  }
  return lanes[0];
}

/// kRows x kColumns inner products of rows that are dense along k.
template <class T, int kRows, int kColumns>
void dots(const GemmTile<T>& t) {
  using W = Vectors<T>;
  typename W::V sums[kRows][kColumns] = {};
  const T *a[kRows], *b[kColumns];
  for (int i = 0; i < kRows; ++i) a[i] = t.a + i * t.a_row;
  for (int j = 0; j < kColumns; ++j) b[j] = t.b + j * t.b_row;
  std::int64_t p = 0;
  for (; p + W::lanes <= t.depth; p += W::lanes) {
    typename W::V y[kColumns];
    GRADPROOF_UNROLLED
    for (int j = 0; j < kColumns; ++j) y[j] = W::load(b[j] + p);
    GRADPROOF_UNROLLED
    for (int i = 0; i < kRows; ++i) {
      const typename W::V x = W::load(a[i] + p);
      GRADPROOF_UNROLLED
      for (int j = 0; j < kColumns; ++j) sums[i][j] += x * y[j];
    }
  }
  for (int i = 0; i < kRows; ++i)
    for (int j = 0; j < kColumns; ++j) {
      T total = sum_of<T>(sums[i][j]);
      for (std::int64_t q = p; q < t.depth; ++q) total += a[i][q] * b[j][q];
      T& at = t.c[i * t.ldc + j];
      at = t.accumulate ? at + t.alpha * total : t.alpha * total;
    }
}

/// One long inner product in eight sums, which hide the multiplier's latency.
template <class T>
void long_dot(const GemmTile<T>& t) {
  using W = Vectors<T>;
  constexpr int width = 8 * W::lanes;
  typename W::V sums[8] = {};
  std::int64_t p = 0;
  for (; p + width <= t.depth; p += width) {
    GRADPROOF_UNROLLED
    for (int i = 0; i < 8; ++i) sums[i] += W::load(t.a + p + i * W::lanes) * W::load(t.b + p + i * W::lanes);
  }
  for (int i = 1; i < 8; ++i) sums[0] += sums[i];
  T total = sum_of<T>(sums[0]);
  for (; p < t.depth; ++p) total += t.a[p] * t.b[p];
  *t.c = t.accumulate ? *t.c + t.alpha * total : t.alpha * total;
}

/// Inner products: a's rows and b's columns are dense along k; `b_row` is the distance of b's columns.
template <class T>
void run_dots(const GemmTile<T>& t) {
  if (t.rows == 1 && t.columns == 1) return long_dot(t);
  for (int i = 0; i < t.rows;) {
    const int high = t.rows - i >= 4 ? 4 : 1;
    for (int j = 0; j < t.columns;) {
      const int wide = t.columns - j >= 4 ? 4 : 1;
      GemmTile<T> part = t;
      part.a += i * t.a_row;
      part.b += j * t.b_row;
      part.c += i * t.ldc + j;
      if (high == 4)
        wide == 4 ? dots<T, 4, 4>(part) : dots<T, 4, 1>(part);
      else
        wide == 4 ? dots<T, 1, 4>(part) : dots<T, 1, 1>(part);
      j += wide;
    }
    i += high;
  }
}

template <class T>
typename Vectors<T>::V low_halves(typename Vectors<T>::V a, typename Vectors<T>::V b) {
  constexpr int n = Vectors<T>::lanes;
  if constexpr (n == 16)
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  else if constexpr (n == 8)
    return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  else if constexpr (n == 4)
    return __builtin_shufflevector(a, b, 0, 4, 1, 5);
  else
    return __builtin_shufflevector(a, b, 0, 2);
}
template <class T>
typename Vectors<T>::V high_halves(typename Vectors<T>::V a, typename Vectors<T>::V b) {
  constexpr int n = Vectors<T>::lanes;
  if constexpr (n == 16)
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  else if constexpr (n == 8)
    return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  else if constexpr (n == 4)
    return __builtin_shufflevector(a, b, 2, 6, 3, 7);
  else
    return __builtin_shufflevector(a, b, 1, 3);
}

/// A square of `lanes` rows, transposed: interleaving the halves log2(lanes) times moves every element to its place.
template <class T>
void transpose_square(const T* from, std::int64_t stride, T* to, std::int64_t width) {
  using W = Vectors<T>;
  constexpr int n = W::lanes;
  typename W::V rows[n], mixed[n];
  GRADPROOF_UNROLLED
  for (int i = 0; i < n; ++i) rows[i] = W::load(from + i * stride);
  for (int step = 1; step < n; step *= 2) {
    GRADPROOF_UNROLLED
    for (int i = 0; i < n / 2; ++i) {
      mixed[2 * i] = low_halves<T>(rows[i], rows[i + n / 2]);
      mixed[2 * i + 1] = high_halves<T>(rows[i], rows[i + n / 2]);
    }
    GRADPROOF_UNROLLED
    for (int i = 0; i < n; ++i) rows[i] = mixed[i];
  }
  GRADPROOF_UNROLLED
  for (int i = 0; i < n; ++i) W::store(to + i * width, rows[i]);
}

/// to[p][0..width) = from(p, j); from `columns` on zeros, or what lies there, since nobody uses those results.
template <class T>
void pack(const GemmPanel<T>& g) {
  constexpr int lanes = Vectors<T>::lanes;
  std::int64_t p = 0;
  if (g.along == 1 && g.columns == g.width && g.width % lanes == 0)
    for (; p + lanes <= g.depth; p += lanes)
      for (std::int64_t j = 0; j < g.width; j += lanes)
        transpose_square(g.from + j * g.across + p, g.across, g.to + p * g.width + j, g.width);
  for (; p < g.depth; ++p) {
    const T* row = g.from + p * g.along;
    T* to = g.to + p * g.width;
    std::int64_t j = 0;
    const std::int64_t safe = p * g.along + g.width <= g.readable ? g.width : g.columns;
    if (g.across == 1)
      for (; j + lanes <= safe; j += lanes) Vectors<T>::store(to + j, Vectors<T>::load(row + j));
    for (; j < g.columns; ++j) to[j] = row[j * g.across];
    for (; j < g.width; ++j) to[j] = 0;
  }
}

template <class T>
constexpr GemmKernels<T> kernels = {kGemmRows,   2 * Vectors<T>::lanes, Vectors<T>::lanes,
                                    run_tile<T>, run_dots<T>,           pack<T>};

}  // namespace
}  // namespace gradproof::cpu
