// Blocks of the operands that fit the caches, copied where reading them in place would cost more than the copy.
#include <algorithm>
#include <gradproof/core/cpu/gemm.hpp>
#include <gradproof/core/device/pool.hpp>

namespace gradproof::cpu {
namespace {

/// A block of a is read from the second cache for every panel of b, which stays in the first.
constexpr std::int64_t kDepth = 320, kBlockRows = 96, kBlockColumns = 2048;
/// Operands up to this size are multiplied where they lie.
constexpr std::int64_t kInPlaceBytes = 24 * 1024;

const GemmSet& best_set() {
#if defined(GRADPROOF_X86_KERNELS)
  static const GemmSet& found = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") ? kGemmAvx512
                                : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")       ? kGemmAvx2
                                                                                                        : kGemmPortable;
  return found;
#else
  return kGemmPortable;
#endif
}
const GemmKernels<float>& kernels_for(float) { return *best_set().single; }
const GemmKernels<double>& kernels_for(double) { return *best_set().wide; }

/// Memory for packed blocks, returned at the end.
template <class T>
class Scratch {
 public:
  explicit Scratch(std::int64_t count) : bytes_(std::size_t(count) * sizeof(T)) {
    if (bytes_) data_ = static_cast<T*>(Pool::allocate(bytes_));
  }
  ~Scratch() {
    if (data_) Pool::release(data_, bytes_);
  }
  Scratch(const Scratch&) = delete;
  T* get() const { return data_; }

 private:
  std::size_t bytes_;
  T* data_ = nullptr;
};

std::int64_t round_up(std::int64_t n, std::int64_t to) { return (n + to - 1) / to * to; }

/// The largest part of `n` when it is cut into as few equal parts of at most `most` as will do.
std::int64_t even_part(std::int64_t n, std::int64_t most) {
  const std::int64_t parts = (n + most - 1) / most;
  return std::min(n, round_up((n + parts - 1) / parts, 16));
}

template <class T>
class Product {
 public:
  Product(const Gemm<T>& g, const GemmKernels<T>& kernels)
      : g_(g),
        kernels_(kernels),
        copy_a_(!in_place_a()),
        copy_b_(!in_place_b()),
        depth_(copy_a_ || copy_b_ ? even_part(g.k, kDepth) : g.k),
        block_rows_(std::min(round_up(g.m, kernels.rows), kBlockRows)),
        block_columns_(std::min(round_up(g.n, kernels.columns), kBlockColumns)),
        a_(copy_a_ ? block_rows_ * padded_depth() : 0),
        b_((!once() ? block_columns_ : std::int64_t(kernels.columns)) * depth_) {}

  void run() {
    for (std::int64_t j = 0; j < g_.n; j += block_columns_)
      for (std::int64_t p = 0; p < g_.k; p += depth_) run_columns(j, std::min(block_columns_, g_.n - j), p);
  }

 private:
  bool small(std::int64_t count) const { return count * std::int64_t(sizeof(T)) <= kInPlaceBytes; }
  bool in_place_a() const {
    return (g_.a_column == 1 || g_.a_row == 1) && (small(g_.m * g_.k) || g_.n <= 2 * kernels_.columns);
  }
  bool in_place_b() const { return g_.b_column == 1 && (small(g_.k * g_.n) || g_.m <= kernels_.rows); }
  /// Rows of a copied block do not lie a power of two apart, where they would push each other out of the cache.
  std::int64_t padded_depth() const { return depth_ + 16; }
  bool rows_along_k() const { return g_.a_row != 1; }

  /// Every panel of b meets all rows at once, so that it is copied just before and only one is kept.
  bool once() const { return g_.m <= block_rows_ || !copy_b_; }
  /// Columns of one panel out of the `left` that remain. Where b is read in place, the last panel is cut into whole
  /// vectors and a rest, which is copied.
  std::int64_t panel_columns(std::int64_t left) const {
    const std::int64_t lanes = kernels_.lanes;
    return copy_b_ || left >= kernels_.columns || left < lanes ? std::min<std::int64_t>(left, kernels_.columns)
                                                               : left / lanes * lanes;
  }
  std::int64_t panel_width(std::int64_t columns) const {
    return columns <= kernels_.lanes ? kernels_.lanes : kernels_.columns;
  }

  void run_columns(std::int64_t j, std::int64_t columns, std::int64_t p) {
    const std::int64_t depth = std::min(depth_, g_.k - p);
    if (copy_b_ && !once())
      for (std::int64_t at = 0; at < columns; at += kernels_.columns)
        copy_panel(j + at, panel_columns(columns - at), p, depth, b_.get() + at * depth_);
    for (std::int64_t i = 0; i < g_.m; i += block_rows_) {
      const std::int64_t rows = std::min(block_rows_, g_.m - i);
      const T* a = g_.a + i * g_.a_row + p * g_.a_column;
      if (copy_a_) copy_rows(a, rows, depth);
      for (std::int64_t at = 0; at < columns;) {
        const std::int64_t taken = panel_columns(columns - at);
        if (!copy_b_ && taken % kernels_.lanes == 0) {
          run_panel(i, rows, a, j + at, taken, g_.b + p * g_.b_row + j + at, g_.b_row, p, depth);
        } else {
          T* packed = b_.get() + (once() ? 0 : at * depth_);
          if (once()) copy_panel(j + at, taken, p, depth, packed);
          run_panel(i, rows, a, j + at, taken, packed, panel_width(taken), p, depth);
        }
        at += taken;
      }
    }
  }

  void copy_panel(std::int64_t j, std::int64_t columns, std::int64_t p, std::int64_t depth, T* to) {
    const std::int64_t readable = g_.b_column == 1 ? (g_.k - 1 - p) * g_.b_row + g_.n - j : 0;
    kernels_.pack({g_.b + p * g_.b_row + j * g_.b_column, g_.b_row, g_.b_column, depth, columns, panel_width(columns),
                   to, readable});
  }

  void copy_rows(const T* a, std::int64_t rows, std::int64_t depth) {
    if (rows_along_k()) return copy_along_k(a, rows, depth);
    kernels_.pack({a, g_.a_column, 1, depth, rows, block_rows_, a_.get(), 0});
  }
  void copy_along_k(const T* a, std::int64_t rows, std::int64_t depth) {
    for (std::int64_t i = 0; i < rows; ++i)
      kernels_.pack({a + i * g_.a_row, 1, g_.a_column, 1, depth, depth, a_.get() + i * padded_depth(), 0});
  }

  void run_panel(std::int64_t row, std::int64_t rows, const T* a, std::int64_t column, std::int64_t columns, const T* b,
                 std::int64_t b_row, std::int64_t p, std::int64_t depth) {
    GemmTile<T> t{};
    t.b = b;
    t.b_row = b_row;
    t.ldc = g_.ldc;
    t.depth = depth;
    t.columns = int(columns);
    t.alpha = g_.alpha;
    t.accumulate = g_.accumulate || p > 0;
    t.a_row = !rows_along_k() ? 1 : copy_a_ ? padded_depth() : g_.a_row;
    t.a_column = rows_along_k() ? 1 : copy_a_ ? block_rows_ : g_.a_column;
    for (std::int64_t i = 0; i < rows; i += kernels_.rows) {
      t.rows = int(std::min<std::int64_t>(kernels_.rows, rows - i));
      t.a = (copy_a_ ? a_.get() : a) + i * t.a_row;
      t.c = g_.c + (row + i) * g_.ldc + column;
      kernels_.tile(t);
    }
  }

  const Gemm<T>& g_;
  const GemmKernels<T>& kernels_;
  bool copy_a_, copy_b_;
  std::int64_t depth_, block_rows_, block_columns_;
  Scratch<T> a_, b_;
};

/// Few results of long rows: each is an inner product.
template <class T>
bool is_inner(const Gemm<T>& g) {
  return g.a_column == 1 && g.b_row == 1 && g.k >= 64 && (g.m <= 4 || g.n <= 12);
}

template <class T>
void clear(const Gemm<T>& g) {
  if (!g.accumulate)
    for (std::int64_t i = 0; i < g.m; ++i) std::fill_n(g.c + i * g.ldc, g.n, T(0));
}

template <class T>
void multiply(Gemm<T> g) {
  if (g.m == 0 || g.n == 0) return;
  if (g.k == 0) return clear(g);
  if (g.n == 1 && g.m > 1 && g.ldc == 1) {  // a column is a row of the transposed product
    std::swap(g.a, g.b);
    std::swap(g.a_row, g.b_column);
    std::swap(g.a_column, g.b_row);
    std::swap(g.m, g.n);
    g.ldc = g.n;
  }
  if (g.m == 1) g.a_row = g.a_column == 1 ? g.k : 1;
  const GemmKernels<T>& kernels = kernels_for(T());
  if (!is_inner(g)) return Product<T>(g, kernels).run();
  kernels.dots({g.a, g.a_row, 1, g.b, g.b_column, g.c, g.ldc, g.k, int(g.m), int(g.n), g.alpha, g.accumulate});
}

}  // namespace

void gemm(const Gemm<float>& g) { multiply(g); }
void gemm(const Gemm<double>& g) { multiply(g); }

}  // namespace gradproof::cpu
