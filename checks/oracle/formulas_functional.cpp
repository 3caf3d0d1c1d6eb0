// torch.nn.functional: activations, layers, losses.
#include <cmath>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

Var sigmoid(const Var& x) { return pointwise("sigmoid", x); }
Var absolute(const Var& x) { return pointwise("abs", x); }

Array positive(const Var& x) { return pointwise("gt", x, constant(0.0)).value(); }

/// log(1 + exp(x)) without overflow.
Var soft(const Var& x) { return pointwise("logaddexp", x, zeros_like(x)); }

Var elu(const Var& x, double alpha) {
  return where(positive(x), x, alpha * pointwise("expm1", where(positive(x), zeros_like(x), x)));
}

Var gelu(const Call& c) {
  Var x = c.input();
  if (c.text("approximate") != "tanh") return 0.5 * x * (1 + pointwise("erf", x / std::sqrt(2.0)));
  return 0.5 * x * (1 + pointwise("tanh", std::sqrt(2 / M_PI) * (x + 0.044715 * (x * x * x))));
}

Var softplus(const Call& c) {
  Var scaled = c.number("beta") * c.input();
  return where(pointwise("gt", scaled, c.var("threshold")).value(), c.input(), soft(scaled) / c.number("beta"));
}

Var linear(const Call& c) {
  Var product =
      matmul(c.input(), c.var("weight").shape().size() < 2 ? c.var("weight") : transpose(c.var("weight"), 0, 1));
  return c.has("bias") ? product + c.var("bias") : product;
}

Var embedding(const Call& c) {
  if (c.has("max_norm") || c.flag("scale_grad_by_freq"))
    throw Unsupported("the tape has no rule for embedding with max_norm or scale_grad_by_freq");
  Var weight = c.var("weight");
  if (c.has("padding_idx")) {  // its row gets no gradient
    std::int64_t padding = c.integer("padding_idx"), width = weight.shape()[1];
    std::vector<bool> rows(static_cast<std::size_t>(weight.value().size()), true);
    for (std::int64_t k = 0; k < width; ++k)
      rows[static_cast<std::size_t>((padding < 0 ? padding + weight.shape()[0] : padding) * width + k)] = false;
    weight = with_value(keep(weight, rows), weight.value());
  }
  Selection rows = select_elements(weight.shape(), c["input"]);
  return gather(weight, rows.positions, rows.shape);
}

Var layer_norm(const Call& c) {
  c.machine.doubt();
  Var x = c.input();
  Shape dims;
  for (std::int64_t d = 1; d <= static_cast<std::int64_t>(c.sizes("normalized_shape").size()); ++d) dims.push_back(-d);
  Var result = (x - mean(x, dims, true)) * pointwise("rsqrt", variance(x, dims, 0, true) + c.var("eps"));
  if (c.has("weight")) result = result * c.var("weight");
  return c.has("bias") ? result + c.var("bias") : result;
}

Var reduced(const Call& c, const Var& loss) {
  std::string how = c.text("reduction");
  return how == "none" ? loss : how == "sum" ? sum(loss) : mean(loss);
}

Var smooth_l1(const Var& difference, double beta) {
  Var a = absolute(difference);
  if (beta == 0) return a;
  return where(pointwise("lt", a, constant(beta)).value(), (0.5 / beta) * (difference * difference), a - 0.5 * beta);
}

Var huber(const Var& difference, double delta) {
  Var a = absolute(difference);
  return where(pointwise("le", a, constant(delta)).value(), 0.5 * (difference * difference), delta * (a - 0.5 * delta));
}

/// Negative log likelihood of (n, classes) or (classes) log probabilities, with class weights and an ignored class.
Var likelihood(const Call& c, const Var& scores, const Array& target) {
  if (scores.shape().size() > 2) throw Unsupported("the tape has no rule for nll_loss of more than two dimensions");
  std::int64_t classes = scores.shape().back(), n = target.size();
  Array weights = c.has("weight") ? c.var("weight").value() : Array::full({classes}, scores.dtype(), 1);
  Positions chosen;
  Numbers weight;
  double total = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    auto k = static_cast<std::int64_t>(target[i]);
    bool ignored = k == c.integer("ignore_index");
    if (!ignored && (k < 0 || k >= classes)) throw Raised("index", "nll_loss: a target is out of bounds", "IndexError");
    chosen.push_back(ignored ? -1 : i * classes + k);
    weight.push_back(ignored ? 0 : weights[k]);
    total += weight.back();
  }
  Var loss = -(constant(Array(target.shape(), scores.dtype(), std::move(weight))) *
               gather(scores, std::move(chosen), target.shape()));
  std::string how = c.text("reduction");
  return how == "none" ? loss : how == "sum" ? sum(loss) : sum(loss) / total;
}

/// The target that stands for classes when their labels are smoothed: each class's weight and share.
Var smoothed(const Call& c, const Var& scores, const Array& target) {
  if (scores.shape().size() > 2) throw Unsupported("the tape smooths labels only of one or two dimensions");
  const std::int64_t classes = scores.shape().back();
  const double smoothing = c.number("label_smoothing"), share = smoothing / static_cast<double>(classes);
  Array weights = c.has("weight") ? c.var("weight").value() : Array::full({classes}, scores.dtype(), 1);
  Numbers shares(static_cast<std::size_t>(scores.value().size()), 0.0);
  double total = 0;
  for (std::int64_t i = 0; i < target.size(); ++i) {
    auto label = static_cast<std::int64_t>(target[i]);
    if (label == c.integer("ignore_index")) continue;
    for (std::int64_t k = 0; k < classes; ++k)
      shares[static_cast<std::size_t>(i * classes + k)] = weights[k] * (share + (k == label ? 1 - smoothing : 0));
    total += weights[label];
  }
  Var loss = -sum(constant(Array(scores.shape(), scores.dtype(), std::move(shares))) * scores, {-1});
  std::string how = c.text("reduction");
  return how == "none" ? loss : how == "sum" ? sum(loss) : sum(loss) / total;
}

Var cross_entropy(const Call& c) {
  Var x = c.input(), target = c.var("target");
  Var scores = log_softmax(x, x.shape().size() == 1 ? 0 : 1);
  const double smoothing = c.number("label_smoothing");
  if (!is_float(target.dtype()))
    return smoothing == 0 ? likelihood(c, scores, target.value()) : smoothed(c, scores, target.value());
  const std::int64_t dim = x.shape().size() == 1 ? 0 : 1;
  if (smoothing != 0)
    target =
        (1 - smoothing) * target + constant(smoothing / static_cast<double>(x.shape()[static_cast<std::size_t>(dim)]));
  if (c.has("weight")) {
    Shape shape(x.shape().size() - static_cast<std::size_t>(dim), 1);
    shape[0] = c.var("weight").value().size();
    target = target * reshape(c.var("weight"), shape);
  }
  Var loss = -sum(target * scores, {dim});
  if (c.text("reduction") != "mean") return reduced(c, loss);
  return sum(loss) / static_cast<double>(std::max<std::int64_t>(loss.value().size(), 1));
}

Var binary_cross_entropy(const Call& c) {
  Var x = c.input(), y = c.var("target"), floor = constant(-100.0);
  auto bounded = [&](const Var& logs) { return where(pointwise("lt", logs, floor).value(), floor, logs); };
  Var loss = -(y * bounded(log(x)) + (1 - y) * bounded(pointwise("log1p", -x)));
  return reduced(c, c.has("weight") ? c.var("weight") * loss : loss);
}

Var with_logits(const Call& c) {
  Var x = c.input(), y = c.var("target");
  Var loss =
      c.has("pos_weight") ? (1 - y) * x + (1 + (c.var("pos_weight") - 1) * y) * soft(-x) : (1 - y) * x + soft(-x);
  return reduced(c, c.has("weight") ? c.var("weight") * loss : loss);
}

Var divergence(const Call& c) {
  Var target = c.var("target"), x = c.input();
  Var loss = c.flag("log_target") ? exp(target) * (target - x) : target * (log(target) - x);
  if (c.text("reduction") == "batchmean") return sum(loss) / static_cast<double>(x.shape().at(0));
  return reduced(c, loss);
}

Var plain(const Call& c) { return c.input() - c.var("target"); }

}  // namespace

const Formulas& functional_formulas() {
  static const Formulas table = {
      {"leaky_relu",
       [](const Call& c) { return where(positive(c.input()), c.input(), c.var("negative_slope") * c.input()); }},
      {"elu", [](const Call& c) { return elu(c.input(), c.number("alpha")); }},
      {"selu", [](const Call& c) { return 1.0507009873554805 * elu(c.input(), 1.6732632423543772); }},
      {"gelu", gelu},
      {"silu", [](const Call& c) { return c.input() * sigmoid(c.input()); }},
      {"mish", [](const Call& c) { return c.input() * pointwise("tanh", soft(c.input())); }},
      {"softplus", softplus},
      {"softsign", [](const Call& c) { return c.input() / (1 + absolute(c.input())); }},
      {"logsigmoid", [](const Call& c) { return -soft(-c.input()); }},
      {"tanhshrink", [](const Call& c) { return c.input() - pointwise("tanh", c.input()); }},
      {"linear", linear},
      {"embedding", embedding},
      {"layer_norm", layer_norm},
      {"mse_loss", [](const Call& c) { return reduced(c, plain(c) * plain(c)); }},
      {"l1_loss", [](const Call& c) { return reduced(c, absolute(plain(c))); }},
      {"smooth_l1_loss", [](const Call& c) { return reduced(c, smooth_l1(plain(c), c.number("beta"))); }},
      {"huber_loss", [](const Call& c) { return reduced(c, huber(plain(c), c.number("delta"))); }},
      {"nll_loss", [](const Call& c) { return likelihood(c, c.input(), c.var("target").value()); }},
      {"cross_entropy", cross_entropy},
      {"binary_cross_entropy", binary_cross_entropy},
      {"binary_cross_entropy_with_logits", with_logits},
      {"kl_div", divergence},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
