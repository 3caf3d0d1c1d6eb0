// A classifier of three classes made of modules: two parameter groups, training and evaluation mode, frozen layers.
#include <gradproof/examples/cpp/modules.hpp>

namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace {

struct Classifier : nn::Module {
  explicit Classifier(int64_t hidden) {
    body = register_module("body", nn::Sequential(nn::Linear(2, hidden), nn::Tanh(), nn::Dropout(0.25)));
    head = register_module("head", nn::Linear(hidden, 3));
    to(torch::kFloat64);
  }
  torch::Tensor forward(const torch::Tensor& x) { return head(body->forward(x)); }

  nn::Sequential body{nullptr};
  nn::Linear head{nullptr};
};

/// The same numbers for every library and every machine.
void start_anew(nn::Module& model) {
  torch::NoGradGuard no_grad;
  for (const auto& p : model.named_parameters()) {
    const torch::Tensor numbers = torch::arange(p.value().numel(), torch::kFloat64).add(double(p.key().size()));
    p.value().copy_(numbers.sin().mul(0.5).view_as(p.value()));
  }
}

double accuracy(Classifier& model, const torch::Tensor& x, const torch::Tensor& classes) {
  torch::NoGradGuard no_grad;
  return model.forward(x).argmax(1).eq(classes).to(torch::kFloat64).mean().item<double>();
}

}  // namespace

int main() {
  const torch::Tensor angle = torch::arange(0, 30, torch::kFloat64).mul(0.41);
  const torch::Tensor x = torch::stack({angle.cos(), angle.sin()}, 1);
  const torch::Tensor classes = (x.select(1, 0) > 0).to(torch::kLong) + (x.select(1, 1) > 0.5).to(torch::kLong);

  const auto model = std::make_shared<Classifier>(8);
  start_anew(*model);
  using torch::optim::OptimizerParamGroup;
  using torch::optim::SGDOptions;
  torch::optim::SGD optimizer(
      std::vector<OptimizerParamGroup>{
          OptimizerParamGroup(model->body->parameters(), std::make_unique<SGDOptions>(0.2)),
          OptimizerParamGroup(model->head->parameters(), std::make_unique<SGDOptions>(0.1))},
      SGDOptions(0.1).momentum(0.9));

  model->eval();  // dropout off: what is printed does not depend on a stream of random numbers
  for (int step = 0; step <= 90; ++step) {
    if (step == 60)
      for (const torch::Tensor& p : model->body->parameters()) p.set_requires_grad(false);
    optimizer.zero_grad();
    const torch::Tensor loss = F::cross_entropy(model->forward(x), classes);
    loss.backward();
    optimizer.step();
    if (step % 30 == 0) show("loss " + std::to_string(step), loss);
  }
  std::printf("accuracy %.3f, body frozen: %d\n", accuracy(*model, x, classes),
              int(!model->body->parameters()[0].requires_grad()));
  show("head.weight", model->head->weight);

  model->train();
  const torch::Tensor dropped = model->body->forward(x);
  std::printf("training drops some: %d\n", int((dropped == 0).any().item<bool>()));
  return 0;
}
