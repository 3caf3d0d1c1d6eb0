// Where elements go. All reading, writing, broadcasting and summing is gathering or scattering by flat positions, and
// the derivative of either is the other.
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/oracle/rules.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <numeric>

namespace gradproof::checks::oracle {
namespace {

using Shared = std::shared_ptr<const Positions>;

Var gather_shared(const Var& x, Shared from, Shape shape);

Var scatter_shared(const Var& x, Shared to, Shape shape) {
  auto forward = [to, shape](const Arrays& in) {
    Numbers sums(static_cast<std::size_t>(count(shape)), 0.0);
    for (std::size_t i = 0; i < to->size(); ++i)
      if ((*to)[i] >= 0) sums[static_cast<std::size_t>((*to)[i])] += in[0].numbers()[i];
    return Array(shape, in[0].dtype(), std::move(sums));
  };
  return record({x}, forward,
                [to](const Node& node, const Var& g) { return Vars{gather_shared(g, to, node.in(0).shape())}; });
}

Var gather_shared(const Var& x, Shared from, Shape shape) {
  auto forward = [from, shape](const Arrays& in) {
    Numbers read;
    read.reserve(from->size());
    for (std::int64_t p : *from) read.push_back(p < 0 ? 0.0 : in[0][p]);
    return Array(shape, in[0].dtype(), std::move(read));
  };
  return record({x}, forward,
                [from](const Node& node, const Var& g) { return Vars{scatter_shared(g, from, node.in(0).shape())}; });
}

Positions all_positions(std::int64_t size) {
  Positions result(static_cast<std::size_t>(size));
  std::iota(result.begin(), result.end(), 0);
  return result;
}

}  // namespace

Var gather(const Var& x, Positions from, Shape shape) {
  return gather_shared(x, std::make_shared<const Positions>(std::move(from)), std::move(shape));
}

Var scatter(const Var& x, Positions to, Shape shape) {
  return scatter_shared(x, std::make_shared<const Positions>(std::move(to)), std::move(shape));
}

Var overwrite(const Var& x, const Positions& at, const Var& with) {
  Positions kept = all_positions(x.value().size()), placed = at;
  for (std::size_t i = placed.size(); i-- > 0;) {
    std::int64_t& old = kept[static_cast<std::size_t>(placed[i])];
    if (old < 0) placed[i] = -1;  // a later element goes to the same place
    old = -1;
  }
  return gather(x, std::move(kept), x.shape()) + scatter(with, std::move(placed), x.shape());
}

Var reshape(const Var& x, Shape shape) {
  if (shape == x.shape() && !x.value().is_number()) return x;
  if (count(shape) != x.value().size())
    throw Raised("shape", fmt::format("a tensor of {} elements was to take the shape {}", x.value().size(), shape));
  return record(
      {x}, [shape](const Arrays& in) { return in[0].reshaped(shape); },
      [](const Node& node, const Var& g) { return Vars{reshape(g, node.in(0).shape())}; });
}

Var cast(const Var& x, Dtype dtype) {
  if (x.dtype() == dtype && !x.value().is_number()) return x;
  return record(
      {x}, [dtype](const Arrays& in) { return in[0].cast(dtype); },
      [](const Node& node, const Var& g) { return Vars{cast(g, node.in(0).dtype())}; });
}

Var expand(const Var& x, const Shape& shape) {
  if (x.shape() == shape) return x;
  if (broadcast(x.shape(), shape) != shape)
    throw Raised("shape", fmt::format("the sizes {} cannot be expanded to {}", x.shape(), shape));
  return gather(x, broadcast_positions(x.shape(), shape), shape);
}

Var sum_to(const Var& x, const Shape& shape) {
  if (x.shape() == shape) return x;
  if (x.value().size() == count(shape)) return reshape(x, shape);
  return scatter(x, broadcast_positions(shape, x.shape()), shape);
}

Var keep(const Var& x, const std::vector<bool>& which) {
  Positions from = all_positions(x.value().size());
  for (std::size_t i = 0; i < from.size(); ++i)
    if (!which[i]) from[i] = -1;
  return gather(x, std::move(from), x.shape());
}

Var where(const Array& condition, const Var& a, const Var& b) {
  Shape shape = broadcast(condition.shape(), broadcast(a.shape(), b.shape()));
  Dtype dtype = promote(a.value(), b.value());
  std::vector<bool> chosen, other;
  for (std::int64_t p : broadcast_positions(condition.shape(), shape)) chosen.push_back(condition[p] != 0);
  other = chosen;
  other.flip();
  return keep(expand(cast(a, dtype), shape), chosen) + keep(expand(cast(b, dtype), shape), other);
}

Var zeros_like(const Var& x) { return constant(Array::full(x.shape(), x.dtype(), 0)); }

std::int64_t wrapped_dim(std::int64_t dim, std::size_t rank) {
  auto bound = static_cast<std::int64_t>(std::max<std::size_t>(rank, 1));
  if (dim < -bound || dim >= bound)
    throw Raised("index", fmt::format("dimension {} is out of range: expected {} to {}", dim, -bound, bound - 1));
  return dim < 0 ? dim + bound : dim;
}

Shape reduced_dims(const Shape& shape, const Shape& dims) {
  Shape result;
  for (std::int64_t dim : dims) result.push_back(wrapped_dim(dim, shape.size()));
  if (dims.empty()) result = all_positions(static_cast<std::int64_t>(shape.size()));
  std::sort(result.begin(), result.end());
  if (std::adjacent_find(result.begin(), result.end()) != result.end())
    throw Raised("argument", fmt::format("dimension {} appears twice in {}",
                                         *std::adjacent_find(result.begin(), result.end()), dims));
  return result;
}

}  // namespace gradproof::checks::oracle
