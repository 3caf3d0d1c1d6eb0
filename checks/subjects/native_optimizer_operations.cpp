// torch.optim.
#include <gradproof/checks/subjects/native_nn_values.hpp>
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/optim/adagrad.hpp>
#include <gradproof/core/optim/adam.hpp>
#include <gradproof/core/optim/rmsprop.hpp>
#include <gradproof/core/optim/sgd.hpp>

namespace gradproof::checks::native {
namespace {

double number(const Arguments& a, std::string_view name) { return as_number(a[name]).toDouble(); }
bool flag(const Arguments& a, std::string_view name) { return as_flag(a[name], false); }

void refuse(const Arguments& a, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names)
    if (flag(a, name)) throw Unsupported("the native runtime has no " + std::string(name) + " here");
}

TensorList optimized(const Arguments& a) {
  TensorList all = as_tensors(a["params"]);
  if (all.empty()) throw Raised("value", "optimizer got an empty parameter list", "ValueError");
  return all;
}
Value wrap_optimizer(std::unique_ptr<optim::Optimizer> o) {
  return {std::shared_ptr<Object>(std::make_shared<OptimizerObject>(std::move(o)))};
}
Value sgd(const Arguments& a) {
  refuse(a, {"differentiable"});
  return wrap_optimizer(std::make_unique<optim::SGD>(optimized(a), optim::SGDOptions(number(a, "lr"))
                                                                       .momentum(number(a, "momentum"))
                                                                       .dampening(number(a, "dampening"))
                                                                       .weight_decay(number(a, "weight_decay"))
                                                                       .nesterov(flag(a, "nesterov"))
                                                                       .maximize(flag(a, "maximize"))));
}
template <class Algorithm, class Options>
Value adam(const Arguments& a) {
  refuse(a, {"differentiable", "capturable"});
  const std::vector<Value> betas = a["betas"].as<std::shared_ptr<Sequence>>()->items;
  if (betas.size() != 2) throw Raised("value", "betas must be two numbers", "ValueError");
  const optim::AdamBetas both(as_number(betas[0]).toDouble(), as_number(betas[1]).toDouble());
  return wrap_optimizer(std::make_unique<Algorithm>(optimized(a), Options(number(a, "lr"))
                                                                      .betas(both)
                                                                      .eps(number(a, "eps"))
                                                                      .weight_decay(number(a, "weight_decay"))
                                                                      .amsgrad(flag(a, "amsgrad"))
                                                                      .maximize(flag(a, "maximize"))));
}

Value rmsprop(const Arguments& a) {
  refuse(a, {"differentiable", "capturable"});
  return wrap_optimizer(std::make_unique<optim::RMSprop>(optimized(a), optim::RMSpropOptions(number(a, "lr"))
                                                                           .alpha(number(a, "alpha"))
                                                                           .eps(number(a, "eps"))
                                                                           .weight_decay(number(a, "weight_decay"))
                                                                           .momentum(number(a, "momentum"))
                                                                           .centered(flag(a, "centered"))
                                                                           .maximize(flag(a, "maximize"))));
}
Value adagrad(const Arguments& a) {
  refuse(a, {"differentiable"});
  return wrap_optimizer(std::make_unique<optim::Adagrad>(
      optimized(a), optim::AdagradOptions(number(a, "lr"))
                        .lr_decay(number(a, "lr_decay"))
                        .weight_decay(number(a, "weight_decay"))
                        .initial_accumulator_value(number(a, "initial_accumulator_value"))
                        .eps(number(a, "eps"))
                        .maximize(flag(a, "maximize"))));
}

optim::Optimizer& optimizer(const Arguments& a) { return *a["self"].object<OptimizerObject>()->optimizer; }

Value step(const Arguments& a) {
  const auto* closure = a["closure"].get<std::shared_ptr<Callable>>();
  if (!closure) {
    optimizer(a).step();
    return {};
  }
  Value loss;
  optimizer(a).step([&] {
    loss = (**closure)({});
    return Tensor();
  });
  return loss;
}
Value optimizer_zero_grad(const Arguments& a) {
  optimizer(a).zero_grad(as_flag(a["set_to_none"], true));
  return {};
}

const Operations kOperations = {
    {"optim.SGD", sgd},
    {"optim.Adam", adam<optim::Adam, optim::AdamOptions>},
    {"optim.AdamW", adam<optim::AdamW, optim::AdamWOptions>},
    {"optim.RMSprop", rmsprop},
    {"optim.Adagrad", adagrad},
    {"Optimizer.step", step},
    {"Optimizer.zero_grad", optimizer_zero_grad},
};

}  // namespace

const Operations& optimizer_operations() { return kOperations; }

}  // namespace gradproof::checks::native
