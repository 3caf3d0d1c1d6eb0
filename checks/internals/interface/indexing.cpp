// Between the brackets: slices, gaps, integers, masks, and writes through all of them.
#include <gradproof/checks/internals/interface/library.hpp>

using torch::Tensor;
using namespace torch::indexing;

namespace indexing_twin {

void reads() {
  const Tensor t = torch::arange(24).view({2, 3, 4});
  EXPECT(t.index({1}).equal(t[1]));
  EXPECT(t.index({"...", 2}).sizes() == at::IntArrayRef({2, 3}));
  EXPECT(t.index({Ellipsis, Slice(1, None, 2)}).equal(t.slice(2, 1, 4, 2)));
  EXPECT(t.index({None, 0, Slice(None, -1)}).sizes() == at::IntArrayRef({1, 2, 4}));
  EXPECT(t.index({Slice(), Slice(1, 100)}).size(1) == 2);
  EXPECT(t.index({1, 2, 3}).item<int64_t>() == 23);
  EXPECT(t.index({-1, -1, -4}).item<int>() == 20);
  EXPECT(contains(thrown([&] { t.index({0, 3}); }), "out of bounds"));
  EXPECT(contains(thrown([&] { t.index({0, 0, 0, 0}); }), "too many indices"));
  EXPECT(t.index({0}).is_view() && !t.index({torch::tensor({0})}).is_view());
}

void by_tensors() {
  const Tensor t = torch::tensor({{1.f, 2.f, 3.f}, {4.f, 5.f, 6.f}});
  EXPECT(t.index({torch::tensor({1, 0, 1})}).equal(torch::stack({t[1], t[0], t[1]})));
  EXPECT(t.index({torch::tensor({1, 0}), torch::tensor({2, 1})}).equal(torch::tensor({6.f, 2.f})));
  EXPECT(t.index({Slice(), torch::tensor({2, 0})}).equal(torch::tensor({{3.f, 1.f}, {6.f, 4.f}})));
  EXPECT(t.index({t > 3.5}).equal(torch::tensor({4.f, 5.f, 6.f})));
  EXPECT(t.index({torch::tensor({false, true})}).sizes() == at::IntArrayRef({1, 3}));
  EXPECT(t[torch::tensor(1)].equal(t[1]));
}

void writes() {
  Tensor t = torch::zeros({2, 3});
  t.index_put_({0, Slice(1, None)}, torch::tensor({7.f, 8.f}));
  t.index_put_({1, 0}, 5);
  t.index_put_({torch::tensor({1, 1}), torch::tensor({2, 2})}, torch::tensor({1.f, 2.f}), /*accumulate=*/true);
  EXPECT(t.equal(torch::tensor({{0.f, 7.f, 8.f}, {5.f, 0.f, 3.f}})));
  t.index({Slice(), 1}) = -1;
  EXPECT(t.sum().item<float>() == 14);
  EXPECT(t._version() == 4);
}

void with_gradients() {
  const Tensor x = torch::tensor({{1.f, 2.f, 3.f}, {4.f, 5.f, 6.f}}, torch::requires_grad());
  (x.index({torch::tensor({1, 1, 0})}) * torch::tensor({{1.f}, {10.f}, {100.f}})).sum().backward();
  EXPECT(x.grad().equal(torch::tensor({{100.f, 100.f, 100.f}, {11.f, 11.f, 11.f}})));
  Tensor y = x * 2;
  y.index_put_({Slice(), 0}, 0);
  x.mutable_grad().reset();
  y.sum().backward();
  EXPECT(x.grad().equal(torch::tensor({{0.f, 2.f, 2.f}, {0.f, 2.f, 2.f}})));
}

void empty_lists() {
  const Tensor x = torch::ones({2, 3});
  const std::vector<TensorIndex> none;
  EXPECT(contains(thrown([&] { x.index(none); }), "Passing an empty index list to Tensor::index()"));
  EXPECT(contains(thrown([&] { x.clone().index_put_(none, 1); }), "empty index list to Tensor::index_put_()"));
  EXPECT(contains(thrown([&] { x.clone().index_put_(none, x); }), "empty index list to Tensor::index_put_()"));
}

TWIN(indexing) {
  reads();
  by_tensors();
  writes();
  with_gradients();
  empty_lists();
}

}  // namespace indexing_twin
