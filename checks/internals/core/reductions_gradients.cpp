// Derivatives of reductions, scans and order: first and second order against central differences, ties, what is saved.
#include <gradproof/checks/internals/core/cases.hpp>
#include <limits>

using namespace gradproof;
using namespace gradproof::test;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

template <class Pair>
Tensor first(const Pair& p) {
  return std::get<0>(p);
}

/// Numbers of both signs without ties.
Tensor signed_of(const Tensor& x) { return (x * 3).sin(); }

const Case kCases[] = {
    {"prod", [](auto& x) { return x.prod() * x; }},
    {"prod dim", [](auto& x) { return x.prod(0) * x.prod(1, true); }},
    {"var", [](auto& x) { return (x * x).var() * x; }},
    {"var dim", [](auto& x) { return (x * x).var({1}, true, true) + x.var({0}, Scalar(0)); }},
    {"std", [](auto& x) { return (x * x).std({0}, true) * x; }},
    {"var_mean", [](auto& x) { return std::get<0>(var_mean(x * x, 1)) * std::get<1>(var_mean(x, 1)); }},
    {"std_mean", [](auto& x) { return std::get<0>(std_mean(x * x, 0)) * std::get<1>(std_mean(x, 0)); }},
    {"mean of var_mean", [](auto& x) { return std::get<1>(var_mean(x * x, 1)); }},
    {"norm 2", [](auto& x) { return signed_of(x).norm(2, {1}); }},
    {"norm 1", [](auto& x) { return signed_of(x).norm(1, {0}); }},
    {"norm 3", [](auto& x) { return signed_of(x).norm(3); }},
    {"norm 1.5",
     [](auto& x) {
       return signed_of(x).norm(1.5, {0, 1}, true);
     }},
    {"norm inf", [](auto& x) { return signed_of(x).norm(inf, {1}); }},
    {"norm -inf", [](auto& x) { return signed_of(x).norm(-inf, {1}); }},
    {"amax", [](auto& x) { return signed_of(x).amax(1) * signed_of(x).amin(); }},
    {"amax keepdim", [](auto& x) { return signed_of(x).amax({0}, true) * x; }},
    {"max", [](auto& x) { return signed_of(x).max() * signed_of(x).min() * x; }},
    {"max dim", [](auto& x) { return first(signed_of(x).max(1)) * first(signed_of(x).min(1)); }},
    {"max dim keepdim", [](auto& x) { return first(signed_of(x).max(0, true)) * x; }},
    {"aminmax",
     [](auto& x) {
       const auto [low, high] = signed_of(x).aminmax(1);
       return low * high * high;
     }},
    {"median", [](auto& x) { return signed_of(x).median() * first(signed_of(x).median(1)); }},
    {"sort", [](auto& x) { return first(signed_of(x).sort(1)) * x; }},
    {"sort descending", [](auto& x) { return first(signed_of(x).sort(0, true)) * x; }},
    {"topk", [](auto& x) { return first(signed_of(x).topk(2, 1)) * first(signed_of(x).topk(2, 1, false)); }},
    {"kthvalue", [](auto& x) { return first(signed_of(x).kthvalue(2, 1)) * x.sum(1); }},
    {"cummax", [](auto& x) { return first(signed_of(x).cummax(1)) * first(signed_of(x).cummin(1)); }},
    {"cumsum", [](auto& x) { return (x * x).cumsum(1) * x.cumsum(0); }},
    {"cumprod", [](auto& x) { return signed_of(x).cumprod(1) * x.cumprod(0); }},
    {"softmax", [](auto& x) { return x.softmax(1) * (x * x).softmax(0); }},
    {"log_softmax", [](auto& x) { return x.log_softmax(1) * (x * x).log_softmax(0); }},
    {"logsumexp",
     [](auto& x) {
       return (x * x).logsumexp(1) + x.logsumexp({0, 1});
     }},
    {"nansum", [](auto& x) { return (x * x).nansum(1) * x.nanmean({1}); }},
    {"transposed", [](auto& x) { return (x * x).t().prod(0) * x.t().logsumexp(0) * x.t().var({0}, true); }},
};

/// A matrix with zeros in rows and columns: none, one and two.
Tensor with_zeros() {
  return tensor({{1.5, 0., 2.}, {0., 3., 0.}, {2., -1.5, 0.5}}, dtype(kDouble).requires_grad(true));
}

}  // namespace

TEST_CASE("reductions: first derivatives equal central differences") { expect_first_order(kCases, leaf({2, 3}), 1e-7); }

TEST_CASE("reductions: second derivatives equal central differences of the first") {
  expect_second_order(kCases, leaf({2, 3}), 1e-6);
}

TEST_CASE("products with zeros are differentiated twice") {
  const Case cases[] = {{"prod", [](auto& x) { return x.prod(); }},
                        {"prod dim", [](auto& x) { return x.prod(1); }},
                        {"prod first dim", [](auto& x) { return x.prod(0, true); }},
                        {"cumprod", [](auto& x) { return x.cumprod(1); }},
                        {"cumprod first dim", [](auto& x) { return x.cumprod(0); }}};
  expect_orders(cases, with_zeros(), 1e-7, 1e-6);
}

TEST_CASE("equal elements share the gradient of amax and max(), the first takes that of max(dim)") {
  const auto gradient = [](const Function& f) {
    const Tensor x = tensor({{3., 1., 3.}, {3., 2., 2.}}, requires_grad());
    f(x).sum().backward();
    return numbers(x.grad());
  };
  using List = std::vector<double>;
  CHECK(gradient([](auto& x) { return x.amax(1); }) == List{0.5, 0, 0.5, 1, 0, 0});
  CHECK(gradient([](auto& x) { return x.max() * 6; }) == List{2, 0, 2, 2, 0, 0});
  CHECK(gradient([](auto& x) { return std::get<0>(x.max(1)); }) == List{1, 0, 0, 1, 0, 0});
  CHECK(gradient([](auto& x) { return x.norm(inf) * 3; }) == List{1, 0, 1, 1, 0, 0});
  CHECK(gradient([](auto& x) { return std::get<0>(x.cummax(1)); }) == List{2, 0, 1, 3, 0, 0});
}

TEST_CASE("derivatives at zero length") {
  const Tensor x = zeros({3}, requires_grad());
  (x.norm() + x.norm(3) + x.std()).backward();
  CHECK(numbers(x.grad()) == std::vector<double>{0, 0, 0});
}

TEST_CASE("node names are PyTorch's") {
  const Tensor x = leaf({2, 3});
  const std::pair<Tensor, const char*> made[] = {
      {x.prod(), "ProdBackward0"},
      {x.prod(1), "ProdBackward1"},
      {x.var(), "VarBackward0"},
      {x.std({0}, true), "StdBackward0"},
      {x.norm(), "LinalgVectorNormBackward0"},
      {x.amax(), "AmaxBackward0"},
      {x.max(), "MaxBackward1"},
      {std::get<0>(x.max(0)), "MaxBackward0"},
      {x.max(x * 2), "MaximumBackward0"},
      {std::get<0>(x.sort()), "SortBackward0"},
      {std::get<0>(x.sort(std::optional<bool>(true), 1)), "SortBackward1"},
      {std::get<1>(x.aminmax()), "AminmaxBackward0"},
      {std::get<1>(var_mean(x)), "VarMeanBackward0"},
      {x.cumsum(0), "CumsumBackward0"},
      {x.log_softmax(1), "LogSoftmaxBackward0"},
      {x.logsumexp(1), "LogsumexpBackward0"},
      {x.nansum(), "NansumBackward0"},
  };
  for (const auto& [t, name] : made) CHECK(t.grad_fn()->name() == name);
  CHECK_FALSE(std::get<1>(x.max(0)).requires_grad());
  CHECK(std::get<1>(x.aminmax()).output_nr() == 1);
}

TEST_CASE("what reductions save is checked, and nothing else") {
  const auto backward_after_write = [](const Function& f) {
    const Tensor x = leaf({2, 3}), h = x * 1, y = f(h);
    h.detach().add_(1);
    y.sum().backward();
  };
  const Function reads_operand[] = {[](auto& h) { return h.prod(); },       [](auto& h) { return h.var(); },
                                    [](auto& h) { return h.norm(); },       [](auto& h) { return h.amax(); },
                                    [](auto& h) { return h.logsumexp(1); }, [](auto& h) { return h.cumprod(1); }};
  for (const Function& f : reads_operand)
    CHECK(error_of([&] { backward_after_write(f); }) == ErrorKind::modified_after_save);
  const Function reads_no_operand[] = {[](auto& h) { return h.softmax(1); }, [](auto& h) { return h.log_softmax(0); },
                                       [](auto& h) { return h.cumsum(0); },
                                       [](auto& h) { return std::get<0>(h.max(1)); },
                                       [](auto& h) { return std::get<0>(h.sort()); }};
  for (const Function& f : reads_no_operand) CHECK_NOTHROW(backward_after_write(f));
  const Tensor x = leaf({2, 3}), y = x.softmax(1), loss = (y * 2).sum();
  y.detach().add_(1);
  CHECK(error_of([&] { loss.backward(); }) == ErrorKind::modified_after_save);
}

TEST_CASE("a NaN among the elements, and order 0: PyTorch's gradients") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Tensor x = tensor({{1., nan, 3.}, {1., 2., 2.}}, dtype(kDouble).requires_grad(true));
  const auto numbers = [&](const Tensor& y) { return to_string(autograd::grad({y.sum()}, {x})[0].nan_to_num(7)); };
  const auto due = [](const Tensor& t) { return to_string(t.to(kDouble)); };
  CHECK(numbers(x.amax(1)) == due(tensor({{7., 7., 7.}, {0., .5, .5}})));
  CHECK(numbers(std::get<0>(x.aminmax(1))) == due(tensor({{7., 7., 7.}, {1., 0., 0.}})));
  CHECK(numbers(x.max()) == due(tensor({{0., 1., 0.}, {0., 0., 0.}})));
  CHECK(numbers(x.median()) == due(tensor({{0., 1., 0.}, {0., 0., 0.}})));
  CHECK(numbers(dist(x, zeros({3}, kDouble), 0)) == due(zeros({2, 3})));
  CHECK(numbers(cdist(x, zeros({2, 3}, kDouble), 0)) == due(zeros({2, 3})));
}
