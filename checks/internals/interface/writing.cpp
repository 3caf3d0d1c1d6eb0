#include <cmath>
#include <gradproof/checks/internals/interface/modules.hpp>

using torch::indexing::Slice;

namespace writing_twin {

/// What is assigned to the result of an expression is written to its elements.
void assigned_to_elements() {
  torch::Tensor z = torch::zeros({2, 3});
  z[0] = 5;
  z.index({Slice(), 1}) = torch::tensor({7., 8.});
  z[1][2] = torch::tensor(4.);
  EXPECT(z.equal(torch::tensor({{5., 7., 5.}, {0., 8., 4.}})));
  torch::Tensor other = z;
  other = torch::ones({1});
  EXPECT(z.size(0) == 2);
  const torch::Tensor x = torch::ones({2}, torch::requires_grad());
  torch::Tensor y = x * 3;
  y[0] = 0;
  y.sum().backward();
  EXPECT(x.grad().equal(torch::tensor({0., 3.})));
  EXPECT(y._version() == 1);
}

void versions() {
  const torch::Tensor y = torch::ones({2});
  y.unsafeGetTensorImpl()->bump_version();
  torch::autograd::impl::bump_version(y);
  EXPECT(torch::autograd::impl::version_counter(y).current_version() == 2);
  EXPECT(y.detach()._version() == 2);
  EXPECT(contains(thrown([&] { y._base(); }), "Can't get base of non-view"));
}

void seeds() {
  torch::manual_seed(1);
  const torch::nn::Linear fc(3, 2);
  torch::manual_seed(1);
  EXPECT(fc->weight.detach().equal(torch::empty({2, 3}).uniform_(-1 / std::sqrt(3.), 1 / std::sqrt(3.))));
  const torch::Tensor rows = torch::tensor({{3., 4.}, {0., 1.}});
  const auto options = torch::nn::functional::EmbeddingFuncOptions().max_norm(1.0);
  EXPECT(torch::nn::functional::embedding(torch::tensor({1}), rows, options).equal(torch::tensor({{0., 1.}})));
  EXPECT(torch::nn::functional::embedding(torch::tensor({0}), rows, options).norm().item<float>() < 1.0001f);
  EXPECT(torch::nn::functional::one_hot(torch::tensor({0, 2})).sizes() == at::IntArrayRef({2, 3}));
}

TWIN(writing) {
  assigned_to_elements();
  versions();
  seeds();
}

}  // namespace writing_twin
