#include <algorithm>
#include <gradproof/core/layout/order.hpp>
#include <numeric>

namespace gradproof {
namespace {

/// Size and stride of `l` along dimension `d` of `rank`; {1, 0} where it is broadcast.
struct Along {
  std::int64_t size, stride;
};
Along along(const Layout& l, int d, int rank) {
  const int own = d - (rank - l.dim());
  return own < 0 || l.size(own) == 1 ? Along{1, 0} : Along{l.size(own), l.stride(own)};
}

/// Whether dimension `a` surely lies further in than `b` (-1), further out (1), or nobody says (0).
int compare(int a, int b, int rank, std::span<const Layout* const> operands) {
  for (const Layout* l : operands) {
    const Along x = along(*l, a, rank), y = along(*l, b, rank);
    if (x.stride == 0 || y.stride == 0 || x.stride == y.stride) continue;
    return x.stride < y.stride ? -1 : 1;
  }
  return 0;
}

/// Dimensions from the innermost on. Insertion, because an undecided pair leaves the decision to those further on.
std::vector<int> inner_first(int rank, std::span<const Layout* const> operands) {
  std::vector<int> order(static_cast<std::size_t>(rank));
  std::iota(order.rbegin(), order.rend(), 0);
  for (int i = 1; i < rank; ++i)
    for (int at = i, before = i - 1; before >= 0; --before) {
      const int said = compare(order[std::size_t(before)], order[std::size_t(at)], rank, operands);
      if (said < 0) break;
      if (said == 0) continue;
      std::swap(order[std::size_t(before)], order[std::size_t(at)]);
      at = before;
    }
  return order;
}

}  // namespace

Layout dense_in_order(IntArrayRef sizes, std::span<const Layout* const> operands) {
  const int rank = int(sizes.size());
  std::vector<std::int64_t> strides(sizes.size());
  std::int64_t next = 1;
  for (int d : inner_first(rank, operands)) {
    strides[std::size_t(d)] = next;
    next *= std::max<std::int64_t>(sizes[std::size_t(d)], 1);
  }
  return Layout(sizes, strides, 0);
}

bool is_dense(const Layout& layout) {
  std::vector<std::pair<std::int64_t, std::int64_t>> dims;  // stride, size
  for (int d = 0; d < layout.dim(); ++d)
    if (layout.size(d) != 1) dims.emplace_back(layout.stride(d), layout.size(d));
  std::sort(dims.begin(), dims.end());
  std::int64_t expected = 1;
  for (auto [stride, size] : dims) {
    if (stride != expected) return layout.numel() == 0;
    expected *= size;
  }
  return true;
}

Layout preserved(const Layout& layout) {
  if (layout.is_contiguous()) return Layout(layout.sizes());
  if (is_dense(layout)) return Layout(layout.sizes(), layout.strides(), 0);
  const Layout* only = &layout;
  return dense_in_order(layout.sizes(), {&only, 1});
}

}  // namespace gradproof
