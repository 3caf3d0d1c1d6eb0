#pragma once
// How a range is folded, whatever the function: along rows where the reduced dimension is the innermost, else in blocks
// of neighbouring columns, so that both read memory in order and both are loops that the compiler vectorises.
// Read first: a fold's members (folds.hpp), then reduce_elements().
#include <algorithm>
#include <gradproof/core/cpu/simd_fold.hpp>
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// The dimensions of a range, told apart, each group with the smallest step first.
struct Split {
  struct Dim {
    std::int64_t size, out_step, in_step;
  };
  int kept = 0, reduced = 0;
  Dim keep[Elements::kMaxDims], fold[Elements::kMaxDims];
};

inline Split split(const Elements& e) {
  Split s;
  for (int d = 0; d < e.dims; ++d) {
    const Split::Dim dim{e.sizes[d], e.operand[0].strides[d], e.operand[1].strides[d]};
    if (dim.out_step == 0)
      s.fold[s.reduced++] = dim;
    else
      s.keep[s.kept++] = dim;
  }
  const auto smaller = [](const Split::Dim& a, const Split::Dim& b) { return a.in_step < b.in_step; };
  std::sort(s.keep, s.keep + s.kept, smaller);
  std::sort(s.fold, s.fold + s.reduced, smaller);
  // The order of what is folded is free, so neighbours join here that did not before.
  int last = 0;
  for (int d = 1; d < s.reduced; ++d) {
    if (s.fold[d].in_step == s.fold[last].in_step * s.fold[last].size)
      s.fold[last].size *= s.fold[d].size;
    else
      s.fold[++last] = s.fold[d];
  }
  s.reduced = std::min(s.reduced, last + 1);
  return s;
}

/// Calls visit(out offset, in offset) for every place of `dims`.
template <class Visit>
void for_each_place(const Split::Dim* dims, int count, Visit visit) {
  if (count <= 0) return visit(0, 0);
  std::int64_t index[Elements::kMaxDims] = {}, out = 0, in = 0;
  for (;;) {
    visit(out, in);
    int d = 0;
    for (; d < count; ++d) {
      out += dims[d].out_step;
      in += dims[d].in_step;
      if (++index[d] < dims[d].size) break;
      out -= dims[d].out_step * dims[d].size;
      in -= dims[d].in_step * dims[d].size;
      index[d] = 0;
    }
    if (d == count) return;
  }
}

inline constexpr std::int64_t kBlock = 128, kLanes = 16, kColumns = kFoldColumns, kRowsPerBlock = 16;

template <class F>
typename F::Lane fold_block(const F& f, const typename F::Element* x, std::int64_t n) {
  using Lane = typename F::Lane;
  Lane lanes[kLanes];
  std::fill(lanes, lanes + kLanes, F::start());
  std::int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    for (std::int64_t k = 0; k < kLanes; ++k) lanes[k] = F::join(lanes[k], f.take(x[i + k]));
  for (std::int64_t k = 0; i < n; ++i, ++k) lanes[k] = F::join(lanes[k], f.take(x[i]));
  for (std::int64_t half = kLanes / 2; half > 0; half /= 2)
    for (std::int64_t k = 0; k < half; ++k) lanes[k] = F::join(lanes[k], lanes[k + half]);
  return lanes[0];
}

template <class F>
[[gnu::always_inline]] inline typename F::Total fold_row(const F& f, typename F::Total total, const char* p,
                                                         std::int64_t n, std::int64_t step, const FoldKernels* simd) {
  using T = typename F::Element;
  if (step == std::int64_t(sizeof(T)) && n > kLanes) {
    if (simd) {
      simd->row(p, n, &total);
      return total;
    }
    for (std::int64_t i = 0; i < n; i += kBlock)
      total =
          F::merge(total, typename F::Total(fold_block(f, reinterpret_cast<const T*>(p) + i, std::min(kBlock, n - i))));
    return total;
  }
  for (std::int64_t i = 0; i < n; ++i)
    total = F::merge(total, typename F::Total(f.take(*reinterpret_cast<const T*>(p + i * step))));
  return total;
}

template <class F>
void fold_rows(const F& f, const Split& s, char* out, const char* in, const FoldKernels* simd) {
  using T = typename F::Element;
  for_each_place(s.keep, s.kept, [&](std::int64_t to, std::int64_t from) {
    typename F::Total total = F::start();
    for_each_place(s.fold + 1, s.reduced - 1, [&](std::int64_t, std::int64_t at) {
      total = fold_row(f, total, in + from + at, s.fold[0].size, s.fold[0].in_step, simd);
    });
    *reinterpret_cast<T*>(out + to) = f.finish(total);
  });
}

/// `width` neighbouring results, folded together row after row.
template <class F>
void fold_columns(const F& f, const Split& s, char* out, const char* in, std::int64_t width, const FoldKernels* simd) {
  using T = typename F::Element;
  typename F::Lane lanes[kColumns];
  typename F::Total totals[kColumns];
  std::fill(totals, totals + width, typename F::Total(F::start()));
  const std::int64_t step = s.keep[0].in_step;
  for_each_place(s.fold + 1, s.reduced - 1, [&](std::int64_t, std::int64_t at) {
    if (simd && step == std::int64_t(sizeof(T)) && width >= kLanes)
      return simd->columns(in + at, s.fold[0].size, s.fold[0].in_step, width, totals);
    for (std::int64_t row = 0; row < s.fold[0].size; row += kRowsPerBlock) {
      std::fill(lanes, lanes + width, F::start());
      for (std::int64_t r = row; r < std::min(row + kRowsPerBlock, s.fold[0].size); ++r) {
        const char* p = in + at + r * s.fold[0].in_step;
        const T* x = reinterpret_cast<const T*>(p);
        if (step == std::int64_t(sizeof(T)))
          for (std::int64_t k = 0; k < width; ++k) lanes[k] = F::join(lanes[k], f.take(x[k]));
        else
          for (std::int64_t k = 0; k < width; ++k)
            lanes[k] = F::join(lanes[k], f.take(*reinterpret_cast<const T*>(p + k * step)));
      }
      for (std::int64_t k = 0; k < width; ++k) totals[k] = F::merge(totals[k], typename F::Total(lanes[k]));
    }
  });
  for (std::int64_t k = 0; k < width; ++k) *reinterpret_cast<T*>(out + k * s.keep[0].out_step) = f.finish(totals[k]);
}

template <class F>
void reduce_dims(const F& f, const Elements& e, const FoldKernels* simd) {
  char* out = static_cast<char*>(e.operand[0].data);
  const char* in = static_cast<const char*>(e.operand[1].data);
  Split s = split(e);
  if (s.reduced == 0) s.fold[s.reduced++] = {1, 0, 0};
  if (s.kept == 0 || (s.fold[0].in_step < s.keep[0].in_step && s.fold[0].size > 1))
    return fold_rows(f, s, out, in, simd);
  for_each_place(s.keep + 1, s.kept - 1, [&](std::int64_t to, std::int64_t from) {
    const Split::Dim& columns = s.keep[0];
    for (std::int64_t c = 0; c < columns.size; c += kColumns)
      fold_columns(f, s, out + to + c * columns.out_step, in + from + c * columns.in_step,
                   std::min(kColumns, columns.size - c), simd);
  });
}

/// Whether a range has so many neighbours that looking for vector kernels pays.
inline bool is_worth_simd(const Elements& e) { return e.sizes[0] * (e.dims > 1 ? e.sizes[1] : 1) >= kSimdElements; }

/// `simd`: f's vector kernels, where there are some.
template <class F>
void reduce_elements(const F& f, const Elements& e, const FoldKernels* simd = nullptr) {
  using T = typename F::Element;
  if (e.dims != 1 || e.operand[0].strides[0] != 0) return reduce_dims(f, e, simd);
  const char* in = static_cast<const char*>(e.operand[1].data);
  *static_cast<T*>(e.operand[0].data) =
      f.finish(fold_row(f, F::start(), in, e.sizes[0], e.operand[1].strides[0], simd));
}

}  // namespace gradproof::cpu
