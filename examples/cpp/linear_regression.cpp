// Fits y = 2 x0 - 3 x1 + 0.5 by gradient descent with momentum, written out by hand under NoGradGuard.
#include <gradproof/examples/cpp/library.hpp>

int main() {
  const auto f64 = torch::dtype(torch::kFloat64);
  const torch::Tensor x = torch::arange(0, 24, f64).reshape({12, 2}).sin();
  const torch::Tensor target = torch::matmul(x, torch::tensor({{2.0}, {-3.0}}, f64)) + 0.5;

  torch::Tensor weight = torch::zeros({2, 1}, f64.requires_grad(true));
  torch::Tensor bias = torch::zeros({1}, f64.requires_grad(true));
  torch::Tensor weight_speed = torch::zeros_like(weight), bias_speed = torch::zeros_like(bias);

  for (int step = 0; step < 200; ++step) {
    const torch::Tensor error = torch::matmul(x, weight) + bias - target;
    const torch::Tensor loss = (error * error).mean();
    loss.backward();
    if (step % 50 == 0) show("loss " + std::to_string(step), loss);
    {
      torch::NoGradGuard no_grad;
      weight_speed.mul_(0.9).add_(weight.grad());
      bias_speed.mul_(0.9).add_(bias.grad());
      weight.sub_(weight_speed, 0.05);
      bias.sub_(bias_speed, 0.05);
    }
    weight.mutable_grad().zero_();
    bias.mutable_grad().zero_();
  }
  show("weight", weight);
  show("bias", bias);
  // The parameters are leaves: nothing but the guard lets them be written.
  show_error("outside the guard", "a leaf Variable that requires grad", [&] { weight.sub_(weight_speed); });
  return 0;
}
