// A network of two layers on XOR, its parameters in a struct, gradients by autograd::grad and by backward.
#include <gradproof/examples/cpp/library.hpp>
#include <vector>

namespace {

struct Network {
  torch::Tensor w1, b1, w2, b2;

  explicit Network(int64_t hidden) {
    const auto f64 = torch::dtype(torch::kDouble);
    w1 = torch::arange(0, 2 * hidden, f64).reshape({2, hidden}).add(1).cos().detach().requires_grad_();
    b1 = torch::zeros({hidden}, f64.requires_grad(true));
    w2 = torch::arange(0, hidden, f64).reshape({hidden, 1}).add(2).sin().detach().requires_grad_();
    b2 = torch::zeros({1}, f64.requires_grad(true));
  }
  std::vector<torch::Tensor> parameters() const { return {w1, b1, w2, b2}; }
  torch::Tensor operator()(const torch::Tensor& x) const {
    return torch::sigmoid(torch::matmul(torch::tanh(torch::matmul(x, w1) + b1), w2) + b2);
  }
};

torch::Tensor cross_entropy(const torch::Tensor& p, const torch::Tensor& target) {
  return -(target * p.log() + (1 - target) * (1 - p).log()).mean();
}

}  // namespace

int main() {
  const torch::Tensor x = torch::tensor({{0.0, 0.0}, {0.0, 1.0}, {1.0, 0.0}, {1.0, 1.0}}, torch::kFloat64);
  const torch::Tensor target = torch::tensor({{0.0}, {1.0}, {1.0}, {0.0}}, torch::kFloat64);
  Network network(6);
  for (int step = 0; step <= 600; ++step) {
    const torch::Tensor loss = cross_entropy(network(x), target);
    if (step % 200 == 0) show("loss " + std::to_string(step), loss);
    const auto gradients = torch::autograd::grad({loss}, network.parameters());
    torch::NoGradGuard no_grad;
    const auto parameters = network.parameters();
    for (size_t i = 0; i < parameters.size(); ++i) parameters[i].sub_(gradients[i], 0.8);
  }
  show("answers", network(x));

  // The gradient of a gradient's length: create_graph records the first pass.
  const torch::Tensor loss = cross_entropy(network(x), target);
  const auto first = torch::autograd::grad({loss}, {network.w2}, {}, /*retain_graph=*/{}, /*create_graph=*/true);
  first[0].pow(2).sum().backward();
  show("w2.grad", network.w2.grad());
  std::printf("leaf %d, node %s\n", int(network.w1.is_leaf()), loss.grad_fn()->name().c_str());
  return 0;
}
