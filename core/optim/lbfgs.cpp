#include <algorithm>
#include <cmath>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/optim/lbfgs.hpp>
#include <gradproof/core/optim/line_search.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::optim {
namespace {

std::unique_ptr<OptimizerOptions> checked(LBFGSOptions o) {
  expect_option(o.lr() >= 0, "learning rate", o.lr());
  if (o.line_search_fn() && *o.line_search_fn() != "strong_wolfe")
    raise(ErrorKind::value, "only 'strong_wolfe' is supported as line_search_fn, found '" + *o.line_search_fn() + "'");
  if (!o.max_eval()) o.max_eval(o.max_iter() * 5 / 4);
  return o.clone();
}

double largest(const Tensor& t) { return t.abs().max().item<double>(); }

/// Keeps the newest change of the gradient, unless the loss curves the wrong way along it.
void remember(LBFGSParamState& s, const Tensor& gradient, std::int64_t history_size) {
  const Tensor y = gradient - s.prev_flat_grad(), step = s.d() * s.t(), ys = y.dot(step);
  if (!(ys.item<double>() > 1e-10)) return;
  if (std::int64_t(s.old_dirs().size()) == history_size) {
    for (TensorList* row : {&s.old_dirs(), &s.old_stps(), &s.ro()}) row->erase(row->begin());
  }
  s.old_dirs().push_back(y);
  s.old_stps().push_back(step);
  s.ro().push_back(1 / ys);
  s.H_diag(ys / y.dot(y));
}

/// Minus the gradient times the approximate inverse Hessian: the two loops over the remembered changes.
Tensor direction(LBFGSParamState& s, const Tensor& gradient, std::int64_t history_size) {
  const std::size_t n = s.old_dirs().size();
  if (!s.al()) s.al(TensorList(std::size_t(history_size)));
  TensorList& al = *s.al();
  const Tensor q = gradient.neg();
  for (std::size_t i = n; i-- > 0;) {
    al[i] = s.old_stps()[i].dot(q) * s.ro()[i];
    q.add_(s.old_dirs()[i], -al[i].item<double>());
  }
  const Tensor r = q * s.H_diag();
  for (std::size_t i = 0; i < n; ++i) {
    const Tensor be = s.old_dirs()[i].dot(r) * s.ro()[i];
    r.add_(s.old_stps()[i], (al[i] - be).item<double>());
  }
  return r;
}

void update_direction(LBFGSParamState& s, const Trial& at, const LBFGSOptions& o) {
  s.n_iter(s.n_iter() + 1);
  if (s.n_iter() == 1) {
    s.d(at.gradient.neg());
    s.H_diag(ones({}, at.gradient.options()));
    s.t(std::min(1.0, 1 / at.gradient.abs().sum().item<double>()) * o.lr());
  } else {
    remember(s, at.gradient, o.history_size());
    s.d(direction(s, at.gradient, o.history_size()));
    s.t(o.lr());
  }
  s.prev_flat_grad(at.gradient.clone());
  s.prev_loss(at.loss);
}

}  // namespace

LBFGS::LBFGS(const std::vector<OptimizerParamGroup>& groups, LBFGSOptions defaults)
    : Optimizer(groups, checked(std::move(defaults))) {
  if (groups.size() != 1)
    raise(ErrorKind::value, "LBFGS doesn't support per-parameter options (parameter groups): found " +
                                std::to_string(groups.size()) + " groups, expected one");
  auto& own = static_cast<LBFGSOptions&>(param_groups_.front().options());
  if (!own.max_eval()) own.max_eval(static_cast<LBFGSOptions&>(*defaults_).max_eval());
}

const LBFGSOptions& LBFGS::options() const { return static_cast<const LBFGSOptions&>(param_groups_.front().options()); }

Tensor LBFGS::flat_gradient() const {
  TensorList rows;
  for (const Tensor& p : params())
    rows.push_back(p.grad().defined() ? p.grad().reshape({-1}) : zeros({p.numel()}, p.options()));
  return cat(rows);
}

void LBFGS::move(double t, const Tensor& direction) const {
  std::int64_t at = 0;
  for (const Tensor& p : params()) {
    p.add_(direction.slice(0, at, at + p.numel()).view_as(p), t);
    at += p.numel();
  }
}

Trial LBFGS::look_ahead(const LossClosure& evaluate, double t, const Tensor& direction) const {
  TensorList here;
  for (const Tensor& p : params()) here.push_back(p.clone());
  move(t, direction);
  Trial trial;
  trial.t = t;
  trial.loss = evaluate().item<double>();
  trial.gradient = flat_gradient();
  trial.slope = trial.gradient.dot(direction).item<double>();
  for (std::size_t i = 0; i < here.size(); ++i) params()[i].copy_(here[i]);
  return trial;
}

Tensor LBFGS::step(LossClosure closure) {
  if (!closure)
    raise(ErrorKind::argument, "LBFGS requires a closure function, which computes the loss and its gradients anew");
  NoGradGuard no_grad;
  const LossClosure evaluate = [&closure] {
    AutoEnableGrad grad_mode;
    return closure();
  };
  const Tensor loss = evaluate();
  if (params().empty()) return loss;
  auto& state = state_of<LBFGSParamState>(params().front(), [](LBFGSParamState&) {});
  state.func_evals(state.func_evals() + 1);
  Trial start;
  start.loss = loss.item<double>();
  start.gradient = flat_gradient();
  if (!(largest(start.gradient) <= options().tolerance_grad())) iterate(state, std::move(start), evaluate);
  return loss;
}

void LBFGS::iterate(LBFGSParamState& state, Trial at, const LossClosure& evaluate) const {
  const LBFGSOptions& o = options();
  const std::int64_t evaluated_before = state.func_evals() - 1;
  const LossClosure counted = [&] {
    state.func_evals(state.func_evals() + 1);
    return evaluate();
  };
  for (std::int64_t n = 1; n <= o.max_iter(); ++n) {
    update_direction(state, at, o);
    at.t = 0;
    at.slope = at.gradient.dot(state.d()).item<double>();
    if (at.slope > -o.tolerance_change()) return;
    if (o.line_search_fn()) {
      at = strong_wolfe(at, state.t(), largest(state.d()), o.tolerance_change(),
                        [&](double t) { return look_ahead(counted, t, state.d()); });
      state.t(at.t);
      move(at.t, state.d());
    } else {
      move(state.t(), state.d());
      if (n == o.max_iter()) return;  // the next step evaluates anyway, perhaps other data
      at.loss = counted().item<double>();
      at.gradient = flat_gradient();
    }
    const bool exhausted = state.func_evals() - evaluated_before >= *o.max_eval();
    const bool optimal = largest(at.gradient) <= o.tolerance_grad();
    const bool still = largest(state.d() * state.t()) <= o.tolerance_change() ||
                       std::fabs(at.loss - state.prev_loss()) < o.tolerance_change();
    if (exhausted || optimal || still) return;
  }
}

}  // namespace gradproof::optim
