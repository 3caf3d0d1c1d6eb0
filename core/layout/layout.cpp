#include <algorithm>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/layout.hpp>

namespace gradproof {

void refuse_place(std::size_t place, std::size_t size) {
  raise(ErrorKind::index,
        "ArrayRef: invalid index Index = " + std::to_string(place) + "; Length = " + std::to_string(size));
}

std::string to_string(IntArrayRef sizes) {
  std::string text = "[";
  for (std::size_t i = 0; i < sizes.size(); ++i) text += (i ? ", " : "") + std::to_string(sizes[i]);
  return text + "]";
}

namespace {

[[noreturn]] void raise_overflow(IntArrayRef sizes) {
  raise(ErrorKind::value, "Storage size calculation overflowed with sizes=" + to_string(sizes) +
                              ": more elements than 64 bits can count");
}

}  // namespace

Layout::Layout(IntArrayRef sizes) : Layout() {
  std::int64_t* const v = reserve(int(sizes.size()));
  std::int64_t* const strides = v + capacity();
  std::int64_t stride = 1;
  for (int d = dim_ - 1; d >= 0; --d) {
    if (sizes[d] < 0)
      raise(ErrorKind::shape, "Trying to create tensor with negative dimension " + std::to_string(sizes[d]) + ": " +
                                  to_string(sizes) + "; every size must be 0 or more");
    v[d] = sizes[d];
    strides[d] = stride;
    if (__builtin_mul_overflow(stride, std::max<std::int64_t>(sizes[d], 1), &stride)) raise_overflow(sizes);
    numel_ *= sizes[d];
  }
}

Layout::Layout(IntArrayRef sizes, IntArrayRef strides, std::int64_t offset) : Layout() {
  offset_ = offset;
  std::int64_t* v = reserve(int(sizes.size()));
  std::copy(sizes.begin(), sizes.end(), v);
  std::copy(strides.begin(), strides.end(), v + capacity());
  finish();
}

std::int64_t* Layout::reserve(int dim) {
  dim_ = dim;
  if (dim <= kInline) return inline_;
  return spill_ = new std::int64_t[2 * std::size_t(dim)];
}

void Layout::finish() {
  numel_ = 1;
  contiguous_ = row_major_ = true;
  std::int64_t expected = 1;
  for (int d = dim_ - 1; d >= 0; --d) {
    if (stride(d) != expected) {
      row_major_ = false;
      if (size(d) != 1) contiguous_ = false;
    }
    expected *= size(d) > 0 ? size(d) : 1;
    numel_ *= size(d);
  }
  if (numel_ == 0) contiguous_ = true;
}

void Layout::own_spill() {
  const std::int64_t* shared = spill_;
  std::copy(shared, shared + 2 * dim_, reserve(dim_));
}

void Layout::free_spill() noexcept { delete[] spill_; }

int wrap_dim(std::int64_t dim, int rank, const char* operation) {
  const int span = std::max(rank, 1);
  if (dim < -span || dim >= span)
    raise(ErrorKind::index, std::string(operation) + ": Dimension out of range (expected to be in range of [" +
                                std::to_string(-span) + ", " + std::to_string(span - 1) + "], but got " +
                                std::to_string(dim) + ")");
  return int(dim < 0 ? dim + span : dim);
}

std::vector<std::int64_t> broadcast_sizes(IntArrayRef a, IntArrayRef b) {
  const std::size_t rank = std::max(a.size(), b.size());
  std::vector<std::int64_t> out(rank);
  for (std::size_t back = 1; back <= rank; ++back) {
    const std::int64_t x = back <= a.size() ? a[a.size() - back] : 1;
    const std::int64_t y = back <= b.size() ? b[b.size() - back] : 1;
    if (x != y && x != 1 && y != 1)
      raise(ErrorKind::shape, "The size of tensor a (" + std::to_string(x) + ") must match the size of tensor b (" +
                                  std::to_string(y) + ") at non-singleton dimension " + std::to_string(rank - back) +
                                  ": shapes " + to_string(a) + " and " + to_string(b) + " do not broadcast");
    out[rank - back] = x == 1 ? y : x;
  }
  return out;
}

bool is_expandable(IntArrayRef from, IntArrayRef to) {
  if (from.size() > to.size()) return false;
  for (std::size_t back = 1; back <= from.size(); ++back) {
    const std::int64_t x = from[from.size() - back];
    if (x != 1 && x != to[to.size() - back]) return false;
  }
  return true;
}

void expect_expandable(IntArrayRef from, IntArrayRef to) {
  if (from.size() > to.size())
    raise(ErrorKind::shape, "expand: the number of sizes provided (" + std::to_string(to.size()) +
                                ") must be greater or equal to the number of dimensions in the tensor (" +
                                std::to_string(from.size()) + ")");
  for (std::size_t back = 1; back <= from.size(); ++back) {
    const std::int64_t have = from[from.size() - back], due = to[to.size() - back];
    if (have != 1 && have != due)
      raise(ErrorKind::shape, "The expanded size of the tensor (" + std::to_string(due) +
                                  ") must match the existing size (" + std::to_string(have) +
                                  ") at non-singleton dimension " + std::to_string(to.size() - back) +
                                  ".  Target sizes: " + to_string(to) + ".  Tensor sizes: " + to_string(from));
  }
}

Layout expand(const Layout& layout, IntArrayRef sizes) {
  expect_expandable(layout.sizes(), sizes);
  std::int64_t few[Layout::kInline] = {};
  std::vector<std::int64_t> many(sizes.size() > Layout::kInline ? sizes.size() : 0);
  std::int64_t* strides = many.empty() ? few : many.data();
  const std::size_t lead = sizes.size() - std::size_t(layout.dim());
  for (int d = 0; d < layout.dim(); ++d)
    if (layout.size(d) == sizes[lead + d] && layout.size(d) != 1) strides[lead + d] = layout.stride(d);
  return {sizes, {strides, sizes.size()}, layout.offset()};
}

bool view_strides(const Layout& layout, IntArrayRef sizes, std::vector<std::int64_t>& strides) {
  strides.assign(sizes.size(), 1);
  if (layout.numel() == 0)
    return layout.sizes() == sizes ? (strides = layout.strides().vec(), true)
                                   : (strides = Layout(sizes).strides().vec(), true);
  int to = int(sizes.size()) - 1;
  std::int64_t chunk_stride = layout.dim() ? layout.stride(layout.dim() - 1) : 1;
  std::int64_t old_count = 1, new_count = 1;
  // From the back: old dimensions that lie without a gap form a chunk, which the new dimensions must fill exactly.
  for (int d = layout.dim() - 1; d >= 0; --d) {
    old_count *= layout.size(d);
    const bool ends_chunk = d == 0 || (layout.size(d - 1) != 1 && layout.stride(d - 1) != old_count * chunk_stride);
    if (!ends_chunk) continue;
    while (to >= 0 && (new_count < old_count || sizes[to] == 1)) {
      strides[to] = new_count * chunk_stride;
      new_count *= sizes[to--];
    }
    if (new_count != old_count) return false;
    if (d > 0) chunk_stride = layout.stride(d - 1);
    old_count = new_count = 1;
  }
  while (to >= 0 && sizes[to] == 1) --to;
  return to == -1;
}

std::vector<std::int64_t> infer_sizes(IntArrayRef sizes, std::int64_t numel) {
  std::vector<std::int64_t> out = sizes.vec();
  std::int64_t known = 1, hole = -1;
  for (std::size_t d = 0; d < out.size(); ++d) {
    if (out[d] == -1 && hole < 0)
      hole = std::int64_t(d);
    else if (out[d] < 0)
      raise(ErrorKind::shape, out[d] == -1
                                  ? "only one dimension can be inferred, found " + to_string(sizes)
                                  : "invalid shape dimension " + std::to_string(out[d]) + " in " + to_string(sizes));
    else
      known *= out[d];
  }
  const bool fits = hole < 0 ? known == numel : known != 0 && numel % known == 0;
  if (!fits)
    raise(ErrorKind::shape, "shape '" + to_string(sizes) + "' is invalid for input of size " + std::to_string(numel));
  if (hole >= 0) out[std::size_t(hole)] = numel / known;
  return out;
}

ElementRange element_range(const Layout& layout) {
  if (layout.numel() == 0) return {};
  ElementRange range{layout.offset(), layout.offset() + 1};
  for (int d = 0; d < layout.dim(); ++d) {
    const std::int64_t reach = (layout.size(d) - 1) * layout.stride(d);
    (reach < 0 ? range.begin : range.end) += reach;
  }
  return range;
}

bool overlaps_itself(const Layout& layout) {
  for (int d = 0; d < layout.dim(); ++d)
    if (layout.size(d) > 1 && layout.stride(d) == 0) return layout.numel() > 0;
  return false;
}

}  // namespace gradproof
