// A product of matrices of any strides, in tiles that a block shares: integers, and what the vendor's library does not
// take.
#include <gradproof/cuda/kernels/kernels.hpp>
#include <gradproof/cuda/kernels/run.hpp>

namespace gradproof::cuda {
namespace {

constexpr std::int64_t kSide = 16;
static_assert(kSide * kSide == kThreads);

/// In which type products are added up: integers wrap around.
template <class T>
using Sum = std::conditional_t<std::is_integral_v<T>, std::uint64_t, T>;

template <class T>
struct Product {
  struct Shared {
    T a[kSide][kSide + 1], b[kSide][kSide + 1];
  };
  MatrixProduct p;
  T alpha;
  std::int64_t tiles_down, tiles_across;
  std::int64_t first_item;

  /// Which element of which result a thread works on.
  struct Place {
    std::int64_t item, i, j;
  };
  GRADPROOF_KERNEL Place place(Block block, unsigned thread) const {
    const auto tile = std::int64_t(block.index()), tiles = tiles_down * tiles_across, within = tile % tiles;
    return {tile / tiles, within / tiles_across * kSide + thread / kSide,
            within % tiles_across * kSide + thread % kSide};
  }

  GRADPROOF_KERNEL void operator()(Block block, Shared& s) const {
    Local<Sum<T>> total;
    block.each([&](unsigned t) { total[t] = 0; });
    for (std::int64_t k = 0; k < p.k; k += kSide) {
      block.each([&](unsigned t) { load(s, place(block, t), k, t); });
      block.each([&](unsigned t) {
        for (int n = 0; n < kSide; ++n) total[t] += Sum<T>(s.a[t / kSide][n]) * Sum<T>(s.b[n][t % kSide]);
      });
    }
    block.each([&](unsigned t) { store(place(block, t), total[t]); });
  }

 private:
  GRADPROOF_KERNEL void load(Shared& s, Place at, std::int64_t k, unsigned t) const {
    const std::int64_t across = k + t % kSide, down = k + t / kSide, item = first_item + at.item;
    const T *a = static_cast<const T*>(p.a.data) + item * p.a.batch_stride,
            *b = static_cast<const T*>(p.b.data) + item * p.b.batch_stride;
    s.a[t / kSide][t % kSide] =
        at.i < p.m && across < p.k ? a[at.i * p.a.row_stride + across * p.a.column_stride] : T(0);
    s.b[t / kSide][t % kSide] = down < p.k && at.j < p.n ? b[down * p.b.row_stride + at.j * p.b.column_stride] : T(0);
  }
  GRADPROOF_KERNEL void store(Place at, Sum<T> total) const {
    if (at.i >= p.m || at.j >= p.n) return;
    T& out = static_cast<T*>(p.out)[(first_item + at.item) * p.out_batch_stride + at.i * p.n + at.j];
    const Sum<T> product = Sum<T>(alpha) * total;
    out = T(p.accumulate ? Sum<T>(out) + product : product);
  }
};

template <class T>
void multiply(const Queue& queue, const MatrixProduct& p) {
  const std::int64_t down = (p.m + kSide - 1) / kSide, across = (p.n + kSide - 1) / kSide;
  const bool adds_up = p.out_batch_stride == 0 && p.batch > 1;  // items one after another
  for (std::int64_t item = 0; item < (adds_up ? p.batch : 1); ++item)
    run(queue, std::uint64_t((adds_up ? 1 : p.batch) * down * across),
        Product<T>{p, p.alpha.cast<T>(), down, across, item});
}

}  // namespace

void matmul(const Queue& queue, DType dtype, const MatrixProduct& product) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) multiply<T>(queue, product);
  });
}

}  // namespace gradproof::cuda
