// The check itself. Everything that is known about one run stands in Check; a pair is one input and one output.
#include <cmath>
#include <cstdio>
#include <gradproof/core/autograd/gradcheck.hpp>
#include <gradproof/core/autograd/gradcheck_difference.hpp>
#include <gradproof/core/autograd/gradcheck_values.hpp>
#include <gradproof/core/autograd/gradcheck_watch.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::autograd {
namespace {

using Kind = GradcheckFinding::Kind;

std::string number(double v) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", v);
  return text;
}

/// [1, 2] for element 5 of sizes [2, 3].
std::string place(std::int64_t element, IntArrayRef sizes) {
  std::vector<std::int64_t> at(sizes.size());
  for (std::size_t d = sizes.size(); d-- > 0; element /= std::max<std::int64_t>(sizes[d], 1))
    at[d] = element % sizes[d];
  return to_string(IntArrayRef(at));
}

bool checkable(const Tensor& t) { return t.defined() && t.requires_grad(); }

Precision precision_of(const TensorList& inputs, const GradcheckOptions& o) {
  bool single = false, any = false;
  for (const Tensor& t : inputs) {
    if (!checkable(t)) continue;
    any = true;
    single = single || t.dtype() == kFloat;
    if (t.dtype() != kFloat && t.dtype() != kDouble)
      raise(ErrorKind::argument, "gradcheck: inputs that require grad must be float32 or float64, found " +
                                     std::string(name(t.dtype())) + "; convert with .to(kDouble)");
  }
  if (!any)
    raise(ErrorKind::argument,
          "gradcheck expects at least one input tensor to require gradient, but none of them has requires_grad=True");
  Precision p = single ? Precision{0x1p-6, 1e-4, 1e-3, 0x1p-24, 1e-2} : Precision{0x1p-17, 1e-7, 1e-6, 0x1p-53, 1e-5};
  p.step = o.step.value_or(p.step);
  p.atol = o.atol.value_or(p.atol);
  p.rtol = o.rtol.value_or(p.rtol);
  return p;
}

/// A power of two, so that x + step is exact for most x.
double step_at(double x, const Precision& p) {
  return std::exp2(std::round(std::log2(p.step * std::fmax(std::fabs(x), 0.25))));
}

class Check {
 public:
  Check(GradcheckFunction f, const TensorList& inputs, const GradcheckOptions& options)
      : f_(f), inputs_(inputs), options_(options), precision_(precision_of(inputs, options)), random_(options.seed) {}

  GradcheckReport run() {
    AutoEnableGrad grad_mode;
    if (inspect()) compare();
    finish();
    return std::move(report_);
  }

 private:
  // What one pass may and may not do ---------------------------------------------------------------------------------
  struct Pass {
    std::vector<std::vector<double>> outputs, gradients;
  };

  /// Looks at one pass; false when the graph is broken, so that derivatives cannot be asked for.
  bool inspect() {
    Watch inputs, saved, incoming;
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      if (inputs_[i].defined()) inputs.add("input " + std::to_string(i), inputs_[i]);
    outputs_ = f_(inputs_);
    for (std::size_t k = 0; k < outputs_.size(); ++k)
      if (checkable(outputs_[k])) differentiable_.push_back(k);
    for (std::size_t k : differentiable_) seeds_.push_back(shaped_like(outputs_[k], random_.take(outputs_[k].numel())));
    for (const std::string& text : inputs.changes()) add(Kind::input_written, "forward: " + text);
    try {
      watch_saved(saved, outputs_);
    } catch (const Error& e) {
      add(Kind::saved_written, std::string("forward: ") + e.what());
      return false;
    }
    if (differentiable_.empty()) return true;
    for (std::size_t i = 0; i < seeds_.size(); ++i)
      incoming.add("the incoming gradient of output " + std::to_string(differentiable_[i]), seeds_[i]);
    Watch untouched = std::move(inputs);
    const Pass first = pass(outputs_, seeds_);
    if (report_.findings.empty())
      for (const std::string& text : untouched.changes()) add(Kind::input_written, "backward: " + text);
    for (const std::string& text : saved.changes()) add(Kind::saved_written, "backward: " + text);
    for (const std::string& text : incoming.changes()) add(Kind::incoming_written, "backward: " + text);
    if (report_.findings.empty()) repeat(first);
    return report_.findings.empty();
  }

  Pass pass(const TensorList& outputs, const TensorList& seeds) const {
    Pass p;
    TensorList roots;
    for (std::size_t k : differentiable_) roots.push_back(outputs[k]);
    for (const Tensor& t : outputs) p.outputs.push_back(t.defined() ? doubles(t) : std::vector<double>());
    const TensorList wanted = differentiable_inputs(inputs_), got = grad(roots, wanted, seeds, true, false, true);
    for (std::size_t i = 0; i < got.size(); ++i)
      p.gradients.push_back(got[i].defined() ? doubles(got[i]) : std::vector<double>(std::size_t(wanted[i].numel())));
    return p;
  }

  static TensorList differentiable_inputs(const TensorList& inputs) {
    TensorList wanted;
    for (const Tensor& t : inputs)
      if (checkable(t)) wanted.push_back(t);
    return wanted;
  }

  /// The same again, then with incoming gradients and inputs that lie otherwise in memory.
  void repeat(const Pass& first) {
    const Pass again = pass(f_(inputs_), seeds_);
    if (!same(first.outputs, again.outputs, 0))
      add(Kind::nondeterministic, "forward gave other numbers the second time");
    if (!same(first.gradients, again.gradients, 0))
      add(Kind::nondeterministic, "backward gave other numbers the second time");
    TensorList spaced;
    for (const Tensor& seed : seeds_) spaced.push_back(with_gaps(seed));
    if (!same(first.gradients, pass(outputs_, spaced).gradients, 64))
      add(Kind::layout, "backward gives other numbers for the same incoming gradient when that is not contiguous");
    TensorList constant, repeated;
    for (const Tensor& seed : seeds_) {
      constant.push_back(shaped_like(seed, std::vector<double>(std::size_t(seed.numel()), 1.25)));
      repeated.push_back(scalar_tensor(1.25, seed.options()).expand(seed.sizes()));
    }
    if (!same(pass(outputs_, constant).gradients, pass(outputs_, repeated).gradients, 64))
      add(Kind::layout, "backward gives other numbers for the same incoming gradient when that is expanded");
    if (!same(first.outputs, values_at({}), 64))
      add(Kind::layout, "forward gives other numbers for contiguous copies of the inputs");
  }

  /// Equal up to `slack` roundoffs of the largest number of the row; NaN equals NaN.
  bool same(const std::vector<std::vector<double>>& a, const std::vector<std::vector<double>>& b, double slack) const {
    if (a.size() != b.size()) return false;
    for (std::size_t r = 0; r < a.size(); ++r) {
      if (a[r].size() != b[r].size()) return false;
      double largest = 0;
      for (double v : a[r])
        if (std::isfinite(v)) largest = std::fmax(largest, std::fabs(v));
      for (std::size_t i = 0; i < a[r].size(); ++i) {
        const bool both_nan = std::isnan(a[r][i]) && std::isnan(b[r][i]);
        if (!both_nan && a[r][i] != b[r][i] && !(std::fabs(a[r][i] - b[r][i]) <= slack * precision_.roundoff * largest))
          return false;
      }
    }
    return true;
  }

  // Derivatives
  // --------------------------------------------------------------------------------------------------------
  /// Where the inputs are moved: one input, along a row-major direction.
  struct Move {
    std::size_t input = 0;
    double step = 0;
    std::vector<double> direction;
  };

  std::vector<std::vector<double>> values_at(const Move& move) const {
    TensorList at;
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      at.push_back(!inputs_[i].defined()
                       ? Tensor()
                       : moved(inputs_[i], move.step, i == move.input ? move.direction : std::vector<double>()));
    std::vector<std::vector<double>> values;
    for (const Tensor& t : f_(at)) values.push_back(t.defined() ? doubles(t) : std::vector<double>());
    return values;
  }

  /// All outputs at five places along a direction.
  using Samples = std::array<std::vector<std::vector<double>>, 5>;
  Samples sample(std::size_t input, double step, const std::vector<double>& direction) const {
    Samples s;
    for (int i = 0; i < 5; ++i) s[std::size_t(i)] = values_at({input, (i - 2) * step, direction});
    return s;
  }

  void compare() {
    std::vector<std::size_t> compared = differentiable_;
    if (compared.empty())
      for (std::size_t k = 0; k < outputs_.size(); ++k)
        if (outputs_[k].defined() && is_floating(outputs_[k].dtype())) compared.push_back(k);
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (!checkable(inputs_[i]) || inputs_[i].numel() == 0) continue;
      std::vector<std::size_t> in_full = options_.fast ? compare_fast(i, compared) : compared;
      if (!in_full.empty()) compare_full(i, in_full);
    }
  }

  /// Gradient of one input for an incoming gradient of one output.
  std::vector<double> pull_back(std::size_t output, std::size_t input, const std::vector<double>& incoming) const {
    const Tensor& y = outputs_[output];
    const Tensor& x = inputs_[input];
    if (!checkable(y)) return std::vector<double>(std::size_t(x.numel()));
    const Tensor g = grad({y}, {x}, {shaped_like(y, incoming)}, true, false, true)[0];
    return g.defined() ? doubles(g) : std::vector<double>(std::size_t(x.numel()));
  }

  /// Checks along one random direction; returns the outputs that have to be looked at closely.
  std::vector<std::size_t> compare_fast(std::size_t input, const std::vector<std::size_t>& outputs) {
    const std::vector<double> direction = random_.take(inputs_[input].numel());
    double largest = 0;
    for (double v : doubles(inputs_[input])) largest = std::fmax(largest, std::fabs(v));
    const double step = step_at(largest, precision_) / 2;
    const Samples s = sample(input, step, direction);
    std::vector<std::size_t> suspects;
    for (std::size_t k : outputs) {
      const std::vector<double> weights = random_.take(outputs_[k].numel());
      Stencil projected = {};
      double scale = 0, analytic = 0;
      for (std::size_t p = 0; p < 5; ++p)
        for (std::size_t e = 0; e < weights.size(); ++e) projected[p] += weights[e] * s[p][k][e];
      for (std::size_t e = 0; e < weights.size(); ++e) scale += std::fabs(weights[e] * s[2][k][e]);
      const std::vector<double> g = pull_back(k, input, weights);
      for (std::size_t e = 0; e < g.size(); ++e) analytic += g[e] * direction[e];
      const Difference d = difference(projected, step, scale, precision_);
      if (d.kink || !(std::fabs(analytic - d.value) <= d.tolerance))
        suspects.push_back(k);
      else
        ++report_.checked;
    }
    return suspects;
  }

  void compare_full(std::size_t input, const std::vector<std::size_t>& outputs) {
    const std::vector<double> x = doubles(inputs_[input]);
    std::vector<Samples> columns;
    std::vector<double> steps;
    for (std::size_t e = 0; e < x.size(); ++e) {
      std::vector<double> direction(x.size());
      direction[e] = 1;
      steps.push_back(step_at(x[e], precision_));
      columns.push_back(sample(input, steps.back(), direction));
    }
    for (std::size_t k : outputs) {
      const std::size_t rows = std::size_t(outputs_[k].numel());
      for (std::size_t row = 0; row < rows; ++row) {
        std::vector<double> one_hot(rows);
        one_hot[row] = 1;
        const std::vector<double> analytic = pull_back(k, input, one_hot);
        for (std::size_t e = 0; e < x.size(); ++e)
          judge({int(k), int(input), std::int64_t(row), std::int64_t(e), 0, 0}, columns[e], steps[e], analytic[e]);
      }
    }
  }

  void judge(GradcheckKink at, const Samples& s, double step, double analytic) {
    Stencil values;
    double scale = 0;
    for (std::size_t p = 0; p < 5; ++p) {
      values[p] = s[p][std::size_t(at.output)][std::size_t(at.output_element)];
      if (std::isfinite(values[p])) scale = std::fmax(scale, std::fabs(values[p]));
    }
    const Difference d = difference(values, step, scale, precision_);
    if (d.kink) {
      at.left = d.left;
      at.right = d.right;
      report_.kinks.push_back(at);
      return;
    }
    ++report_.checked;
    if (!(std::fabs(analytic - d.value) <= d.tolerance)) add_wrong(at, analytic, d);
  }

  // Reporting
  // ----------------------------------------------------------------------------------------------------------
  std::string where(const GradcheckKink& at) const {
    return "d output " + std::to_string(at.output) +
           place(at.output_element, outputs_[std::size_t(at.output)].sizes()) + " / d input " +
           std::to_string(at.input) + place(at.input_element, inputs_[std::size_t(at.input)].sizes());
  }

  void add(Kind kind, std::string text) {
    report_.ok = false;
    if (report_.findings.size() < options_.findings) {
      GradcheckFinding finding = {};
      finding.kind = kind;
      finding.text = options_.name + ": " + std::move(text);
      report_.findings.push_back(std::move(finding));
    }
  }

  void add_wrong(const GradcheckKink& at, double analytic, const Difference& d) {
    ++report_.wrong;
    const std::size_t before = report_.findings.size();
    add(Kind::gradient, where(at) + ": backward gives " + number(analytic) + ", differences give " + number(d.value) +
                            ", apart by " + number(std::fabs(analytic - d.value)) + " with a tolerance of " +
                            number(d.tolerance));
    if (report_.findings.size() == before) return;
    GradcheckFinding& f = report_.findings.back();
    f.output = at.output, f.input = at.input;
    f.output_element = at.output_element, f.input_element = at.input_element;
    f.analytic = analytic, f.numeric = d.value, f.tolerance = d.tolerance;
  }

  void finish() {
    if (report_.ok && !report_.checked && !report_.kinks.empty())
      add(Kind::nothing_checked, "nothing could be checked: the function has a kink at every element; move the inputs");
    report_.text = options_.name + ": " + std::to_string(report_.checked) + " derivatives compared, " +
                   std::to_string(report_.wrong) + " wrong, " + std::to_string(report_.kinks.size()) +
                   " skipped at kinks";
    for (const GradcheckFinding& f : report_.findings) report_.text += "\n  " + f.text;
    const std::size_t shown = std::min(report_.kinks.size(), options_.findings);
    for (std::size_t i = 0; i < shown; ++i)
      report_.text += "\n  kink, not checked: " + where(report_.kinks[i]) + ": " + number(report_.kinks[i].left) +
                      " from the left, " + number(report_.kinks[i].right) + " from the right";
  }

  GradcheckFunction f_;
  const TensorList& inputs_;
  const GradcheckOptions& options_;
  Precision precision_;
  Directions random_;
  TensorList outputs_, seeds_;
  std::vector<std::size_t> differentiable_;
  GradcheckReport report_;
};

}  // namespace

GradcheckReport run_gradcheck(GradcheckFunction f, const TensorList& inputs, const GradcheckOptions& options) {
  return Check(f, inputs, options).run();
}

GradcheckReport run_gradgradcheck(GradcheckFunction f, const TensorList& inputs, const GradcheckOptions& options) {
  const std::size_t count = inputs.size();
  const auto gradients = [&](const TensorList& all) {
    const TensorList in(all.begin(), all.begin() + std::ptrdiff_t(count));
    TensorList roots, wanted;
    for (const Tensor& t : f(in))
      if (checkable(t)) roots.push_back(t);
    for (const Tensor& t : in)
      if (checkable(t)) wanted.push_back(t);
    TensorList got = grad(roots, wanted, {all.begin() + std::ptrdiff_t(count), all.end()}, true, true, true);
    for (std::size_t i = 0; i < got.size(); ++i)
      if (!got[i].defined()) got[i] = zeros_like(wanted[i]);
    return got;
  };
  Directions random(options.seed + 1);
  TensorList all = inputs;
  AutoEnableGrad grad_mode;
  for (const Tensor& t : f(inputs))
    if (checkable(t)) all.push_back(shaped_like(t, random.take(t.numel())).requires_grad_());
  GradcheckOptions second = options;
  second.name = "the gradient of " + options.name;
  return run_gradcheck(gradients, all, second);
}

void expect_ok(const GradcheckReport& report) {
  if (!report.ok) raise(ErrorKind::assertion, "gradcheck failed: " + report.text);
}

}  // namespace gradproof::autograd
