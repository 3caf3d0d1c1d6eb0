// Reductions: by block, by thread, in parts; and what runs along a lane.
#include <gradproof/checks/internals/cuda/fixture.hpp>

namespace gradproof {

using Tensors = const std::vector<Tensor>&;

namespace {

constexpr double kClose = 2e-6;  // sums are taken in another order

void fold_everywhere(const Tensor& x, std::int64_t dim) {
  same([&](Tensors in) { return in[0].sum(dim); }, {x}, kClose);
  same([&](Tensors in) { return in[0].amax(dim); }, {x});
  same([&](Tensors in) { return in[0].amin(dim); }, {x});
  same([&](Tensors in) { return in[0].gt(3.9).any(dim); }, {x});
  same([&](Tensors in) { return in[0].lt(3.9).all(dim); }, {x});
  same([&](Tensors in) { return in[0].nansum(dim); }, {x}, kClose);
}

}  // namespace

TEST_CASE("cuda: folds of many shapes") {
  const Emulation emulation;
  for (const bool with_nan : {false, true})
    for (const auto& shape :
         {std::vector<std::int64_t>{3, 5}, {2, 70000}, {70000, 2}, {40, 300}, {300, 40}, {33, 257}, {1, 1}}) {
      INFO(shape[0] << " x " << shape[1]);
      const Tensor x = noise(shape, kFloat, with_nan);
      for (const std::int64_t dim : {0, 1}) fold_everywhere(x, dim);
      same([](Tensors in) { return in[0].t().slice(0, 0, 1 << 20, 2).sum(0); }, {x}, kClose);
      same([](Tensors in) { return in[0].sum(); }, {x}, kClose);
    }
}

TEST_CASE("cuda: folds of three dimensions, types and norms") {
  const Emulation emulation;
  const Tensor x = noise({17, 40, 65});
  for (const auto& dims : {std::vector<std::int64_t>{0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}, {0, 1, 2}})
    same([&](Tensors in) { return in[0].sum(dims); }, {x}, kClose);
  for (const double order : {0.0, 0.5, 1.0, 2.0, 2.5, 3.0, double(INFINITY), -double(INFINITY)})
    same([&](Tensors in) { return in[0].norm(order, {1}); }, {x}, kClose);
  same([](Tensors in) { return in[0].sum(1); }, {noise({50, 900}, kLong)});
  same([](Tensors in) { return in[0].prod(1); }, {noise({50, 9}, kLong)});
  same([](Tensors in) { return in[0].prod(0); }, {noise({9, 50}, kDouble)}, 1e-14);
  same([](Tensors in) { return in[0].sum(0); }, {noise({900, 50}, kHalf)}, 1e-3);
}

TEST_CASE("cuda: running totals and extremes") {
  const Emulation emulation;
  for (const auto& shape : {std::vector<std::int64_t>{3, 5}, {2, 1000}, {600, 3}, {1, 256}, {1, 257}, {700, 600}})
    for (const std::int64_t dim : {0, 1}) {
      INFO(shape[0] << " x " << shape[1] << " along " << dim);
      const Tensor x = noise(shape, kFloat, true), whole = noise(shape, kLong);
      same([&](Tensors in) { return in[0].cumsum(dim); }, {noise(shape)}, kClose);
      same([&](Tensors in) { return in[0].cumsum(dim); }, {whole});
      same([&](Tensors in) { return std::get<0>(in[0].cummax(dim)); }, {x});
      same([&](Tensors in) { return std::get<1>(in[0].cummax(dim)); }, {x});
      same([&](Tensors in) { return std::get<1>(in[0].cummin(dim)); }, {whole});
      same([&](Tensors in) { return in[0].argmax(dim); }, {x});
      same([&](Tensors in) { return in[0].argmin(dim); }, {whole});
      same([&](Tensors in) { return std::get<0>(in[0].max(dim)); }, {x});
    }
}

TEST_CASE("cuda: the gradient of a running total runs from the end") {
  const Emulation emulation;
  same(
      [](Tensors in) {
        const Tensor x = in[0].detach().requires_grad_();
        x.cumsum(1).mul(in[1]).sum().backward();
        return x.grad();
      },
      {noise({3, 600}), noise({3, 600}, kFloat, false, 9)}, 1e-5);
}

TEST_CASE("cuda: softmax and its gradient") {
  const Emulation emulation;
  for (const auto& shape : {std::vector<std::int64_t>{3, 5}, {5, 1000}, {1000, 33}, {700, 600}})
    for (const std::int64_t dim : {0, 1}) {
      INFO(shape[0] << " x " << shape[1] << " along " << dim);
      const Tensor x = noise(shape), g = noise(shape, kFloat, false, 9);
      same([&](Tensors in) { return in[0].softmax(dim); }, {x}, 1e-6);
      same([&](Tensors in) { return in[0].log_softmax(dim); }, {x}, 2e-6);
      same([&](Tensors in) { return in[0].logsumexp(IntArrayRef{dim}); }, {x}, 1e-6);
      same([&](Tensors in) { return in[0].mul(INFINITY).abs().neg().logsumexp(IntArrayRef{dim}); }, {x.add(9)}, 1e-6);
      for (const bool logarithm : {false, true})
        same(
            [&](Tensors in) {
              const Tensor leaf = in[0].detach().requires_grad_();
              (logarithm ? leaf.log_softmax(dim) : leaf.softmax(dim)).mul(in[1]).sum().backward();
              return leaf.grad();
            },
            {x, g}, 1e-5);
    }
}

}  // namespace gradproof
