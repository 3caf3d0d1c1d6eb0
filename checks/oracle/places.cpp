#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/places.hpp>
#include <map>

namespace gradproof::checks::oracle {
namespace {

/// Round r takes the r-th source of every destination; -1 where it has no more.
std::vector<Positions> rounds(const Positions& at, std::int64_t size) {
  std::vector<Positions> result;
  std::vector<std::size_t> taken(static_cast<std::size_t>(size), 0);
  for (std::size_t i = 0; i < at.size(); ++i) {
    std::size_t r = taken[static_cast<std::size_t>(at[i])]++;
    if (r == result.size()) result.emplace_back(static_cast<std::size_t>(size), -1);
    result[r][static_cast<std::size_t>(at[i])] = static_cast<std::int64_t>(i);
  }
  return result;
}

std::vector<bool> holds(const Positions& positions, bool there) {
  std::vector<bool> result;
  for (std::int64_t p : positions) result.push_back((p >= 0) == there);
  return result;
}

Var ones_where(const Var& like, const std::vector<bool>& which) {
  return constant(Array(like.shape(), like.dtype(), Numbers(which.begin(), which.end())));
}

/// The product of those that were written, one where nothing was.
Var factors(const Var& to, const std::vector<Positions>& all, const Var& source, const Var& start) {
  Var result = start;
  for (const Positions& round : all)
    result = result * (gather(source, round, to.shape()) + ones_where(to, holds(round, false)));
  return result;
}

/// The extreme of each destination's sources; those that are equal share the gradient.
Var extremes(const Var& to, const Positions& at, const Var& source, bool largest,
             const std::vector<bool>& self_counts) {
  Numbers best(to.value().numbers()), tied(best.size(), 0.0);
  for (std::size_t i = 0; i < best.size(); ++i)
    if (!self_counts[i]) best[i] = largest ? -INFINITY : INFINITY;
  for (std::size_t i = 0; i < at.size(); ++i) {
    double &b = best[static_cast<std::size_t>(at[i])], v = source.value().numbers()[i];
    if (std::isnan(v) || (largest ? v > b : v < b)) b = v;
  }
  std::vector<bool> self_wins, source_wins;
  for (std::size_t i = 0; i < best.size(); ++i) {
    self_wins.push_back(self_counts[i] && to.value().numbers()[i] == best[i]);
    tied[i] += self_wins[i];
  }
  for (std::size_t i = 0; i < at.size(); ++i) {
    source_wins.push_back(source.value().numbers()[i] == best[static_cast<std::size_t>(at[i])]);
    tied[static_cast<std::size_t>(at[i])] += source_wins[i];
  }
  for (double& n : tied) n = std::max(n, 1.0);
  Var share = keep(to, self_wins) + scatter(keep(source, source_wins), at, to.shape());
  return with_value(cast(share / constant(Array(to.shape(), Dtype::float64, std::move(tied))), to.dtype()),
                    Array(to.shape(), to.dtype(), std::move(best)));
}

Var averaged(const Var& total, const Numbers& counts) {
  Var mean = total / constant(Array(total.shape(), Dtype::float64, counts));
  return cast(is_float(total.dtype()) ? mean : pointwise("floor", mean), total.dtype());
}

}  // namespace

std::int64_t checked(double index, std::int64_t size) {
  auto at = static_cast<std::int64_t>(index);
  if (at < -size || at >= size)
    throw Raised("index", fmt::format("index {} is out of range for a dimension of size {}", at, size), "IndexError");
  return at < 0 ? at + size : at;
}

Positions along(const Shape& shape, std::int64_t dim, const Array& index) {
  if (index.shape().size() != shape.size())
    throw Raised("shape", fmt::format("index has {} dimensions, expected {}", index.shape().size(), shape.size()));
  if (shape.empty()) return Positions(static_cast<std::size_t>(index.size()), 0);
  Shape strides = row_major_strides(shape), steps = row_major_strides(index.shape());
  auto d = static_cast<std::size_t>(dim);
  Positions result;
  for (std::int64_t i = 0; i < index.size(); ++i) {
    std::int64_t at = 0;
    for (std::size_t k = 0; k < shape.size(); ++k)
      at += (k == d ? checked(index[i], shape[d]) : i / steps[k] % index.shape()[k]) * strides[k];
    result.push_back(at);
  }
  return result;
}

Selection slices(const Shape& shape, std::int64_t dim, const Array& index) {
  if (index.shape().size() > 1) throw Raised("shape", "an index of one dimension was expected");
  Selection result{{}, shape};
  if (shape.empty()) return {{0}, {}};
  auto d = static_cast<std::size_t>(dim);
  result.shape[d] = index.size();
  std::int64_t inner = row_major_strides(shape)[d], length = shape[d];
  for (std::int64_t o = 0; o < count(shape) / std::max<std::int64_t>(inner * length, 1); ++o)
    for (double at : index.numbers())
      for (std::int64_t k = 0; k < inner; ++k)
        result.positions.push_back((o * length + checked(at, length)) * inner + k);
  return result;
}

Var leading(const Var& source, const Shape& shape) {
  if (source.shape() == shape) return source;
  Layout part(source.shape());
  part.shape = shape;
  return gather(source, part.positions(), shape);
}

Var part(const Var& x, const Layout& layout) { return gather(x, layout.positions(), layout.shape); }

Var added(const Var& to, const Positions& at, const Var& what) {
  return to + scatter(cast(reshape(what, {what.value().size()}), to.dtype()), at, to.shape());
}

Var reduced_into(const Var& to, const Positions& at, const Var& given, std::string_view how, bool include_self) {
  Var source = reshape(given, {given.value().size()});
  Numbers hits(static_cast<std::size_t>(to.value().size()), 0.0);
  for (std::int64_t p : at) ++hits[static_cast<std::size_t>(p)];
  std::vector<bool> self_counts;
  for (double n : hits) self_counts.push_back(include_self || n == 0);
  if (how == "amax" || how == "amin") return extremes(to, at, source, how == "amax", self_counts);
  Var self = include_self ? to : keep(to, self_counts);
  if (how == "prod" || how == "multiply") {
    std::vector<bool> missing = self_counts;
    missing.flip();
    return factors(to, rounds(at, to.value().size()), source, self + ones_where(to, missing));
  }
  Var total = added(self, at, source);
  if (how == "sum" || how == "add") return total;
  if (how != "mean") throw Raised("argument", fmt::format("reduce argument must be one of the known, found {}", how));
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i] = std::max(hits[i] + (include_self ? 1 : 0), 1.0);
  return averaged(total, hits);
}

Var joined(const Vars& parts, std::int64_t dim) {
  const Var& first = parts.front();
  Shape shape = first.shape();
  auto d = static_cast<std::size_t>(wrapped_dim(dim, shape.size()));
  Dtype dtype = first.dtype();
  std::int64_t total = 0;
  for (const Var& part : parts) {
    Shape other = part.shape();
    if (other.size() != shape.size() || d >= other.size())
      throw Raised("shape", "cat: the tensors differ in their number of dimensions, or have none");
    total += std::exchange(other[d], shape[d]);
    if (other != shape) throw Raised("shape", fmt::format("cat: the tensors differ in a dimension other than {}", d));
    dtype = promote(Array::full({1}, dtype, 0), Array::full({1}, part.dtype(), 0));
  }
  shape[d] = total;
  Var result = constant(Array::full(shape, dtype, 0));
  std::int64_t start = 0;
  for (const Var& part : parts) {
    std::int64_t length = part.shape()[d];
    Positions at = narrow(Layout(shape), static_cast<std::int64_t>(d), start, length).positions();
    result = result + scatter(cast(part, dtype), std::move(at), shape);
    start += length;
  }
  return result;
}

Var flipped(const Var& x, const Shape& dims) {
  Layout layout(x.shape());
  for (std::int64_t dim : dims) {
    auto d = static_cast<std::size_t>(wrapped_dim(dim, layout.rank()));
    layout.offset += (layout.shape[d] - 1) * layout.strides[d];
    layout.strides[d] = -layout.strides[d];
  }
  return part(x, layout);
}

Var repeated(const Var& x, Shape repeats) {
  Shape shape = x.shape(), mixed, sizes;
  while (repeats.size() < shape.size()) repeats.insert(repeats.begin(), 1);
  while (shape.size() < repeats.size()) shape.insert(shape.begin(), 1);
  for (std::size_t d = 0; d < shape.size(); ++d) {
    mixed.insert(mixed.end(), {repeats[d], shape[d]});
    sizes.push_back(repeats[d] * shape[d]);
  }
  Shape spread;
  for (std::int64_t size : shape) spread.insert(spread.end(), {1, size});
  return reshape(expand(reshape(x, spread), mixed), sizes);
}

}  // namespace gradproof::checks::oracle
