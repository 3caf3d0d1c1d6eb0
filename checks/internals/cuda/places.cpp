// Sorting, what an index names, places of what is not zero, and products of matrices.
#include <gradproof/checks/internals/cuda/fixture.hpp>

namespace gradproof {

using Tensors = const std::vector<Tensor>&;

TEST_CASE("cuda: sorting keeps the order of equals, in a block and beyond it") {
  const Emulation emulation;
  for (const auto& shape : {std::vector<std::int64_t>{3, 5}, {2, 1024}, {2, 1025}, {2, 5000}, {3000, 3}})
    for (const std::int64_t dim : {0, 1})
      for (const bool descending : {false, true}) {
        INFO(shape[0] << " x " << shape[1] << " along " << dim);
        const Tensor x = noise(shape, kFloat, true);
        same([&](Tensors in) { return std::get<0>(in[0].sort(dim, descending)); }, {x});
        same([&](Tensors in) { return std::get<1>(in[0].sort(dim, descending)); }, {x});
        same([&](Tensors in) { return std::get<1>(in[0].sort(dim, descending)); }, {noise(shape, kByte)});
        same([&](Tensors in) { return std::get<0>(in[0].topk(2, dim, descending)); }, {x});
        same([&](Tensors in) { return std::get<1>(in[0].kthvalue(2, dim)); }, {x});
        same([&](Tensors in) { return std::get<0>(in[0].median(dim)); }, {x});
        same([&](Tensors in) { return std::get<0>(in[0].nanmedian(dim)); }, {x});
        same([&](Tensors in) { return std::get<0>(in[0].median(dim)); }, {noise(shape, kLong)});
      }
}

TEST_CASE("cuda: what an index names") {
  const Emulation emulation;
  const Tensor x = noise({300, 41}), places = noise({700}, kLong).mul(37).remainder(300), some = noise({700, 41});
  const Tensor columns = noise({300, 50}, kLong).remainder(41);
  same([](Tensors in) { return in[0].index_select(0, in[1]); }, {x, places});
  same([](Tensors in) { return in[0].index({in[1]}); }, {x, places.sub(300)});
  same([](Tensors in) { return in[0].gather(1, in[1]); }, {x, columns});
  same([](Tensors in) { return in[0].index_add(0, in[1], in[2]); }, {x, places, some}, 1e-5);
  same([](Tensors in) { return in[0].index_add(0, in[1], in[2]); }, {x.to(kHalf), places, some.to(kHalf)}, 4e-2);
  same([](Tensors in) { return in[0].index_add(0, in[1], in[2]); }, {x.to(kByte), places, some.to(kByte)});
  same([](Tensors in) { return in[0].scatter_reduce(1, in[1], in[2], "amax"); },
       {x, columns, noise({300, 50}, kFloat, true)});
  same([](Tensors in) { return in[0].scatter_reduce(1, in[1], in[2], "prod"); }, {x, columns, noise({300, 50})}, 1e-5);
  same([](Tensors in) { return in[0].masked_fill(in[0].gt(1), -2.5); }, {x});
  same([](Tensors in) { return in[0].masked_select(in[0].gt(1)); }, {x});
  same([](Tensors in) { return in[0].gt(1).nonzero(); }, {x});
  same([](Tensors in) { return in[0].t().nonzero(); }, {noise({90, 70}, kLong)});
  CHECK(kind_of_error([&] {
          x.to(Device("sim")).index_select(0, tensor({5, 300}).to(Device("sim")));
        }) == ErrorKind::index);
}

TEST_CASE("cuda: the gradient of what was gathered adds up where an index is named twice") {
  const Emulation emulation;
  same(
      [](Tensors in) {
        const Tensor x = in[0].detach().requires_grad_();
        x.gather(1, in[1]).mul(in[2]).sum().backward();
        return x.grad();
      },
      {noise({30, 41}), noise({30, 90}, kLong).remainder(41), noise({30, 90})}, 1e-5);
}

TEST_CASE("cuda: negative log likelihood, with weights, a class that is ignored and one that there is not") {
  const Emulation emulation;
  const Tensor scores = noise({300, 7}), targets = noise({300}, kLong).remainder(7),
               weights = noise({7}).abs().add(0.5);
  const auto loss = [](Tensors in) {
    const Tensor x = in[0].detach().requires_grad_();
    nn::functional::nll_loss(x, in[1], nn::functional::NLLLossFuncOptions().weight(in[2]).ignore_index(3)).backward();
    return x.grad();
  };
  same(loss, {scores, targets, weights}, 1e-6);
  CHECK(kind_of_error([&] { nn::functional::nll_loss(scores.to(Device("sim")), targets.add(1).to(Device("sim"))); }) ==
        ErrorKind::index);
}

TEST_CASE("cuda: products of matrices, whole tiles and parts of them, of any strides") {
  const Emulation emulation;
  for (const DType dtype : {kFloat, kDouble, kLong, kInt})
    for (const auto& shape :
         {std::vector<std::int64_t>{3, 4, 5}, {16, 16, 16}, {33, 17, 40}, {1, 50, 1}, {20, 1, 30}}) {
      INFO(name(dtype) << " " << shape[0] << " x " << shape[1] << " x " << shape[2]);
      const Tensor a = noise({shape[0], shape[1]}, dtype), b = noise({shape[1], shape[2]}, dtype, false, 5);
      same([](Tensors in) { return in[0].mm(in[1]); }, {a, b}, 1e-5);
      same([](Tensors in) { return in[1].t().mm(in[0].t()); }, {a, b}, 1e-5);
      same([](Tensors in) { return in[0].slice(0, 0, 100, 2).mm(in[1].slice(1, 0, 100, 2)); }, {a, b}, 1e-5);
    }
  const Tensor a = noise({6, 20, 30}), b = noise({6, 30, 11}, kFloat, false, 5);
  same([](Tensors in) { return in[0].bmm(in[1]); }, {a, b}, 1e-5);
  same([](Tensors in) { return baddbmm(in[2], in[0], in[1], 0.5, 2); }, {a, b, noise({6, 20, 11})}, 1e-5);
  same([](Tensors in) { return addbmm(in[2], in[0], in[1], 0.5, 2); }, {a, b, noise({20, 11})}, 1e-5);
}

}  // namespace gradproof
