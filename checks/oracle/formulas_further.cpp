// Less usual operations that are composed of the others: pointwise, reductions, products, joins.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

Array is_nan(const Var& x) { return pointwise("isnan", x).value(); }
std::size_t axis(const Call& c, const Var& x) {
  return static_cast<std::size_t>(wrapped_dim(c.integer("dim"), x.shape().size()));
}
Var part(const Var& x, const Layout& layout) { return gather(x, layout.positions(), layout.shape); }
Var cut(const Var& x, std::int64_t dim, std::int64_t start, std::int64_t length) {
  return part(x, narrow(Layout(x.shape()), dim, start, length));
}
Var as_float(const Var& x) { return is_float(x.dtype()) ? x : cast(x, Dtype::float32); }

// ---- pointwise

Var nan_to_num(const Call& c) {
  Var x = c.input();
  if (!is_float(x.dtype())) return x;
  const double largest =
      x.dtype() == Dtype::float64 ? std::numeric_limits<double>::max() : double(std::numeric_limits<float>::max());
  if (x.dtype() == Dtype::float16 || x.dtype() == Dtype::bfloat16)
    throw Unsupported("the tape has no rule for nan_to_num of half types");
  auto number = [&](double value) { return cast(constant(value), x.dtype()); };
  auto equals = [&](double value) { return pointwise("eq", x, constant(value)).value(); };
  Array nan = is_nan(x), high = equals(INFINITY), low = equals(-INFINITY);
  Var result = where(nan, number(c.has("nan") ? c.number("nan") : 0), x);
  result = where(high, number(c.has("posinf") ? c.number("posinf") : largest), result);
  return where(low, number(c.has("neginf") ? c.number("neginf") : -largest), result);
}

Var copysign(const Call& c) {
  Var negative = constant(pointwise("signbit", c.var("other")).value()), x = as_float(c.input());
  Var flips = pointwise("ne", constant(pointwise("signbit", x).value()), negative);
  return where(flips.value(), -x, x);
}

Var heaviside(const Call& c) {
  Var x = c.input();
  Array zero = pointwise("eq", x, constant(0.0)).value();
  return where(zero, c.var("values"), constant(cast(pointwise("gt", x, constant(0.0)), x.dtype()).value()));
}

Var sinc(const Call& c) {
  Var x = M_PI * as_float(c.input());
  Array zero = pointwise("eq", x, constant(0.0)).value();
  Var safe = where(zero, 1 + zeros_like(x), x);
  return where(zero, 1 - x * x / 6, pointwise("sin", safe) / safe);
}

// ---- reductions and scans

Var nan_free(const Var& x) { return where(is_nan(x), zeros_like(x), x); }

Var nansum(const Call& c) {
  auto dtype = c.dtype();
  return sum(nan_free(dtype ? cast(c.input(), *dtype) : c.input()), c.sizes("dim"), c.flag("keepdim"));
}

Var nanmean(const Call& c) {
  Var x = c.input(), present = cast(pointwise("logical_not", pointwise("isnan", x)), x.dtype());
  return sum(nan_free(x), c.sizes("dim"), c.flag("keepdim")) / sum(present, c.sizes("dim"), c.flag("keepdim"));
}

Var renorm(const Call& c) {
  Var x = c.input();
  Shape dims;
  for (std::size_t d = 0; d < x.shape().size(); ++d)
    if (d != axis(c, x)) dims.push_back(static_cast<std::int64_t>(d));
  Var lengths = norm(x, c.number("p"), dims, true), limit = constant(c.number("maxnorm"));
  Var scale =
      where(pointwise("gt", lengths, limit).value(), limit / (lengths + constant(1e-7)), 1 + zeros_like(lengths));
  return x * scale;
}

Var quantile(const Call& c) {
  if (c["interpolation"].get<std::string>() && c.text("interpolation") != "linear")
    throw Unsupported("the tape has no rule for quantile but with linear interpolation");
  Var x = c.has("dim") ? c.input() : reshape(c.input(), {c.input().value().size()}), q = c.var("q");
  if (!q.shape().empty()) throw Unsupported("the tape has no rule for several quantiles");
  std::int64_t d = c.has("dim") ? wrapped_dim(c.integer("dim"), x.shape().size()) : 0;
  Var sorted = gather(x, sorted_positions(x.value(), d, false), x.shape());
  std::int64_t length = x.shape()[static_cast<std::size_t>(d)];
  double place = q.value()[0] * static_cast<double>(length - 1);
  auto low = static_cast<std::int64_t>(std::floor(place)), high = std::min(low + 1, length - 1);
  Var below = cut(sorted, d, low, 1), above = cut(sorted, d, high, 1);
  Var result = below + (place - static_cast<double>(low)) * (above - below);
  Shape shape = result.shape();
  if (!c.has("dim")) shape = c.flag("keepdim") ? Shape(c.input().shape().size(), 1) : Shape{};
  if (c.has("dim") && !c.flag("keepdim")) shape.erase(shape.begin() + d);
  return reshape(result, shape);
}

Var logcumsumexp(const Call& c) {
  Var highest = extreme(c.input(), {}, false, true);
  Var shift = constant(highest.value());
  return log(cumulative(exp(c.input() - shift), c.integer("dim"), false)) + shift;
}

Var diff(const Call& c) {
  if (c.has("prepend") || c.has("append")) throw Unsupported("the tape has no rule for diff with more elements");
  Var x = c.input();
  auto d = static_cast<std::int64_t>(axis(c, x));
  for (std::int64_t i = 0; i < c.integer("n"); ++i) {
    std::int64_t length = x.shape()[static_cast<std::size_t>(d)] - 1;
    x = cut(x, d, 1, length) - cut(x, d, 0, length);
  }
  return x;
}

Var covariance(const Call& c) {
  if (c.has("fweights") || c.has("aweights")) throw Unsupported("the tape has no rule for cov with weights");
  Var x = c.input().shape().size() < 2 ? reshape(c.input(), {1, c.input().value().size()}) : c.input();
  Var centred = x - mean(x, {1}, true);
  double free = std::max(0.0, static_cast<double>(x.shape()[1]) - c.number("correction"));
  Var result = matmul(centred, transpose(centred, 0, 1)) / free;
  return c.input().shape().size() < 2 ? reshape(result, {}) : result;
}

// ---- diagonals and products

Var embedded(const Var& x, std::int64_t offset) {
  std::int64_t n = x.value().size(), side = n + std::abs(offset);
  Positions at;
  for (std::int64_t i = 0; i < n; ++i)
    at.push_back((i + std::max<std::int64_t>(-offset, 0)) * side + i + std::max<std::int64_t>(offset, 0));
  return scatter(reshape(x, {n}), std::move(at), {side, side});
}

Var diag(const Call& c) {
  if (c.input().shape().size() == 1) return embedded(c.input(), c.integer("diagonal"));
  return part(c.input(), diagonal(Layout(c.input().shape()), c.integer("diagonal"), 0, 1));
}

Var diag_embed(const Call& c) {
  if (c.integer("dim1") != -2 || c.integer("dim2") != -1)
    throw Unsupported("the tape has diag_embed only into the last two dimensions");
  Var x = c.input();
  std::int64_t n = x.shape().back(), offset = c.integer("offset"), side = n + std::abs(offset);
  Positions at;
  for (std::int64_t i = 0; i < x.value().size(); ++i)
    at.push_back((i / n * side + i % n + std::max<std::int64_t>(-offset, 0)) * side + i % n +
                 std::max<std::int64_t>(offset, 0));
  Shape shape(x.shape().begin(), x.shape().end() - 1);
  shape.insert(shape.end(), {side, side});
  return scatter(x, std::move(at), shape);
}

Var cross(const Call& c) {
  Shape shape = broadcast(c.input().shape(), c.var("other").shape());
  Var a = expand(c.input(), shape), b = expand(c.var("other"), shape);
  std::int64_t d = c.has("dim") ? wrapped_dim(c.integer("dim"), shape.size())
                                : std::find(shape.begin(), shape.end(), 3) - shape.begin();
  if (d == static_cast<std::int64_t>(shape.size()) || shape[static_cast<std::size_t>(d)] != 3)
    throw Raised("shape", "cross: no dimension of size 3 in the input");
  auto turned = [&](const Var& x, std::int64_t by) {
    Positions from;
    std::int64_t step = row_major_strides(shape)[static_cast<std::size_t>(d)];
    for (std::int64_t i = 0; i < count(shape); ++i) {
      std::int64_t k = i / step % 3;
      from.push_back(i + ((k + by) % 3 - k) * step);
    }
    return gather(x, std::move(from), shape);
  };
  return turned(a, 1) * turned(b, 2) - turned(a, 2) * turned(b, 1);
}

Var kron(const Call& c) {
  Var a = c.input(), b = c.var("other");
  Shape left = a.shape(), right = b.shape(), shape, wide, narrow_shape;
  while (left.size() < right.size()) left.insert(left.begin(), 1);
  while (right.size() < left.size()) right.insert(right.begin(), 1);
  for (std::size_t d = 0; d < left.size(); ++d) {
    wide.insert(wide.end(), {left[d], 1});
    narrow_shape.insert(narrow_shape.end(), {1, right[d]});
    shape.push_back(left[d] * right[d]);
  }
  return reshape(reshape(a, wide) * reshape(b, narrow_shape), shape);
}

Var tensordot(const Call& c) {
  if (!c["dims"].is<std::int64_t>()) throw Unsupported("the tape has tensordot only over a number of dimensions");
  Var a = c.var("a"), b = c.var("b");
  auto n = static_cast<std::ptrdiff_t>(c.integer("dims"));
  Shape left(a.shape().begin(), a.shape().end() - n), right(b.shape().begin() + n, b.shape().end());
  std::int64_t inner = count(Shape(b.shape().begin(), b.shape().begin() + n));
  Shape shape = left;
  shape.insert(shape.end(), right.begin(), right.end());
  return reshape(matmul(reshape(a, {count(left), inner}), reshape(b, {inner, count(right)})), shape);
}

Var chain(const Call& c) {
  Vars all = c.vars("matrices");
  Var product = all.at(0);
  for (std::size_t i = 1; i < all.size(); ++i) product = matmul(product, all[i]);
  return product;
}

Var power(const Call& c) {
  std::int64_t n = c.integer("n");
  if (n < 1) throw Unsupported("the tape has matrix_power only for positive powers");
  Var product = c.input();
  for (; n > 1; --n) product = matmul(product, c.input());
  return product;
}

Var distances(const Call& c) {
  Var a = c.var("x1"), b = c.var("x2");
  Shape left = a.shape(), right = b.shape();
  left.insert(left.end() - 1, 1);
  right.insert(right.end() - 2, 1);
  return norm(reshape(a, left) - reshape(b, right), c.number("p"), {-1}, false);
}

}  // namespace

const Formulas& further_formulas() {
  static const Formulas table = {
      {"nan_to_num", nan_to_num},
      {"copysign", copysign},
      {"heaviside", heaviside},
      {"sinc", sinc},
      {"logaddexp2",
       [](const Call& c) {
         return pointwise("logaddexp", std::log(2) * c.input(), std::log(2) * c.var("other")) / std::log(2);
       }},
      {"ldexp", [](const Call& c) { return c.input() * pointwise("exp2", as_float(c.var("other"))); }},
      {"nansum", nansum},
      {"nanmean", nanmean},
      {"renorm", renorm},
      {"quantile", quantile},
      {"logcumsumexp", logcumsumexp},
      {"diff", diff},
      {"cov", covariance},
      {"diag", diag},
      {"diag_embed", diag_embed},
      {"diagflat", [](const Call& c) { return embedded(c.input(), c.integer("offset")); }},
      {"cross", cross},
      {"kron", kron},
      {"tensordot", tensordot},
      {"chain_matmul", chain},
      {"matrix_power", power},
      {"cdist", distances},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
