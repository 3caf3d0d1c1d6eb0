#pragma once
// How elements lie in a storage: sizes, strides (in elements) and offset; nothing about memory itself.
// Up to five dimensions stand inline, more spill to the heap.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <gradproof/core/layout/int_array_ref.hpp>

namespace gradproof {

/// Dimensions of a tensor and where element (0, ..., 0) lies.
class Layout {
 public:
  static constexpr int kInline = 5;

  Layout() noexcept : numel_(1), offset_(0), dim_(0), contiguous_(true), row_major_(true) {}  ///< 0-dim: one element
  /// Row-major, offset 0. Throws `shape` for a negative size.
  explicit Layout(IntArrayRef sizes);
  Layout(IntArrayRef sizes, IntArrayRef strides, std::int64_t offset);
  // One copy of the whole body: for the few dimensions that tensors have it is cheaper than asking how many there are.
  Layout(const Layout& other) {
    std::memcpy(static_cast<void*>(this), &other, sizeof(Layout));
    if (dim_ > kInline) [[unlikely]]
      own_spill();
  }
  Layout& operator=(Layout other) noexcept {
    std::byte mine[sizeof(Layout)];
    std::memcpy(mine, static_cast<void*>(this), sizeof(Layout));
    std::memcpy(static_cast<void*>(this), &other, sizeof(Layout));
    std::memcpy(static_cast<void*>(&other), mine, sizeof(Layout));
    return *this;
  }
  ~Layout() {
    if (dim_ > kInline) free_spill();
  }

  int dim() const { return dim_; }
  std::int64_t numel() const { return numel_; }
  std::int64_t offset() const { return offset_; }
  IntArrayRef sizes() const { return {values(), std::size_t(dim_)}; }
  IntArrayRef strides() const { return {values() + capacity(), std::size_t(dim_)}; }
  std::int64_t size(int d) const { return values()[d]; }
  std::int64_t stride(int d) const { return values()[capacity() + d]; }
  /// Row-major without gaps (size-1 and empty dimensions do not matter).
  bool is_contiguous() const { return contiguous_; }
  /// The very strides that Layout(sizes()) has.
  bool is_row_major() const { return row_major_; }
  void set_offset(std::int64_t offset) { offset_ = offset; }

  bool operator==(const Layout& other) const {
    return offset_ == other.offset_ && sizes() == other.sizes() && strides() == other.strides();
  }

 private:
  int capacity() const { return dim_ > kInline ? dim_ : kInline; }
  const std::int64_t* values() const { return dim_ > kInline ? spill_ : inline_; }
  std::int64_t* reserve(int dim);
  void finish();
  void own_spill();
  void free_spill() noexcept;

  std::int64_t numel_;
  std::int64_t offset_;
  int dim_;
  bool contiguous_;
  bool row_major_;
  union {
    std::int64_t inline_[2 * kInline];  // sizes, then strides from capacity() on
    std::int64_t* spill_;
  };
};

/// Dimension `dim` counted from the end when negative. Throws `index` naming the operation and the range.
int wrap_dim(std::int64_t dim, int rank, const char* operation);

/// Sizes that both operands broadcast to. Throws `shape` naming the sizes.
std::vector<std::int64_t> broadcast_sizes(IntArrayRef a, IntArrayRef b);
/// Whether `from` broadcasts to `to`.
bool is_expandable(IntArrayRef from, IntArrayRef to);
/// Throws `shape` unless it does.
void expect_expandable(IntArrayRef from, IntArrayRef to);
/// `layout` seen as `sizes`, with stride 0 where it repeats. Throws `shape`.
Layout expand(const Layout& layout, IntArrayRef sizes);
/// Strides under which `layout` reads as `sizes` without moving elements; false when there are none.
bool view_strides(const Layout& layout, IntArrayRef sizes, std::vector<std::int64_t>& strides);
/// Sizes with one -1 replaced by what `numel` leaves. Throws `shape`.
std::vector<std::int64_t> infer_sizes(IntArrayRef sizes, std::int64_t numel);

/// Lowest and one past the highest element that the layout touches; {0, 0} when empty.
struct ElementRange {
  std::int64_t begin = 0, end = 0;
};
ElementRange element_range(const Layout& layout);
/// Two index tuples surely name one element: some dimension of size > 1 has stride 0.
bool overlaps_itself(const Layout& layout);

}  // namespace gradproof
