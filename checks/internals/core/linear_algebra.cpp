// Values against numbers of PyTorch 2.15, gradients and second order against differences, nodes and what they save.
#include <gradproof/checks/internals/core/cases.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

using Numbers = std::vector<double>;

Tensor fixed(IntArrayRef sizes, double first = 0.9, double step = -0.11) { return leaf(sizes, first, step).detach(); }

// Of a [2, 3] leaf x.
const Case kCases[] = {
    {"mm transposed",
     [](auto& x) {
       return x.t().mm(x) + x.t().mm(fixed({3, 2}).t());
     }},
    {"bmm",
     [](auto& x) {
       return x.view({1, 2, 3}).bmm((x * x).view({1, 3, 2}));
     }},
    {"mv", [](auto& x) { return x.mv((x * x)[1]); }},
    {"vdot", [](auto& x) { return x[0].vdot(x[1] * x[0]); }},
    {"inner", [](auto& x) { return x.inner(x * x) * x[0].inner(x[1]) + x.inner(x[0]).unsqueeze(0) * x[1].inner(x); }},
    {"outer", [](auto& x) { return x[0].outer(x[1] * x[1]); }},
    {"kron", [](auto& x) { return x.kron(x[1] * x[1]); }},
    {"addmm", [](auto& x) { return (x * x).sum().addmm(x, x.t(), 0.7, 1.3); }},
    {"addmm bias", [](auto& x) { return (x[0] * x[0]).addmm(x.t(), x, -2, 0.5); }},
    {"addmv", [](auto& x) { return (x * x).sum(1).addmv(x, x[1], 0.7, 1.3); }},
    {"addbmm",
     [](auto& x) {
       return (x * x).addbmm(x.view({3, 2, 1}) * 2, x.view({3, 2, 1}).transpose(1, 2).matmul(fixed({3, 2, 3})), 0.7,
                             1.3);
     }},
    {"baddbmm",
     [](auto& x) {
       return (x * x).baddbmm(x.view({2, 3, 1}).transpose(1, 2).matmul(fixed({2, 3, 2})).expand({2, 2, 2}),
                              x.expand({2, 2, 3}), 0.7, 1.3);
     }},
    {"addr", [](auto& x) { return (x * x).addr(x[0].narrow(0, 0, 2), x[1], 0.7, 1.3); }},
    {"tril", [](auto& x) { return (x * x).tril() + x.tril(-1) * x.triu(1) + (x * x).triu(); }},
    {"trace", [](auto& x) { return (x * x).trace() * x.t().trace(); }},
    {"linear",
     [](auto& x) {
       return linear(x, fixed({4, 3}), fixed({4})) * linear(fixed({4, 3}), x, x.sum(1)).t();
     }},
    {"linear 3d",
     [](auto& x) {
       return linear((x * x).view({2, 1, 3}), fixed({4, 3}), fixed({4}));
     }},
    {"linear not contiguous",
     [](auto& x) {
       return linear((x * x).t(), fixed({4, 2}), fixed({4}));
     }},
    {"linear 1d", [](auto& x) { return linear(x[0], x * 2, x[1].narrow(0, 0, 2)) * linear(x, x[1]); }},
    {"matmul folded",
     [](auto& x) {
       return fixed({2, 4, 2}).matmul(x) + x.view({1, 2, 3}).matmul((x * x).t()).sum();
     }},
    {"matmul folded, second larger",
     [](auto& x) {
       return (x * x).matmul(fixed({2, 3, 2}));
     }},
    {"matmul vectors",
     [](auto& x) {
       return x[0].matmul(x.t()).matmul(x.view({1, 2, 3})) + fixed({2, 3, 3}).matmul(x[1]).sum();
     }},
    {"matmul batches",
     [](auto& x) {
       return x.view({2, 1, 1, 3}).matmul((x * x).view({1, 2, 3, 1})).sum(2);
     }},
    {"einsum product",
     [](auto& x) {
       return einsum("ij,jk->ik", {x, x.t() * 2});
     }},
    {"einsum three",
     [](auto& x) {
       return einsum("ij,kj,kl->il", {x, x * x, x});
     }},
    {"einsum diagonal", [](auto& x) { return einsum("ii->i", {x.mm(x.t())}) + einsum("ii", {x.t().mm(x)}); }},
    {"einsum ellipsis",
     [](auto& x) {
       return einsum("...i,...i->...", {x, x * x});
     }},
    {"einsum outer",
     [](auto& x) {
       return einsum("ij,kl->jikl", {x, x});
     }},
    {"einsum sums",
     [](auto& x) {
       return einsum("ij,k->i", {x * x, x[0]});
     }},
};

void random_in_place(const Tensor& t, unsigned seed) {
  for (std::int64_t i = 0; i < t.numel(); ++i) {
    seed = seed * 1664525U + 1013904223U;
    t.data_ptr<double>()[i] = double(seed >> 8) / double(1 << 24) - 0.5;
  }
}

/// The largest error of a.mm(b) in `dtype` against plain sums in double.
double product_error(const Tensor& a, const Tensor& b, DType dtype) {
  const Numbers got = numbers(a.to(dtype).mm(b.to(dtype)));
  const Tensor x = a.contiguous(), y = b.contiguous();
  const std::int64_t m = x.size(0), k = x.size(1), n = y.size(1);
  double worst = 0;
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      double due = 0;
      for (std::int64_t p = 0; p < k; ++p) due += x.data_ptr<double>()[i * k + p] * y.data_ptr<double>()[p * n + j];
      worst = std::max(worst, std::fabs(due - got[std::size_t(i * n + j)]));
    }
  return worst;
}

}  // namespace

TEST_CASE("linear algebra: first derivatives equal central differences") {
  expect_first_order(kCases, leaf({2, 3}), 1e-7);
}

TEST_CASE("linear algebra: second derivatives equal central differences of the first") {
  expect_second_order(kCases, leaf({2, 3}), 1e-6);
}

TEST_CASE("products of every blocking path and layout are right") {
  const std::int64_t sizes[][3] = {{1, 1, 1},     {1, 7, 5},      {5, 1, 300},    {3, 17, 33},
                                   {8, 32, 16},   {9, 33, 70},    {4, 10, 130},   {64, 64, 64},
                                   {100, 70, 33}, {97, 130, 330}, {200, 50, 400}, {2, 300, 2}};
  for (const auto& [m, n, k] : sizes) {
    const Tensor a = zeros({m, k}, kDouble), b = zeros({k, n}, kDouble), at = zeros({k, m}, kDouble),
                 bt = zeros({n, k}, kDouble), wide = zeros({m, 2 * k}, kDouble);
    unsigned seed = 7;
    for (const Tensor& t : {a, b, at, bt, wide}) random_in_place(t, seed++);
    const Tensor every_other = wide.slice(1, 0, 2 * k, 2);
    for (const DType dtype : {kDouble, kFloat}) {
      INFO(m << " " << n << " " << k << " " << name(dtype));
      const double allowed = dtype == kDouble ? 1e-12 : 1e-4;
      CHECK(product_error(a, b, dtype) < allowed);
      CHECK(product_error(at.t(), b, dtype) < allowed);
      CHECK(product_error(a, bt.t(), dtype) < allowed);
      CHECK(product_error(at.t(), bt.t(), dtype) < allowed);
      CHECK(product_error(every_other, b, dtype) < allowed);
    }
    CHECK(product_error(every_other, bt.t(), kDouble) < 1e-12);
  }
}

TEST_CASE("views are multiplied in place, and nothing beyond them is read or written") {
  const Tensor big = full({6, 40}, std::nan(""), kDouble);
  const Tensor part = big.narrow(0, 1, 3).narrow(1, 5, 9);
  part.fill_(0.5);
  CHECK(numbers(part.mm(part.t())) == Numbers(9, 9 * 0.25));
  CHECK(numbers(part.t().mm(part)) == Numbers(81, 3 * 0.25));
  CHECK(numbers(part.mv(part[1])) == Numbers(3, 9 * 0.25));
  CHECK(part[0].dot(part[2]).item<double>() == 9 * 0.25);
}

TEST_CASE("integers and sixteen-bit types multiply as in PyTorch") {
  const Tensor bytes = tensor({{200, 100}, {3, 7}}, kByte);
  CHECK(numbers(bytes.mm(bytes)) == Numbers{108, 220, 109, 93});
  CHECK(bytes.mm(bytes).dtype() == kByte);
  const Tensor longs = tensor({{2, -3, 5}, {7, 11, -13}}, kLong);
  CHECK(numbers(longs.mm(longs.t())) == Numbers{38, -84, -84, 339});
  CHECK(numbers(scalar_tensor(3, kLong).addmm(longs, longs.t(), 0.5, 2.9)) == Numbers{76, -168, -168, 678});
  const Tensor halves = tensor({{0.1, 0.2}, {0.3, 0.7}}, kHalf);
  CHECK(halves.mm(halves).dtype() == kHalf);
  CHECK(numbers(halves.mm(halves))[3] == Approx(0.55).epsilon(1e-3));
  CHECK(numbers(tensor({true, false, true}).outer(tensor({true, true}))) == Numbers{1, 1, 0, 0, 1, 1});
}

TEST_CASE("empty products are zeros, and a beta of zero does not read what is added to") {
  CHECK(numbers(zeros({2, 0}).mm(zeros({0, 3}))) == Numbers(6, 0));
  CHECK(numbers(ones({3}).addmm(zeros({2, 0}), zeros({0, 3}), 2)) == Numbers(6, 2));
  CHECK(numbers(ones({2, 2}).addbmm(zeros({0, 2, 2}), zeros({0, 2, 2}), 2)) == Numbers(4, 2));
  CHECK(zeros({0, 2, 3}).matmul(zeros({3, 2})).sizes() == IntArrayRef({0, 2, 2}));
  CHECK(numbers(zeros({2, 0}).inner(zeros({3, 0}))) == Numbers(6, 0));
  CHECK(zeros({0, 3}).trace().item<double>() == 0);
  const Tensor nan = full({2, 2}, std::nan("")), x = ones({2, 2});
  CHECK(numbers(nan.addmm(x, x, 0)) == Numbers(4, 2));
  CHECK(numbers(nan[0].addmv(x, x[0], 0)) == Numbers(2, 2));
  CHECK(numbers(nan.baddbmm(x.unsqueeze(0), x.unsqueeze(0), 0)) == Numbers(4, 2));
  CHECK(numbers(nan.addbmm(x.unsqueeze(0), x.unsqueeze(0), 0)) == Numbers(4, 2));
  CHECK(numbers(nan.addr(x[0], x[0], 0)) == Numbers(4, 1));
}
