// Optimizers: a program's own, options that compare, groups and states, closures, LBFGS to libtorch's digits.
#include <gradproof/checks/internals/interface/modules.hpp>

using torch::Tensor;
namespace nn = torch::nn;
namespace optim = torch::optim;

namespace optimizers_twin {

struct SignOptions : optim::OptimizerCloneableOptions<SignOptions> {
  explicit SignOptions(double lr) : lr_(lr) {}
  double get_lr() const override { return lr(); }
  void set_lr(const double rate) override { lr(rate); }
  TORCH_ARG(double, lr);
};
struct SignState : optim::OptimizerCloneableParamState<SignState> {
  TORCH_ARG(std::int64_t, step) = 0;
};

/// Moves every element by the rate against the sign of its gradient.
struct SignDescent : optim::Optimizer {
  SignDescent(std::vector<Tensor> params, SignOptions defaults)
      : Optimizer({optim::OptimizerParamGroup(std::move(params))}, std::make_unique<SignOptions>(defaults)) {}

  Tensor step(LossClosure closure = nullptr) override {
    torch::NoGradGuard no_grad;
    Tensor loss;
    if (closure != nullptr) {
      at::AutoGradMode enable_grad(true);
      loss = closure();
    }
    for (auto& group : param_groups_) {
      auto& options = static_cast<SignOptions&>(group.options());
      for (auto& p : group.params()) {
        if (!p.grad().defined()) continue;
        p.add_(p.grad().sign(), -options.lr());
        state_of(p).step(state_of(p).step() + 1);
      }
    }
    return loss;
  }

  SignState& state_of(const Tensor& p) {
#if defined(GRADPROOF_AGAINST_LIBTORCH)
    auto& state = state_[c10::guts::to_string(p.unsafeGetTensorImpl())];
#else
    auto& state = state_[p.unsafeGetTensorImpl()];
#endif
    if (!state) state = std::make_unique<SignState>();
    return static_cast<SignState&>(*state);
  }
};

/// Has no rate.
struct PlainOptions : optim::OptimizerOptions {};

void own_optimizers() {
  Tensor x = torch::tensor({1.0, -2.0}, torch::requires_grad());
  SignDescent descent({x}, SignOptions(0.5));
  const auto closure = [&] {
    descent.zero_grad();
    const Tensor loss = x.pow(2).sum();
    loss.backward();
    return loss;
  };
  EXPECT(descent.step(closure).item<float>() == 5 && descent.step(closure).item<float>() == 2.5);
  EXPECT(x[1].item<float>() == -1 && descent.state_of(x).step() == 2 && descent.state().size() == 1);
  EXPECT(!descent.step().defined() && x[1].item<float>() == -0.5F);
  EXPECT(descent.param_groups().size() == 1 && descent.param_groups()[0].params()[0].is_same(x));
  optim::StepLR schedule(descent, 2, 0.1);
  for (int i = 0; i < 3; ++i) schedule.step();
  EXPECT(std::abs(descent.param_groups()[0].options().get_lr() - 0.05) < 1e-12);
  EXPECT(descent.defaults().get_lr() == 0.5);
  const optim::OptimizerParamState& known = descent.state_of(x);
  const auto copy = known.clone();
  EXPECT(static_cast<SignState&>(*copy).step() == 3);
  EXPECT(contains(thrown([] { PlainOptions().get_lr(); }), "double get_lr() has not been overidden and implemented"));
  EXPECT(contains(thrown([] { PlainOptions().set_lr(1); }), "double set_lr() has not been overidden and implemented"));
  EXPECT(contains(thrown([] { PlainOptions().clone(); }), "clone() has not been implemented for "));
}

void options_and_groups() {
  EXPECT(optim::AdamOptions(0.5) == optim::AdamOptions(0.5));
  EXPECT(!(optim::AdamOptions(0.5) == optim::AdamOptions(0.5).amsgrad(true)));
  EXPECT(!(optim::SGDOptions(0.5) == optim::SGDOptions(0.25)));
  EXPECT(optim::LBFGSOptions(1).line_search_fn("strong_wolfe") == optim::LBFGSOptions().line_search_fn("strong_wolfe"));
  EXPECT(!(optim::RMSpropOptions(1) == optim::RMSpropOptions(1).centered(true)));
  nn::Linear a(2, 3), b(3, 1);
  std::vector<optim::OptimizerParamGroup> groups{
      optim::OptimizerParamGroup(a->parameters(), std::make_unique<optim::SGDOptions>(0.3)), {b->parameters()}};
  optim::SGD sgd(groups, optim::SGDOptions(0.1).momentum(0.5));
  EXPECT(sgd.param_groups()[0].options().get_lr() == 0.3 && sgd.param_groups()[1].options().get_lr() == 0.1);
  EXPECT(static_cast<optim::SGDOptions&>(sgd.param_groups()[1].options()).momentum() == 0.5);
  EXPECT(static_cast<optim::SGDOptions&>(sgd.defaults()) == optim::SGDOptions(0.1).momentum(0.5));
  sgd.add_param_group({std::vector<Tensor>{torch::ones({2})}});
  EXPECT(sgd.param_groups().size() == 3 && sgd.param_groups()[2].options().get_lr() == 0.1);
  b->forward(a->forward(torch::ones({1, 2}))).sum().backward();
  sgd.step();
  EXPECT(contains(thrown([&] { sgd.add_param_group({b->parameters()}); }),
                  "some parameters appear in more than one parameter group"));
  EXPECT(contains(thrown([&] { optim::SGD({a->weight * 2}, 0.1); }), "can't optimize a non-leaf Tensor"));
  EXPECT(contains(thrown([&] { optim::LBFGS(groups, optim::LBFGSOptions(1)); }),
                  "LBFGS doesn't support per-parameter options (parameter groups)"));
  // Every algorithm but SGD has defaults.
  EXPECT(optim::Adam(a->parameters()).defaults().get_lr() == 1e-3 && optim::LBFGS(a->parameters()).state().empty());
  EXPECT(optim::AdamW(a->parameters()).param_groups().size() == 1);
  EXPECT(optim::RMSprop(a->parameters()).defaults().get_lr() == 1e-2);
  EXPECT(optim::Adagrad(a->parameters()).defaults().get_lr() == 1e-2);
}

/// A step's loss, then the parameters after three steps.
std::vector<double> after_three_steps(const optim::LBFGSOptions& options) {
  Tensor a = torch::tensor({-1.2, 1.0, 0.7}, torch::kDouble).requires_grad_(true);
  Tensor b = torch::tensor({0.3, -0.8}, torch::kDouble).requires_grad_(true);
  optim::LBFGS lbfgs({a, b}, options);
  double evaluations = 0;
  const auto closure = [&] {
    ++evaluations;
    lbfgs.zero_grad();
    const Tensor loss = 10 * (a[1] - a[0] * a[0]).pow(2) + (1 - a[0]).pow(2) + (a[2] * b[0] - 1).pow(2) +
                        (b[1] + a[1]).pow(4) + b.pow(2).sum() * 0.1;
    loss.backward();
    return loss;
  };
  Tensor loss;
  for (int i = 0; i < 3; ++i) loss = lbfgs.step(closure);
  std::vector<double> all{evaluations, loss.item<double>()};
  for (const Tensor& t : {a, b})
    for (std::int64_t i = 0; i < t.size(0); ++i) all.push_back(t[i].item<double>());
  return all;
}

bool near(const std::vector<double>& found, const std::vector<double>& due) {
  bool all = found.size() == due.size();
  for (std::size_t i = 0; all && i < due.size(); ++i) all = std::abs(found[i] - due[i]) < 1e-6 * (1 + std::abs(due[i]));
  return all;
}

void lbfgs() {
  EXPECT(near(after_three_steps(optim::LBFGSOptions(1.0)),
              {60, 0.0634739234, 0.9035583753, 0.8105834182, 5.7941045489, 0.1712581989, -0.5240554802}));
  EXPECT(near(after_three_steps(optim::LBFGSOptions(0.3).history_size(3).max_iter(7)),
              {21, 0.4606537602, 0.8151814747, 0.6472059154, 1.1196336612, 0.7984821201, -0.3072272685}));
  EXPECT(near(after_three_steps(optim::LBFGSOptions(1.0).line_search_fn("strong_wolfe")),
              {73, 0.0466489251, 0.9066754693, 0.8171016090, 13.7929040779, 0.0723057653, -0.5204543988}));
  EXPECT(near(after_three_steps(optim::LBFGSOptions(0.5).max_iter(4).line_search_fn("strong_wolfe").history_size(2)),
              {15, 3.5004675627, 0.0813328121, -0.1282922713, 1.1346735188, 1.1745719118, -0.4112802137}));
  optim::LBFGS none({torch::ones({2}, torch::requires_grad())});
  EXPECT(contains(thrown([&] { none.step(nullptr); }), "LBFGS requires a closure function"));
}

TWIN(optimizers) {
  own_optimizers();
  options_and_groups();
  lbfgs();
}

}  // namespace optimizers_twin
