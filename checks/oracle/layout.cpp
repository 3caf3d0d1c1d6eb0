#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/oracle/layout.hpp>
#include <gradproof/checks/oracle/rules.hpp>
#include <gradproof/checks/program/machine.hpp>

namespace gradproof::checks::oracle {
namespace {

std::size_t dim_of(const Layout& layout, std::int64_t dim) {
  auto d = wrapped_dim(dim, layout.rank());
  if (layout.rank() == 0) throw Raised("index", "a 0-dim tensor has no dimension to take a part of");
  return static_cast<std::size_t>(d);
}

template <class T>
void erase_at(std::vector<T>& items, std::size_t i) {
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
}
template <class T>
void insert_at(std::vector<T>& items, std::size_t i, T item) {
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(i), item);
}

}  // namespace

Positions Layout::positions() const {
  Positions result{offset};
  for (std::size_t d = 0; d < shape.size(); ++d) {
    Positions next;
    next.reserve(result.size() * static_cast<std::size_t>(shape[d]));
    for (std::int64_t p : result)
      for (std::int64_t i = 0; i < shape[d]; ++i) next.push_back(p + i * strides[d]);
    result = std::move(next);
  }
  return result;
}

bool Layout::is_contiguous() const {
  Shape expected = row_major_strides(shape);
  for (std::size_t d = 0; d < shape.size(); ++d)
    if (shape[d] > 1 && strides[d] != expected[d] && count(shape) > 0) return false;
  return true;
}

bool Layout::is_whole(std::int64_t storage_size) const {
  return offset == 0 && count(shape) == storage_size && is_contiguous();
}

Layout select(const Layout& from, std::int64_t dim, std::int64_t index) {
  std::size_t d = dim_of(from, dim);
  std::int64_t size = from.shape[d];
  if (index < -size || index >= size)
    throw Raised("index", fmt::format("index {} is out of range for dimension {} of size {}", index, d, size),
                 "IndexError");
  Layout result = from;
  result.offset += (index < 0 ? index + size : index) * from.strides[d];
  erase_at(result.shape, d);
  erase_at(result.strides, d);
  return result;
}

Layout slice(const Layout& from, std::int64_t dim, std::optional<std::int64_t> start, std::optional<std::int64_t> stop,
             std::int64_t step) {
  std::size_t d = dim_of(from, dim);
  if (step <= 0) throw Raised("value", fmt::format("slice step: found {}, expected more than 0", step), "ValueError");
  std::int64_t size = from.shape[d];
  auto bound = [size](std::int64_t i) { return std::clamp<std::int64_t>(i < 0 ? i + size : i, 0, size); };
  std::int64_t first = bound(start.value_or(0)), last = std::max(first, bound(stop.value_or(size)));
  Layout result = from;
  result.offset += first * from.strides[d];
  result.shape[d] = (last - first + step - 1) / step;
  result.strides[d] *= step;
  return result;
}

Layout narrow(const Layout& from, std::int64_t dim, std::int64_t start, std::int64_t length) {
  std::size_t d = dim_of(from, dim);
  std::int64_t size = from.shape[d], first = start < 0 ? start + size : start;
  if (first < 0 || length < 0 || first + length > size)
    throw Raised("index",
                 fmt::format("narrow: start {} and length {} leave dimension {} of size {}", start, length, d, size));
  return slice(from, dim, first, first + length, 1);
}

Layout permute(const Layout& from, const Shape& dims) {
  Shape order = dims;
  for (std::int64_t& dim : order) dim = wrapped_dim(dim, from.rank());
  Shape sorted = order;
  std::sort(sorted.begin(), sorted.end());
  if (order.size() != from.rank() || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    throw Raised("shape", fmt::format("permute: found dimensions {}, expected each of {} once", dims, from.rank()));
  Layout result = from;
  for (std::size_t d = 0; d < order.size(); ++d) {
    result.shape[d] = from.shape[static_cast<std::size_t>(order[d])];
    result.strides[d] = from.strides[static_cast<std::size_t>(order[d])];
  }
  return result;
}

Layout transpose(const Layout& from, std::int64_t a, std::int64_t b) {
  auto p = static_cast<std::size_t>(wrapped_dim(a, from.rank())),
       q = static_cast<std::size_t>(wrapped_dim(b, from.rank()));
  Layout result = from;
  if (from.rank() == 0) return result;
  std::swap(result.shape[p], result.shape[q]);
  std::swap(result.strides[p], result.strides[q]);
  return result;
}

Layout unsqueeze(const Layout& from, std::int64_t dim) {
  auto d = static_cast<std::size_t>(wrapped_dim(dim, from.rank() + 1));
  Layout result = from;
  std::int64_t stride = d < from.rank() ? from.shape[d] * from.strides[d] : 1;
  insert_at(result.shape, d, std::int64_t{1});
  insert_at(result.strides, d, stride);
  return result;
}

Layout squeeze(const Layout& from, const Shape& dims) {
  Shape chosen = reduced_dims(from.shape, dims);
  Layout result({}, {}, from.offset);
  for (std::size_t d = 0; d < from.rank(); ++d) {
    if (from.shape[d] == 1 && std::binary_search(chosen.begin(), chosen.end(), static_cast<std::int64_t>(d))) continue;
    result.shape.push_back(from.shape[d]);
    result.strides.push_back(from.strides[d]);
  }
  return result;
}

Layout expand(const Layout& from, const Shape& shape) {
  if (shape.size() < from.rank())
    throw Raised("shape", fmt::format("expand: found {} dimensions, expected at least {}", shape.size(), from.rank()));
  std::size_t added = shape.size() - from.rank();
  Layout result(shape, Shape(shape.size(), 0), from.offset);
  for (std::size_t d = 0; d < from.rank(); ++d) {
    std::int64_t& wanted = result.shape[added + d];
    if (wanted == -1) wanted = from.shape[d];
    if (wanted != from.shape[d] && from.shape[d] != 1)
      throw Raised("shape", fmt::format("expand: the sizes {} cannot become {}", from.shape, shape));
    result.strides[added + d] = wanted == from.shape[d] ? from.strides[d] : 0;
  }
  return result;
}

Layout diagonal(const Layout& from, std::int64_t offset, std::int64_t dim1, std::int64_t dim2) {
  std::size_t p = dim_of(from, dim1), q = dim_of(from, dim2);
  if (p == q) throw Raised("argument", "diagonal: the two dimensions are the same");
  Layout result = from;
  std::int64_t rows = from.shape[p], columns = from.shape[q];
  std::int64_t length =
      std::max<std::int64_t>(0, offset >= 0 ? std::min(rows, columns - offset) : std::min(rows + offset, columns));
  if (length > 0) result.offset += offset >= 0 ? offset * from.strides[q] : -offset * from.strides[p];
  std::int64_t stride = from.strides[p] + from.strides[q];
  for (std::size_t d : {std::max(p, q), std::min(p, q)}) {
    erase_at(result.shape, d);
    erase_at(result.strides, d);
  }
  result.shape.push_back(length);
  result.strides.push_back(stride);
  return result;
}

Layout unfold(const Layout& from, std::int64_t dim, std::int64_t size, std::int64_t step) {
  std::size_t d = dim_of(from, dim);
  if (size < 0 || step <= 0 || size > from.shape[d])
    throw Raised("argument", fmt::format("unfold: size {} and step {} do not fit dimension {} of size {}", size, step,
                                         d, from.shape[d]));
  Layout result = from;
  result.shape[d] = (from.shape[d] - size) / step + 1;
  result.strides[d] = from.strides[d] * step;
  result.shape.push_back(size);
  result.strides.push_back(from.strides[d]);
  return result;
}

Shape filled_shape(const Shape& shape, std::int64_t size) {
  Shape result = shape;
  auto hole = std::find(result.begin(), result.end(), -1);
  if (hole != result.end()) {
    *hole = 1;
    std::int64_t others = count(result);
    *hole = others > 0 && size % others == 0 ? size / others : -1;
  }
  bool sound = std::all_of(result.begin(), result.end(), [](std::int64_t n) { return n >= 0; });
  if (!sound || count(result) != size)
    throw Raised("shape", fmt::format("shape {} is invalid for a tensor of {} elements", shape, size));
  return result;
}

std::optional<Layout> reshaped(const Layout& from, const Shape& shape) {
  if (count(shape) == 0 || from.is_contiguous()) return Layout(shape, row_major_strides(shape), from.offset);
  Layout result(shape, Shape(shape.size(), 1), from.offset);
  auto next = static_cast<std::ptrdiff_t>(shape.size()) - 1;
  for (auto d = static_cast<std::ptrdiff_t>(from.rank()) - 1; d >= 0;) {  // each run of evenly spaced dimensions
    auto u = static_cast<std::size_t>(d);
    std::int64_t run = from.shape[u], stride = from.strides[u], taken = 1, step = stride;
    for (--d; d >= 0; --d) {
      u = static_cast<std::size_t>(d);
      if (from.shape[u] != 1 && from.strides[u] != run * stride) break;
      run *= from.shape[u];
    }
    for (; next >= 0 && (taken < run || shape[static_cast<std::size_t>(next)] == 1); --next) {
      result.strides[static_cast<std::size_t>(next)] = step;
      taken *= shape[static_cast<std::size_t>(next)];
      step = taken * stride;
    }
    if (taken != run) return std::nullopt;
  }
  return result;
}

}  // namespace gradproof::checks::oracle
