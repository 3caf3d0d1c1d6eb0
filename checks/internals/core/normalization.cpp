// Normalizations against PyTorch's numbers, gradcheck of both orders, what is saved, running statistics; dropout.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;
using autograd::gradcheck;
using autograd::gradgradcheck;

namespace {

void expect_near(const Tensor& t, const std::vector<double>& due) {
  const std::vector<double> got = numbers(t);
  REQUIRE(got.size() == due.size());
  for (std::size_t i = 0; i < due.size(); ++i) {
    INFO(i);
    CHECK(got[i] == Approx(due[i]).epsilon(1e-8).margin(1e-8));
  }
}

/// Result and gradients of x, weight, bias, held against PyTorch's.
void expect_like(const Tensor& y, const TensorList& inputs, const std::vector<std::vector<double>>& due) {
  expect_near(y, due[0]);
  const TensorList got = autograd::grad({weighted(y)}, inputs);
  for (std::size_t i = 0; i < inputs.size(); ++i) expect_near(got[i], due[i + 1]);
}

template <class F>
void expect_derivatives(F f, const TensorList& inputs) {
  for (const bool fast : {false, true}) {
    autograd::GradcheckOptions options;
    options.fast = fast;
    const auto first = gradcheck(f, inputs, options), second = gradgradcheck(f, inputs, options);
    INFO(first.text);
    INFO(second.text);
    CHECK((first.ok && second.ok && first.kinks.empty() && second.kinks.empty()));
  }
}

Tensor running_mean() { return tensor({0.5, 1., -1.}, kDouble); }
Tensor running_var() { return tensor({1.5, 0.5, 2.}, kDouble); }

std::vector<bool> saved_by(const Tensor& y) {
  std::vector<bool> kept;
  for (const SavedTensor& s : y.grad_fn()->saved()) kept.push_back(s.defined());
  return kept;
}

}  // namespace

TEST_CASE("layer_norm equals PyTorch's") {
  const Tensor x = leaf({2, 3, 2}), w = leaf({3, 2}, 1.1, -0.2), b = leaf({3, 2}, 0.1, 0.2);
  const Tensor y = layer_norm(x, {3, 2}, w, b, 1e-3);
  CHECK(y.grad_fn()->name() == "NativeLayerNormBackward0");
  expect_like(y, {x, w, b},
              {{-1.557313229, -0.4995552856, 0.5775240664, 0.9545529639, 1.31882624, 1.744704283, -1.476111388,
                -0.5566689779, 0.4062078535, 1.070617702, 1.341885348, 1.722372933},
               {-0.5229505286, -0.03404953495, 0.6264539443, 0.376795756, 0.2549986485, -0.7012482853, -0.5292755153,
                0.01959970223, 0.6278640183, 0.8021260417, -0.7120638711, -0.2082503757},
               {-1.93649695, -1.735182377, -0.5115271396, 1.030653124, 0.8988309502, -0.9855368442},
               {1.3, 1.9, 2.5, 3.1, 1.2, -0.7}});
  const auto f = [](const TensorList& in) { return layer_norm(in[0], {3, 2}, in[1], in[2], 1e-3); };
  expect_derivatives(f, {x, w, b});
  expect_derivatives([](const TensorList& in) { return layer_norm(in[0], {4}); },
                     {leaf({4, 3}).detach().t().requires_grad_()});
  expect_derivatives(f, {x.detach(), w, b});
  CHECK(layer_norm(zeros({0, 4}), {4}).sizes() == IntArrayRef({0, 4}));
}

TEST_CASE("batch_norm equals PyTorch's in training, and moves the running statistics past their counters") {
  const Tensor x = leaf({2, 3, 2}), w = leaf({3}, 1.1, -0.2), b = leaf({3}, 0.1, 0.2);
  const Tensor mean = running_mean(), var = running_var();
  const Tensor y = batch_norm(x, w, b, mean, var, true, 0.3, 1e-3);
  CHECK(y.grad_fn()->name() == "NativeBatchNormBackward0");
  expect_near(mean, {0.836, 1.44175, 0.26});
  expect_near(var, {1.55678, 0.8489675, 1.88878});
  CHECK((mean._version() == 0 && var._version() == 0));
  expect_like(y, {x, w, b},
              {{-1.189482796, -0.7791928157, -0.6979254599, -0.468359639, -0.3742666412, 0.008237390139, 1.028036861,
                1.340638751, 1.062079166, 1.504205932, 1.432454528, 1.733574723},
               {-0.1715002088, 0.2382974599, -0.1275193279, 0.1927411351, 0.6581055572, -0.7653795621, -0.224400627,
                0.1576033758, -0.222920454, 0.1576986467, -0.212880172, 0.3201541769},
               {-1.281490134, -1.269100717, -4.243714939},
               {3.2, 5.6, 0.5}});
  const auto f = [](const TensorList& in) { return batch_norm(in[0], in[1], in[2], {}, {}, true, 0.1, 1e-3); };
  expect_derivatives(f, {x, w, b});
  expect_derivatives(f, {leaf({5, 3}), w, b});
  expect_derivatives([](const TensorList& in) { return batch_norm(in[0], {}, {}, {}, {}, true, 0.1, 1e-3); },
                     {leaf({2, 2, 2, 1})});
}

TEST_CASE("batch_norm equals PyTorch's in evaluation") {
  const Tensor x = leaf({2, 3, 2}), w = leaf({3}, 1.1, -0.2), b = leaf({3}, 0.1, 0.2);
  const Tensor mean = tensor({0.836, 1.44175, 0.26}, kDouble);
  const Tensor var = tensor({1.55678, 0.8489675, 1.88878}, kDouble);
  const Tensor y = batch_norm(x, w, b, mean, var, false, 0.3, 1e-3);
  expect_like(y, {x, w, b},
              {{-0.3723940436, -0.002234531828, 0.1421088562, 0.4203274873, 1.760600676, 2.068305811, 1.628229984,
                1.910256279, 2.275118361, 2.810946836, 3.214016418, 3.456252375},
               {0.8813321709, 1.145731822, 1.648702999, 1.957834811, 1.440321906, 0, 0.2643996513, 0.5287993026,
                0.927395437, 1.236527249, -0.6546917756, -0.4582842429},
               {0.8539307525, 4.722883288, -2.344523992},
               {3.2, 5.6, 0.5}});
  const auto f = [](const TensorList& in) {
    return batch_norm(in[0], in[1], in[2], running_mean(), running_var(), false, 0.1, 1e-3);
  };
  expect_derivatives(f, {x, w, b});
}

TEST_CASE("group_norm equals PyTorch's") {
  const Tensor x = leaf({2, 4, 2}), w = leaf({4}, 1.1, -0.2), b = leaf({4}, 0.1, 0.2);
  const Tensor y = group_norm(x, 2, w, b, 1e-3);
  CHECK(y.grad_fn()->name() == "NativeGroupNormBackward0");
  expect_like(
      y, {x, w, b},
      {{-1.409478629, -0.4227377352, 0.9536312663, 1.501464684, -0.6241058352, 0.523045764, 1.040006895, 1.560699819,
        -1.502259859, -0.1529883987, 0.7365591967, 1.565700662, -0.3672055831, 0.1788065757, 0.9820040529, 1.676928619},
       {-0.07015358653, 0.1726648138, -0.20710863, 0.1045974027, 1.282539912, -2.026398701, -0.5736627488, 1.317521537,
        -0.6370616289, 2.299247292, -1.934939666, 0.2727540034, -0.9503782322, 0.3121687213, 1.644705135, -1.006495624},
       {-3.576961487, 2.016887649, -2.70447918, -1.981724111},
       {4.4, 1.8, 1.7, -0.9}});
  expect_derivatives([](const TensorList& in) { return group_norm(in[0], 2, in[1], in[2], 1e-3); }, {x, w, b});
}

TEST_CASE("normalizations save what PyTorch's do, and a write to it raises") {
  const Tensor x = leaf({2, 3}), w = leaf({3}), b = leaf({3}), mean = running_mean(), var = running_var();
  using Kept = std::vector<bool>;
  CHECK(saved_by(layer_norm(x.detach(), {3}, w, b)) == Kept{true, true, true, true, true});
  CHECK(saved_by(layer_norm(x, {3})) == Kept{true, true, true, false, false});
  CHECK(saved_by(batch_norm(x, w, b, mean, var, true, 0.1, 1e-5)) == Kept(6, true));
  CHECK(saved_by(batch_norm(x, {}, {}, mean, var, false, 0.1, 1e-5)) == Kept{true, false, true, true, false, false});
  for (const bool training : {true, false}) {
    const Tensor y = batch_norm(x, w, b, mean, var, training, 0.1, 1e-5);
    batch_norm(x, w, b, mean, var, true, 0.1, 1e-5);
    CHECK_NOTHROW(autograd::grad({y.sum()}, {x}, {}, true));
    mean.add_(1);
    CHECK(error_of([&] { y.sum().backward(); }) == ErrorKind::modified_after_save);
  }
}

TEST_CASE("normalizations refuse what PyTorch's refuse") {
  const Tensor x = leaf({2, 4}), w = leaf({4});
  CHECK(error_of([&] { layer_norm(x, {3}); }) == ErrorKind::shape);
  CHECK(error_of([&] { layer_norm(x, {}); }) == ErrorKind::shape);
  CHECK(error_of([&] { layer_norm(x, {4}, leaf({3})); }) == ErrorKind::shape);
  CHECK(error_of([&] { layer_norm(x, {4}, w.to(kFloat)); }) == ErrorKind::dtype);
  CHECK(error_of([&] { layer_norm(zeros({2, 4}, kLong), {4}); }) == ErrorKind::not_implemented);
  CHECK(error_of([&] { batch_norm(x, {}, {}, {}, {}, false, 0.1, 1e-5); }) == ErrorKind::argument);
  CHECK(error_of([&] { batch_norm(x, leaf({2}), {}, {}, {}, true, 0.1, 1e-5); }) == ErrorKind::shape);
  CHECK(error_of([&] { group_norm(x, 3); }) == ErrorKind::shape);
}

TEST_CASE("half inputs are normalized in float32") {
  const Tensor x = leaf({2, 3}).detach().to(kHalf).requires_grad_(), w = ones({3}, requires_grad());
  const Tensor y = layer_norm(x, {3}, w);
  CHECK(y.dtype() == kHalf);
  y.sum().backward();
  CHECK((x.grad().dtype() == kHalf && w.grad().dtype() == kFloat));
}

TEST_CASE("a normalized tensor is new: no write of it was counted") {
  const Tensor x = leaf({2, 4, 3}), channels = ones({4}, kDouble), row = ones({3}, kDouble);
  for (const bool training : {true, false})
    CHECK(batch_norm(x, channels, channels, channels.clone(), channels.clone(), training, 0.1, 1e-5)._version() == 0);
  CHECK(group_norm(x, 2, channels, channels)._version() == 0);
  CHECK(layer_norm(x, {3}, row, row)._version() == 0);
}

TEST_CASE("dropout keeps, scales, and is recorded as a product") {
  const Tensor x = ones({4000}, requires_grad());
  const Tensor y = dropout(x, 0.25, true);
  CHECK(y.grad_fn()->name() == "MulBackward0");
  double kept = 0;
  for (double v : numbers(y)) {
    CHECK((v == 0 || v == Approx(1 / 0.75)));
    kept += v != 0;
  }
  CHECK(kept / 4000 == Approx(0.75).margin(0.04));
  y.sum().backward();
  CHECK(numbers(x.grad()) == numbers(y));
  CHECK(dropout(x, 0.5, false).is_same(x));
  CHECK(dropout(x, 0, true).is_same(x));
  CHECK(dropout(x, 1, true).sum().item<double>() == 0);
  CHECK(error_of([&] { dropout(x, 1.5, true); }) == ErrorKind::value);
  const Tensor h = x * 1;
  CHECK(dropout_(h, 0.5, true).is_same(h));
  CHECK(h._version() == 1);
  const std::vector<double> channels = numbers(feature_dropout(ones({8, 5, 2}), 0.5, true));
  for (std::size_t i = 0; i < channels.size(); i += 2) CHECK(channels[i] == channels[i + 1]);
}
