#include <algorithm>
#include <gradproof/core/sim/access.hpp>
#include <vector>

namespace gradproof::sim {
namespace {

struct Run {
  const char *begin, *end;
};

/// Calls `visit` with the first byte of every row: a row is dimension 0.
template <class Visit>
void for_each_row(const Access& a, const char* at, int dim, const Visit& visit) {
  if (dim <= 0) return visit(at);
  for (std::int64_t i = 0; i < a.sizes[std::size_t(dim)]; ++i)
    for_each_row(a, at + i * a.strides[std::size_t(dim)], dim - 1, visit);
}

/// All runs without a gap, in order.
std::vector<Run> runs_of(const Access& a) {
  const auto item = std::int64_t(a.item);
  const std::int64_t n = a.dims ? a.sizes[0] : 1, stride = a.dims ? a.strides[0] : item;
  std::vector<Run> runs;
  for_each_row(a, a.first, a.dims - 1, [&](const char* row) {
    if (stride == item || stride == 0) return runs.push_back({row, row + (stride ? n * item : item)});
    for (std::int64_t i = 0; i < n; ++i) runs.push_back({row + i * stride, row + i * stride + item});
  });
  std::sort(runs.begin(), runs.end(), [](const Run& x, const Run& y) { return x.begin < y.begin; });
  return runs;
}

}  // namespace

Access& Access::operator=(const Access& o) {
  first = o.first;
  item = o.item;
  dims = o.dims;
  writes = o.writes;
  std::copy_n(o.sizes.begin(), dims, sizes.begin());
  std::copy_n(o.strides.begin(), dims, strides.begin());
  return *this;
}

Access Access::operand(const Elements& e, int k, std::size_t item, bool writes) {
  const Operand& o = e.operand[std::size_t(k)];
  Access a(o.data, item, e.dims, writes);
  std::copy_n(e.sizes.begin(), e.dims, a.sizes.begin());
  std::copy_n(o.strides.begin(), e.dims, a.strides.begin());
  return a;
}

const char* Access::begin() const {
  const char* lowest = first;
  for (std::size_t d = 0; d < std::size_t(dims); ++d)
    if (strides[d] < 0) lowest += (sizes[d] - 1) * strides[d];
  return lowest;
}

const char* Access::end() const {
  const char* highest = first + item;
  for (std::size_t d = 0; d < std::size_t(dims); ++d)
    if (strides[d] > 0) highest += (sizes[d] - 1) * strides[d];
  return highest;
}

bool share_bytes(const Access& a, const Access& b) {
  if (a.end() <= b.begin() || b.end() <= a.begin()) return false;
  const std::vector<Run> x = runs_of(a), y = runs_of(b);
  auto i = x.begin(), j = y.begin();
  while (i != x.end() && j != y.end()) {
    if (i->begin < j->end && j->begin < i->end) return true;
    i->end < j->end ? ++i : ++j;
  }
  return false;
}

}  // namespace gradproof::sim
