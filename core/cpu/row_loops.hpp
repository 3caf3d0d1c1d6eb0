#pragma once
// The plain loops behind the row kernels, one instance per function and element type, and the tables made of them.
#include <gradproof/core/cpu/row_kernels.hpp>
#include <gradproof/core/ops/function_table.hpp>

namespace gradproof::cpu {

template <class T>
Computed<T> at(const char* p, std::int64_t i, std::int64_t stride) {
  return *reinterpret_cast<const T*>(p + i * stride);
}

// A dense row, and a dense row beside one repeated number, are loops that the compiler vectorises; anything else is
// walked.
template <class F, class T, class R>
void binary_row(char* out, const char* a, const char* b, std::int64_t n, std::int64_t so, std::int64_t sa,
                std::int64_t sb) {
  using C = Computed<T>;
  constexpr std::int64_t one = sizeof(T);
  const bool dense_out = so == std::int64_t(sizeof(R));
  R* z = reinterpret_cast<R*>(out);
  const T* x = reinterpret_cast<const T*>(a);
  const T* y = reinterpret_cast<const T*>(b);
  if (dense_out && sa == one && sb == one) {
    for (std::int64_t i = 0; i < n; ++i) z[i] = R(F::template apply<C>(x[i], y[i]));
  } else if (dense_out && sa == one && sb == 0) {
    const C v = *y;
    for (std::int64_t i = 0; i < n; ++i) z[i] = R(F::template apply<C>(x[i], v));
  } else if (dense_out && sa == 0 && sb == one) {
    const C v = *x;
    for (std::int64_t i = 0; i < n; ++i) z[i] = R(F::template apply<C>(v, y[i]));
  } else {
    for (std::int64_t i = 0; i < n; ++i)
      *reinterpret_cast<R*>(out + i * so) = R(F::template apply<C>(at<T>(a, i, sa), at<T>(b, i, sb)));
  }
}

template <class F, class T>
void unary_row(char* out, const char* a, const char*, std::int64_t n, std::int64_t so, std::int64_t sa, std::int64_t) {
  using C = Computed<T>;
  if (so == std::int64_t(sizeof(T)) && sa == std::int64_t(sizeof(T))) {
    T* z = reinterpret_cast<T*>(out);
    const T* x = reinterpret_cast<const T*>(a);
    for (std::int64_t i = 0; i < n; ++i) z[i] = T(F::template apply<C>(x[i]));
  } else {
    for (std::int64_t i = 0; i < n; ++i) *reinterpret_cast<T*>(out + i * so) = T(F::template apply<C>(at<T>(a, i, sa)));
  }
}

using RowKernels = KernelsOf<RowKernel>;

extern const std::array<RowKernels, scalar::BinaryList::size> kBinaryKernels;
extern const std::array<RowKernels, scalar::CompareList::size> kCompareKernels;
extern const std::array<RowKernels, scalar::UnaryList::size> kUnaryKernels;

/// The row function of a pointwise operation of one or two operands computed in `dtype`.
inline RowKernel row_kernel(PointwiseId id, DType dtype) {
  const auto place = std::size_t(id);
  const RowKernels& kernels = place < scalar::kFirstComparison ? kBinaryKernels[place]
                              : place < scalar::kFirstUnary    ? kCompareKernels[place - scalar::kFirstComparison]
                                                               : kUnaryKernels[place - scalar::kFirstUnary];
  return kernels.of[std::size_t(dtype)];
}

}  // namespace gradproof::cpu
