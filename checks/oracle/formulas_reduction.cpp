// Reductions, scans and linear algebra, by name.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

Var typed_input(const Call& c) {
  auto dtype = c.dtype();
  return dtype ? cast(c.input(), *dtype) : c.input();
}

void need_float(const Var& x, std::string_view op) {
  if (!is_float(x.dtype()))
    throw Raised("dtype", fmt::format("{}: found {}, expected a floating dtype", op, name_of(x.dtype())));
}

Var mean_of(const Call& c) {
  need_float(typed_input(c), "mean");
  return mean(typed_input(c), c.sizes("dim"), c.flag("keepdim"));
}

Var variance_of(const Call& c) {
  bool biased = c.has("unbiased") && !c.flag("unbiased");
  double correction = biased ? 0 : c.has("correction") ? c.number("correction") : 1;
  return variance(c.input(), c.sizes("dim"), correction, c.flag("keepdim"));
}

Var norm_of(const Call& c) {
  double p = c.has("p") && c["p"].get<std::string>() == nullptr ? c.number("p") : 2;
  return norm(typed_input(c), p, c.sizes("dim"), c.flag("keepdim"));
}

Var extreme_along(const Call& c, bool largest) {
  return extreme(c.input(), c.sizes("dim"), c.flag("keepdim"), largest, NanGradient::to_all_as_nan);
}

/// The position, along `dim` or in the flattened input, of the first extreme element.
Var first_extreme(const Call& c, bool largest) {
  Var x = c.has("dim") ? c.input() : reshape(c.input(), {c.input().value().size()});
  std::int64_t dim = c.has("dim") ? wrapped_dim(c.integer("dim"), x.shape().size()) : 0;
  if (x.shape().empty()) return constant(Array({}, Dtype::int64, {0}));
  Positions sorted = sorted_positions(x.value(), dim, largest);
  std::int64_t step = row_major_strides(x.shape())[static_cast<std::size_t>(dim)],
               length = x.shape()[static_cast<std::size_t>(dim)];
  Numbers first;
  for (std::int64_t i = 0; i < x.value().size(); ++i)
    if (i / step % length == 0)
      first.push_back(static_cast<double>(sorted[static_cast<std::size_t>(i)] / step % length));
  Shape shape = x.shape();
  if (c.flag("keepdim"))
    shape[static_cast<std::size_t>(dim)] = 1;
  else
    shape.erase(shape.begin() + dim);
  return constant(Array(std::move(shape), Dtype::int64, std::move(first)));
}

Var truth_count(const Var& x, const Shape& dims, bool keepdim) {
  return sum(constant(pointwise("ne", x, constant(0.0)).value()), dims, keepdim);
}

Var any_of(const Call& c) {
  return pointwise("gt", truth_count(c.input(), c.sizes("dim"), c.flag("keepdim")), constant(0.0));
}

Var all_of(const Call& c) {
  Var false_ones = truth_count(pointwise("logical_not", c.input()), c.sizes("dim"), c.flag("keepdim"));
  return pointwise("eq", false_ones, constant(0.0));
}

Var outer(const Var& a, const Var& b) { return reshape(a, {a.value().size(), 1}) * reshape(b, {1, b.value().size()}); }

/// Raises `shape` unless the operands have exactly these ranks: what mm, bmm, mv and dot add to matmul.
Var matmul_of_ranks(const Var& a, const Var& b, std::size_t rank_a, std::size_t rank_b, std::string_view op) {
  if (a.shape().size() != rank_a || b.shape().size() != rank_b)
    throw Raised("shape", fmt::format("{}: found {} and {} dimensions, expected {} and {}", op, a.shape().size(),
                                      b.shape().size(), rank_a, rank_b));
  return matmul(a, b);
}

Var plus_product(const Call& c, const char* a, const char* b) {
  return c.var("beta") * c.input() + c.var("alpha") * matmul(c.var(a), c.var(b));
}

}  // namespace

const Formulas& reduction_formulas() {
  static const Formulas table = {
      {"sum", [](const Call& c) { return sum(typed_input(c), c.sizes("dim"), c.flag("keepdim")); }},
      {"mean", mean_of},
      {"prod", [](const Call& c) { return product(typed_input(c), c.sizes("dim"), c.flag("keepdim")); }},
      {"var", variance_of},
      {"std", [](const Call& c) { return sqrt(variance_of(c)); }},
      {"norm", norm_of},
      {"dist", [](const Call& c) { return norm(c.input() - c.var("other"), c.number("p"), {}, false); }},
      {"amax", [](const Call& c) { return extreme_along(c, true); }},
      {"amin", [](const Call& c) { return extreme_along(c, false); }},
      {"argmax", [](const Call& c) { return first_extreme(c, true); }},
      {"argmin", [](const Call& c) { return first_extreme(c, false); }},
      {"any", any_of},
      {"all", all_of},
      {"count_nonzero", [](const Call& c) { return truth_count(c.input(), c.sizes("dim"), false); }},
      {"logsumexp", [](const Call& c) { return logsumexp(c.input(), c.sizes("dim"), c.flag("keepdim")); }},
      {"softmax", [](const Call& c) { return softmax(typed_input(c), c.integer("dim")); }},
      {"log_softmax", [](const Call& c) { return log_softmax(typed_input(c), c.integer("dim")); }},
      {"softmin", [](const Call& c) { return softmax(-typed_input(c), c.integer("dim")); }},
      {"cumsum", [](const Call& c) { return cumulative(typed_input(c), c.integer("dim"), false); }},
      {"cumprod", [](const Call& c) { return cumulative(typed_input(c), c.integer("dim"), true); }},
      {"trace", [](const Call& c) { return sum(triangle(triangle(c.input(), 0, true), 0, false)); }},
  };
  return table;
}

const Formulas& linear_formulas() {
  static const Formulas table = {
      {"matmul", [](const Call& c) { return matmul(c.input(), c.var("other")); }},
      {"mm", [](const Call& c) { return matmul_of_ranks(c.input(), c.var("mat2"), 2, 2, "mm"); }},
      {"bmm", [](const Call& c) { return matmul_of_ranks(c.input(), c.var("mat2"), 3, 3, "bmm"); }},
      {"mv", [](const Call& c) { return matmul_of_ranks(c.input(), c.var("vec"), 2, 1, "mv"); }},
      {"dot", [](const Call& c) { return matmul_of_ranks(c.input(), c.var("tensor"), 1, 1, "dot"); }},
      {"vdot", [](const Call& c) { return matmul_of_ranks(c.input(), c.var("other"), 1, 1, "vdot"); }},
      {"inner",
       [](const Call& c) {
         return matmul(c.input(),
                       c.var("other").shape().size() < 2 ? c.var("other") : transpose(c.var("other"), -1, -2));
       }},
      {"outer", [](const Call& c) { return outer(c.input(), c.var("vec2")); }},
      {"addmm", [](const Call& c) { return plus_product(c, "mat1", "mat2"); }},
      {"addmv", [](const Call& c) { return plus_product(c, "mat", "vec"); }},
      {"baddbmm", [](const Call& c) { return plus_product(c, "batch1", "batch2"); }},
      {"addbmm",
       [](const Call& c) {
         return c.var("beta") * c.input() + c.var("alpha") * sum(matmul(c.var("batch1"), c.var("batch2")), {0});
       }},
      {"addr",
       [](const Call& c) { return c.var("beta") * c.input() + c.var("alpha") * outer(c.var("vec1"), c.var("vec2")); }},
      {"tril", [](const Call& c) { return triangle(c.input(), c.integer("diagonal"), false); }},
      {"triu", [](const Call& c) { return triangle(c.input(), c.integer("diagonal"), true); }},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
