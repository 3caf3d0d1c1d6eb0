// torch.nn.functional: normalization, distances, and the activations and losses that are seldom used.
#include <algorithm>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

/// PyTorch has some constants only in single precision, whatever the tensor's type.
constexpr double single = 6e-8;

Var relu(const Var& x) { return pointwise("relu", x); }
Array above(const Var& x, double limit) { return pointwise("gt", x, constant(limit)).value(); }
Array below(const Var& x, double limit) { return pointwise("lt", x, constant(limit)).value(); }

/// Clamped, with a gradient of zero outside of the open interval and at NaN.
Var between(const Var& x, double low, double high) {
  Var floor = where(above(x, low), x, cast(constant(low), x.dtype()));
  Var clamped = where(below(x, high), floor, cast(constant(high), x.dtype()));
  return where(pointwise("isnan", x).value(), constant(x.value()), clamped);
}

Var hard_sigmoid(const Var& x) { return between(x * coarse(constant(1.0 / 6), single) + constant(0.5), 0, 1); }

Var shrunk(const Call& c, bool soft) {
  double limit = c.number("lambd");
  Var x = c.input(), zero = zeros_like(x);
  return where(above(x, limit), soft ? x - limit : x, where(below(x, -limit), soft ? x + constant(limit) : x, zero));
}

Var celu(const Call& c) {
  double alpha = c.number("alpha");
  Var x = coarse(c.input(), single), negative = where(above(x, 0), zeros_like(x), x);
  return where(above(x, 0), x, alpha * pointwise("expm1", negative / alpha));
}

/// One weight for each channel, or one for all.
Var per_channel(const Var& weight, const Var& x) {
  if (weight.value().size() == 1 && weight.shape().size() < 2) return reshape(weight, {});
  Shape shape(std::max<std::size_t>(x.shape().size(), 2) - 1, 1);
  shape[0] = weight.value().size();
  return reshape(weight, shape);
}

Var prelu(const Call& c) {
  return where(above(c.input(), 0), c.input(), per_channel(c.var("weight"), c.input()) * c.input());
}

Var half(const Var& x, std::int64_t dim, std::int64_t which) {
  Layout layout(x.shape());
  dim = wrapped_dim(dim, layout.rank());
  std::int64_t length = layout.shape[static_cast<std::size_t>(dim)] / 2;
  Layout part = narrow(layout, dim, which * length, length);
  return gather(x, part.positions(), part.shape);
}

Var glu(const Call& c) {
  return half(c.input(), c.integer("dim"), 0) * pointwise("sigmoid", half(c.input(), c.integer("dim"), 1));
}

Var normalized(const Var& x, const Shape& dims, double eps) {
  return (x - mean(x, dims, true)) * pointwise("rsqrt", variance(x, dims, 0, true) + constant(eps));
}

Var affine(const Call& c, Var x) {
  if (c.has("weight")) x = x * per_channel(c.var("weight"), x);
  return c.has("bias") ? x + per_channel(c.var("bias"), x) : x;
}

Var group_norm(const Call& c) {
  c.machine.doubt();
  Var x = c.input();
  std::int64_t n = x.shape().at(0), groups = c.integer("num_groups");
  Var grouped = reshape(x, {n, groups, x.value().size() / std::max<std::int64_t>(n * groups, 1)});
  return affine(c, reshape(normalized(grouped, {2}, c.number("eps")), x.shape()));
}

Var rms_norm(const Call& c) {
  Var x = c.input();
  Shape dims;
  for (std::int64_t d = 1; d <= static_cast<std::int64_t>(c.sizes("normalized_shape").size()); ++d) dims.push_back(-d);
  double eps = c.has("eps") ? c.number("eps") : epsilon(x.dtype());
  Var result = x * pointwise("rsqrt", mean(x * x, dims, true) + constant(eps));
  return c.has("weight") ? result * c.var("weight") : result;
}

Var at_least(const Var& x, double limit) { return pointwise("maximum", x, cast(constant(limit), x.dtype())); }

Var normalize(const Call& c) {
  return c.input() / at_least(norm(c.input(), c.number("p"), {c.integer("dim")}, true), c.number("eps"));
}

Var cosine(const Var& a, const Var& b, std::int64_t dim, double eps) {
  Var lengths = at_least(norm(a, 2, {dim}, false), eps) * at_least(norm(b, 2, {dim}, false), eps);
  return sum(a * b, {dim}) / lengths;
}

Var distance(const Var& a, const Var& b, double p, double eps, bool keepdim) {
  return norm(a - b + constant(eps), p, {-1}, keepdim);
}

Var reduced(const Call& c, const Var& loss) {
  std::string how = c.text("reduction");
  return how == "none" ? loss : how == "sum" ? sum(loss) : mean(loss);
}

Var hinge(const Call& c) {
  Var x = c.input();
  Array positive = pointwise("eq", c.var("target"), constant(1.0)).value();
  return reduced(c, where(positive, x, relu(c.var("margin") - x)));
}

Var ranking(const Call& c) {
  return reduced(c, relu(c.var("margin") - c.var("target") * (c.var("input1") - c.var("input2"))));
}

Var cosine_loss(const Call& c) {
  Var a = c.var("input1"), b = c.var("input2"), floor = constant(1e-12);
  Var similar = sum(a * b, {-1}) / sqrt((sum(a * a, {-1}) + floor) * (sum(b * b, {-1}) + floor));
  Array positive = pointwise("eq", c.var("target"), constant(1.0)).value();
  return reduced(c, where(positive, 1 - similar, relu(similar - c.var("margin"))));
}

Var triplet(const Call& c) {
  double p = c.number("p"), eps = c.number("eps");
  Var far = distance(c.var("anchor"), c.var("negative"), p, eps, false);
  if (c.flag("swap")) far = pointwise("minimum", far, distance(c.var("positive"), c.var("negative"), p, eps, false));
  return reduced(c, relu(c.var("margin") + distance(c.var("anchor"), c.var("positive"), p, eps, false) - far));
}

Var soft_margin(const Call& c) {
  Var x = -(c.var("target") * c.input());
  return reduced(c, pointwise("logaddexp", x, zeros_like(x)));
}

Var padded(const Call& c) {
  if (c.text("mode") != "constant") throw Unsupported("the tape has no rule for pad with a mode but constant");
  Var x = c.input();
  Shape sides = c.sizes("pad"), shape = x.shape(), before(shape.size(), 0);
  for (std::size_t i = 0; i + 1 < sides.size(); i += 2) {
    std::size_t d = shape.size() - 1 - i / 2;
    before[d] = sides[i];
    shape[d] += sides[i] + sides[i + 1];
  }
  Shape strides = row_major_strides(x.shape());
  Positions from;
  for (std::int64_t i = 0; i < count(shape); ++i) {
    std::int64_t position = 0, rest = i;
    for (std::size_t d = shape.size(); d-- > 0; rest /= shape[d]) {
      std::int64_t k = rest % shape[d] - before[d];
      position = k < 0 || k >= x.shape()[d] || position < 0 ? -1 : position + k * strides[d];
    }
    from.push_back(position);
  }
  if (!c.has("value") || c.number("value") == 0) return gather(x, from, shape);
  Numbers fill;
  for (std::int64_t p : from) fill.push_back(p < 0 ? c.number("value") : 0);
  return gather(x, from, shape) + constant(Array(shape, x.dtype(), std::move(fill)));
}

/// Statistics of the batch, or the running ones; the running ones move on, unrecorded.
Value batch_norm(const Call& c) {
  c.machine.doubt();
  Var x = c.input();
  Shape dims;
  for (std::size_t d = 0; d < x.shape().size(); ++d)
    if (d != 1) dims.push_back(static_cast<std::int64_t>(d));
  double eps = c.number("eps");
  if (!c.flag("training")) {
    Var centred = x - per_channel(c.var("running_mean"), x);
    Var scale = pointwise("rsqrt", per_channel(c.var("running_var"), x) + constant(eps));
    return c.machine.fresh(affine(c, centred * scale));
  }
  if (x.value().size() == x.shape().at(1))
    throw Raised("value", "Expected more than 1 value per channel when training", "ValueError");
  auto move_on = [&](const char* name, const Var& now) {
    Recording off(false);
    double momentum = c.number("momentum");
    c.machine.write(c.tensor(name),
                    [&](const Var& old) { return cast((1 - momentum) * old + momentum * now, old.dtype()); });
  };
  if (c.has("running_mean")) move_on("running_mean", mean(x, dims, false));
  if (c.has("running_var")) move_on("running_var", variance(x, dims, 1, false));
  return c.machine.fresh(affine(c, normalized(x, dims, eps)));
}

}  // namespace

const Formulas& layer_formulas() {
  static const Formulas table = {
      {"celu", celu},
      {"prelu", prelu},
      {"relu6", [](const Call& c) { return between(c.input(), 0, 6); }},
      {"hardtanh", [](const Call& c) { return between(c.input(), c.number("min_val"), c.number("max_val")); }},
      {"hardsigmoid", [](const Call& c) { return hard_sigmoid(c.input()); }},
      {"hardswish", [](const Call& c) { return c.input() * hard_sigmoid(c.input()); }},
      {"hardshrink", [](const Call& c) { return shrunk(c, false); }},
      {"softshrink", [](const Call& c) { return shrunk(c, true); }},
      {"threshold",
       [](const Call& c) {
         return where(above(c.input(), c.number("threshold")), c.input(), cast(c.var("value"), c.input().dtype()));
       }},
      {"glu", glu},
      {"group_norm", group_norm},
      {"rms_norm", rms_norm},
      {"normalize", normalize},
      {"pad", padded},
      {"cosine_similarity",
       [](const Call& c) { return cosine(c.var("x1"), c.var("x2"), c.integer("dim"), c.number("eps")); }},
      {"pairwise_distance",
       [](const Call& c) {
         return distance(c.var("x1"), c.var("x2"), c.number("p"), c.number("eps"), c.flag("keepdim"));
       }},
      {"hinge_embedding_loss", hinge},
      {"margin_ranking_loss", ranking},
      {"cosine_embedding_loss", cosine_loss},
      {"triplet_margin_loss", triplet},
      {"soft_margin_loss", soft_margin},
  };
  return table;
}

const Operations& layer_operations() {
  static const Operations table = {{"batch_norm", batch_norm}};
  return table;
}

}  // namespace gradproof::checks::oracle
