// Fits y = 2 x0 - 3 x1 + 0.5 with torch::optim::SGD.
#include <gradproof/examples/cpp/modules.hpp>

int main() {
  const auto f64 = torch::dtype(torch::kFloat64);
  const torch::Tensor x = torch::arange(0, 24, f64).reshape({12, 2}).sin();
  const torch::Tensor target = torch::matmul(x, torch::tensor({{2.0}, {-3.0}}, f64)) + 0.5;

  torch::Tensor weight = torch::zeros({2, 1}, f64.requires_grad(true));
  torch::Tensor bias = torch::zeros({1}, f64.requires_grad(true));
  torch::optim::SGD optimizer({weight, bias}, torch::optim::SGDOptions(0.05).momentum(0.9));

  for (int step = 0; step < 200; ++step) {
    optimizer.zero_grad();
    const torch::Tensor loss = torch::mse_loss(torch::matmul(x, weight) + bias, target);
    loss.backward();
    optimizer.step();
    if (step % 50 == 0) show("loss " + std::to_string(step), loss);
  }
  show("weight", weight);
  show("bias", bias);
  // The parameters are leaves: nothing but a step, which runs under no_grad, lets them be written.
  show_error("by hand", "a leaf Variable that requires grad", [&] { weight.sub_(0.1); });
  return 0;
}
