#pragma once
// Products of dense float and double matrices. gemm.cpp blocks and packs; gemm_kernel.inc multiplies one tile;
// gemm_avx512.cpp, gemm_avx2.cpp and gemm_portable.cpp are that kernel for one instruction set each.
#include <cstdint>

namespace gradproof::cpu {

/// c[rows, columns] (rows `ldc` apart) = alpha * a * b, plus what was in c when `accumulate`.
template <class T>
struct GemmTile {
  const T* a;
  std::int64_t a_row, a_column;  ///< one of them is 1
  const T* b;
  std::int64_t b_row;  ///< b's columns are 1 apart (for inner products: distance of the columns, rows are 1 apart)
  T* c;
  std::int64_t ldc, depth;
  int rows, columns;
  T alpha;
  bool accumulate;
};

/// A part of a matrix to be copied so that `width` elements of a step along k lie together.
template <class T>
struct GemmPanel {
  const T* from;
  std::int64_t along, across;  ///< strides along k, and across it
  std::int64_t depth, columns, width;
  T* to;
  std::int64_t readable;  ///< elements from `from` on that may be read, where across is 1
};

/// What one instruction set offers.
template <class T>
struct GemmKernels {
  int rows, columns, lanes;          ///< the largest tile, and one vector
  void (*tile)(const GemmTile<T>&);  ///< b must have whole vectors of `lanes` columns readable
  void (*dots)(const GemmTile<T>&);
  void (*pack)(const GemmPanel<T>&);
};

struct GemmSet {
  const GemmKernels<float>* single;
  const GemmKernels<double>* wide;
};
extern const GemmSet kGemmPortable;
#if defined(GRADPROOF_X86_KERNELS)
extern const GemmSet kGemmAvx2, kGemmAvx512;
#endif

/// One product with any strides; c's columns are 1 apart.
template <class T>
struct Gemm {
  const T* a;
  std::int64_t a_row, a_column;
  const T* b;
  std::int64_t b_row, b_column;
  T* c;
  std::int64_t ldc, m, n, k;
  T alpha;
  bool accumulate;
};
void gemm(const Gemm<float>& g);
void gemm(const Gemm<double>& g);

}  // namespace gradproof::cpu
