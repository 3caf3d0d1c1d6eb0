// nn::functional's option objects reach the operations: each setting gives PyTorch's number.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof::test;
namespace torch = gradproof;
namespace F = gradproof::nn::functional;
using gradproof::Tensor;

namespace {

Tensor x() { return torch::tensor({{0.2, 0.7, 0.4}, {0.9, 0.1, 0.6}}, torch::kDouble); }
Tensor t() { return torch::tensor({{0., 1., .5}, {2.5, .3, -1.}}, torch::kDouble); }
Tensor p() { return torch::tensor({{0., 1., .5}, {.25, .3, .9}}, torch::kDouble); }
Tensor w() { return torch::tensor({.5, 1., 2.}, torch::kDouble); }
Tensor classes() { return torch::tensor({2, 0}); }

void expect(const char* name, const Tensor& got, double due) {
  INFO(name);
  CHECK(got.item<double>() == Approx(due).epsilon(1e-10));
}

}  // namespace

TEST_CASE("losses take their options") {
  expect("mse", F::mse_loss(x(), t(), F::MSELossFuncOptions(torch::kSum)), 5.3);
  expect("mse", F::mse_loss(x(), t(), torch::kSum), 5.3);
  expect("l1", F::l1_loss(x(), t(), torch::kNone).prod(), 0.003072);
  expect("smooth l1", F::smooth_l1_loss(x(), t(), F::SmoothL1LossFuncOptions().beta(0.3)), 0.533333333333);
  expect("huber", F::huber_loss(x(), t(), F::HuberLossFuncOptions().delta(0.4).reduction(torch::kSum)), 1.21);
  expect("bce", F::binary_cross_entropy(x(), p(), F::BinaryCrossEntropyFuncOptions().weight(w())), 0.773212451263);
  expect("bce with logits",
         F::binary_cross_entropy_with_logits(
             x(), p(), F::BinaryCrossEntropyWithLogitsFuncOptions().pos_weight(w()).reduction(torch::kSum)),
         4.74998120325);
  expect("nll", F::nll_loss(x(), classes(), F::NLLLossFuncOptions().weight(w())), -0.5);
  expect("cross entropy",
         F::cross_entropy(x(), classes(), F::CrossEntropyFuncOptions().weight(w()).label_smoothing(0.1)),
         1.07788594225);
  expect("cross entropy, class ignored",
         F::cross_entropy(x(), classes(), F::CrossEntropyFuncOptions().ignore_index(0).reduction(torch::kSum)),
         1.15328655533);
  expect("kl", F::kl_div(x().log(), p() + 0.1, F::KLDivFuncOptions(torch::kBatchMean)), 0.702964894023);
  expect("kl of logarithms", F::kl_div(x().log(), (p() + 0.1).log(), F::KLDivFuncOptions(torch::kSum).log_target(true)),
         1.40592978805);
}

TEST_CASE("losses as modules") {
  expect("mse", torch::nn::MSELoss(torch::kSum)(x(), t()), 5.3);
  torch::nn::CrossEntropyLoss loss(torch::nn::CrossEntropyLossOptions().weight(w()).label_smoothing(0.1));
  expect("cross entropy", loss->forward(x(), classes()), 1.07788594225);
  expect("bce", torch::nn::BCELoss(torch::nn::BCELossOptions().weight(w()))(x(), p()), 0.773212451263);
  expect("mean by default", torch::nn::MSELoss()(x(), t()) * 6, 5.3);
}

TEST_CASE("activations take their options") {
  expect("leaky_relu", F::leaky_relu(t(), F::LeakyReLUFuncOptions().negative_slope(0.2)).sum(), 4.1);
  expect("elu", F::elu(t(), F::ELUFuncOptions().alpha(0.7)).sum(), 3.85751560882);
  expect("selu", F::selu(t()).sum(), 3.40668350782);
  expect("relu6", F::relu6(t() * 4).sum(), 13.2);
  expect("hardtanh", F::hardtanh(t(), F::HardtanhFuncOptions().min_val(-0.2).max_val(0.4)).sum(), 1.3);
  expect("gelu", F::gelu(t()).sum(), 3.69826998612);
  expect("gelu tanh", F::gelu(t(), F::GELUFuncOptions().approximate("tanh")).sum(), 3.69838464849);
  expect("softplus", F::softplus(t(), F::SoftplusFuncOptions().beta(2).threshold(3)).sum(), 5.14887642032);
  expect("softmax", (F::softmax(t(), 1) * x()).sum(), 1.32905124355);
  expect("log_softmax", (F::log_softmax(t(), F::LogSoftmaxFuncOptions(0)) * x()).sum(), -2.08074082481);
  expect("silu", F::silu(t()).sum(), 3.25603412785);
  expect("mish", F::mish(t()).sum(), 3.6163358151);
  expect("softsign", F::softsign(t()).sum(), 1.27838827839);
  expect("tanhshrink", F::tanhshrink(t()).sum(), 1.55995593214);
  expect("logsigmoid", F::logsigmoid(t()).sum(), -3.42699251854);
  for (const bool inplace : {false, true}) {
    const Tensor h = t();
    CHECK(F::relu(h, inplace).is_same(h) == inplace);
    CHECK(F::elu(h, F::ELUFuncOptions().inplace(inplace)).is_same(h) == inplace);
    CHECK(F::leaky_relu(h, F::LeakyReLUFuncOptions().inplace(inplace)).is_same(h) == inplace);
    CHECK(F::hardtanh(h, F::HardtanhFuncOptions().inplace(inplace)).is_same(h) == inplace);
  }
}

TEST_CASE("activations as modules") {
  torch::nn::Sequential net(torch::nn::LeakyReLU(torch::nn::LeakyReLUOptions().negative_slope(0.2)), torch::nn::GELU(),
                            torch::nn::Softplus(), torch::nn::LogSoftmax(1));
  const Tensor y = net->forward(t());
  expect("a distribution", y.exp().sum(), 2);
  expect("elu", torch::nn::ELU(torch::nn::ELUOptions().alpha(0.7))(t()).sum(), 3.85751560882);
  expect("silu", torch::nn::SiLU()(t()).sum(), 3.25603412785);
}

TEST_CASE("tensors are laid into one row and taken out of it again") {
  const torch::TensorList parts = {torch::tensor({1., 2., 3.}), torch::tensor({}), torch::tensor({{4.}, {5.}}).t()};
  const Tensor row = torch::utils::flatten_dense_tensors(parts);
  CHECK(row.equal(torch::tensor({1., 2., 3., 4., 5.})));
  const torch::TensorList back = torch::utils::unflatten_dense_tensors(row, parts);
  for (std::size_t i = 0; i < parts.size(); ++i) CHECK(back[i].equal(parts[i]));
  CHECK((back[0].is_alias_of(row) && !back[1].is_alias_of(row)));
}
