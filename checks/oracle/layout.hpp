#pragma once
// Which elements of a storage a tensor shows: the strided index map of a view. Every view operation of PyTorch is a
// function from layout to layout; applied to the layout of a fresh tensor it says where the view's elements come from.
#include <gradproof/checks/oracle/array.hpp>
#include <optional>

namespace gradproof::checks::oracle {

struct Layout {
  Shape shape, strides;
  std::int64_t offset = 0;

  Layout() = default;
  explicit Layout(Shape fresh) : shape(std::move(fresh)), strides(row_major_strides(shape)) {}
  Layout(Shape s, Shape st, std::int64_t o) : shape(std::move(s)), strides(std::move(st)), offset(o) {}

  std::size_t rank() const { return shape.size(); }
  Positions positions() const;  ///< flat, in the storage, for each element in row-major order
  bool is_contiguous() const;
  bool is_whole(std::int64_t storage_size) const;  ///< shows the whole storage in its order
};

Layout select(const Layout& from, std::int64_t dim, std::int64_t index);
Layout slice(const Layout& from, std::int64_t dim, std::optional<std::int64_t> start, std::optional<std::int64_t> stop,
             std::int64_t step);
Layout narrow(const Layout& from, std::int64_t dim, std::int64_t start, std::int64_t length);
Layout permute(const Layout& from, const Shape& dims);
Layout transpose(const Layout& from, std::int64_t a, std::int64_t b);
Layout unsqueeze(const Layout& from, std::int64_t dim);
Layout squeeze(const Layout& from, const Shape& dims);  ///< of those dims, or with none given of all, drops the ones
Layout expand(const Layout& from, const Shape& shape);  ///< -1: as it is
Layout diagonal(const Layout& from, std::int64_t offset, std::int64_t dim1, std::int64_t dim2);
Layout unfold(const Layout& from, std::int64_t dim, std::int64_t size, std::int64_t step);

/// `shape` with its -1 filled in, so that it has `size` elements; raises `shape` when it cannot have.
Shape filled_shape(const Shape& shape, std::int64_t size);
/// The same elements in another shape, or nothing where that needs a copy.
std::optional<Layout> reshaped(const Layout& from, const Shape& shape);

}  // namespace gradproof::checks::oracle
