// Functions that are seldom used: values are PyTorch 2.15's, derivatives are held against central differences.
#include <gradproof/checks/internals/core/cases.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

Tensor of(std::vector<double> values, IntArrayRef sizes) {
  return from_values(std::vector<Scalar>(values.begin(), values.end()), sizes, kDouble);
}
const Tensor& x() {
  static const Tensor t = of({0.31, 0.72, -0.55, 0.87, -0.24, 0.43}, {2, 3});
  return t;
}
const Tensor& p() {
  static const Tensor t = of({1.3, 0.6, 2.1, 0.4, 1.7, 0.9}, {2, 3});
  return t;
}
const Tensor& v() {
  static const Tensor t = of({0.5, -1.2, 0.8}, {3});
  return t;
}
const Tensor& m() {
  static const Tensor t = of({0.2, -0.7, 1.1, 0.4, -0.3, 0.6}, {3, 2});
  return t;
}

void expect(const Tensor& t, std::vector<std::int64_t> sizes, std::vector<double> due, double tolerance = 1e-12) {
  CHECK(t.sizes().vec() == sizes);
  const std::vector<double> got = numbers(t);
  REQUIRE(got.size() == due.size());
  for (std::size_t i = 0; i < due.size(); ++i) CHECK(got[i] == Approx(due[i]).epsilon(tolerance).margin(1e-13));
}

}  // namespace

TEST_CASE("special functions have PyTorch's values") {
  expect(lgamma(p()), {2, 3},
         {-0.10817480950786047, 0.39823385806923495, 0.04543773854448518, 0.7966778177017837, -0.09580769740706588,
          0.06637623973474295});
  expect(digamma(p()), {2, 3},
         {-0.16919088886680006, -1.5406192138931907, 0.48533596867983214, -2.561384544585115, 0.20854787487349372,
          -0.7549269499470513});
  expect(polygamma(1, p()), {2, 3},
         {1.134253435540072, 3.636209672237019, 0.6068528700157789, 7.275356589194938, 0.793232830501591,
          1.922539960375435},
         2e-9);
  expect(erfinv(x()), {2, 3},
         {0.28203312162630184, 0.7639011317372364, -0.5341590877497024, 1.0706317121429474, -0.21600753678729465,
          0.4016730665386735});
  expect(sinc(x()), {2, 3},
         {0.8492513660069677, 0.340641642515368, 0.5716199332361733, 0.14530586191504546, 0.9079087973983508,
          0.7224277986455261});
  expect(erfinv(of({1, -1, 0}, {3})).eq(of({INFINITY, -INFINITY, 0}, {3})), {3}, {1, 1, 1});
  CHECK(digamma(of({-2}, {1})).isnan().item<bool>());
  CHECK(lgamma(tensor({3, 4})).dtype() == kFloat);
  CHECK(lgamma(p().to(kHalf)).dtype() == kHalf);
}

TEST_CASE("statistics and distances and products have PyTorch's values") {
  expect(logaddexp2(x(), v()), {2, 3},
         {1.4081255688403749, 1.0582869251889488, 1.277461864474196, 1.6968291155761344, 0.3584194371815482,
          1.6268291155761345});
  expect(diff(x(), 2), {2, 1}, {-1.68, 1.78});
  expect(diff(v(), 1, 0, of({2}, {1}), of({9}, {1})), {4}, {-1.5, -1.7, 2, 8.2});
  expect(logcumsumexp(x(), 1), {2, 3},
         {0.31, 1.2290141340906442, 1.3849955518212744, 0.87, 1.154847279025357, 1.5498569464239949});
  const Tensor q = of({0.3, 0.8}, {2});
  expect(quantile(x(), q, 1), {2, 2}, {-0.034, 0.162, 0.556, 0.694});
  expect(quantile(x(), q, 0, true), {2, 1, 3}, {0.478, 0.048, -0.256, 0.758, 0.528, 0.234});
  expect(quantile(x(), of({0.3}, {1}).squeeze(), {}, true), {1, 1}, {0.035});
  expect(cov(x()), {2, 2}, {0.4201, -0.1546, -0.1546, 0.3124333333333333});
  expect(renorm(x(), 2, 0, 0.9), {2, 3},
         {0.2913529971816719, 0.6766908321638831, -0.5169166079029663, 0.7832349274108801, -0.21606480756162208,
          0.3871161135479062});
  expect(dist(x(), p(), 3), {}, {3.003354839544671});
  expect(cdist(x(), p()), {2, 2}, {2.831430733745751, 1.7524268886318768, 1.918176217139604, 2.0507071950914884});
  expect(cross(x(), p(), 1), {2, 3}, {1.842, -1.366, -0.75, -0.947, -0.611, 1.575});
  expect(tensordot(x(), m(), {1}, {0}), {2, 2}, {1.019, -0.259, -0.219, -0.447});
  expect(tensordot(x(), p(), {0, 1}, {0, 1}), {}, {x().flatten().dot(p().flatten()).item<double>()});
  expect(matrix_power(of({1, 2, 0, 1}, {2, 2}), 5), {2, 2}, {1, 10, 0, 1});
  expect(matrix_power(m().narrow(0, 0, 2), 0), {2, 2}, {1, 0, 0, 1});
  expect(block_diag({v(), of({4}, {1}).squeeze()}), {2, 4}, {0.5, -1.2, 0.8, 0, 0, 0, 0, 4});
  expect(diagflat(v().narrow(0, 0, 2), 1), {3, 3}, {0, 0.5, 0, 0, 0, -1.2, 0, 0, 0});
  expect(fill_diagonal_(zeros({5, 2}, kDouble), 2, true), {5, 2}, {2, 0, 0, 2, 0, 0, 2, 0, 0, 2});
}

TEST_CASE("sets of values") {
  const Tensor t = tensor({3, 1, 3, 2, 1});
  const auto [values, inverse, counts] = unique(t);
  expect(values, {3}, {1, 2, 3});
  expect(inverse, {5}, {2, 0, 2, 1, 0});
  expect(counts, {3}, {2, 1, 2});
  expect(isin(t, tensor({1, 7})), {5}, {0, 1, 0, 0, 1});
  expect(isin(t, tensor({1, 7}), false, true), {5}, {1, 0, 1, 1, 0});
}

TEST_CASE("seldom used functions: first and second derivatives") {
  const Case cases[] = {
      {"lgamma", [](auto& t) { return lgamma(t); }},
      {"digamma", [](auto& t) { return digamma(t); }},
      {"erfinv", [](auto& t) { return erfinv(t * 0.3); }},
      {"sinc", [](auto& t) { return sinc(t); }},
      {"logaddexp2", [](auto& t) { return logaddexp2(t, t[0] * 2); }},
      {"ldexp", [](auto& t) { return ldexp(t, t[1]); }},
      {"float_power", [](auto& t) { return float_power(t, t[0]); }},
      {"prelu", [](auto& t) { return prelu(t - 1.1, t[0]); }},
      {"diff", [](auto& t) { return diff(t * t, 1, -1, t.narrow(1, 0, 1)); }},
      {"logcumsumexp", [](auto& t) { return logcumsumexp(t * t, 1); }},
      {"quantile",
       [](auto& t) {
         return quantile(t * t, of({0.3, 0.8}, {2}), 1);
       }},
      {"cov", [](auto& t) { return cov(t); }},
      {"renorm", [](auto& t) { return renorm(t, 2, 0, 1.5); }},
      {"renorm 3", [](auto& t) { return renorm(t, 3, 1, 1.1); }},
      {"dist", [](auto& t) { return dist(t, t[0] * 3); }},
      {"dist 3", [](auto& t) { return dist(t, t[0] * 3, 3); }},
      {"cdist", [](auto& t) { return cdist(t, p() * t * 2); }},
      {"pairwise_distance", [](auto& t) { return pairwise_distance(t, t * p()); }},
      {"rms_norm", [](auto& t) { return rms_norm(t, {3}, t[0]); }},
      {"cross", [](auto& t) { return cross(t, t * p(), 1); }},
      {"tensordot", [](auto& t) { return tensordot(t, t * p(), {0}, {0}); }},
      {"matrix_power", [](auto& t) { return matrix_power(t.mm(m()), 3); }},
      {"chain_matmul",
       [](auto& t) {
         return chain_matmul({t, m(), t});
       }},
      {"block_diag",
       [](auto& t) {
         return block_diag({t * t, t[0] * 2});
       }},
      {"diagflat", [](auto& t) { return diagflat(t * t); }},
  };
  expect_orders(cases, leaf({2, 3}), 1e-6, 1e-5);
}

TEST_CASE("what has one node in PyTorch has it here, and refuses what PyTorch refuses") {
  const Tensor t = leaf({2, 3});
  CHECK(lgamma(t).grad_fn()->name() == "LgammaBackward0");
  CHECK(cross(t, t * 2, 1).grad_fn()->name() == "LinalgCrossBackward0");
  CHECK(logcumsumexp(t, 0).grad_fn()->name() == "LogcumsumexpBackward0");
  CHECK(prelu(t, t[0]).grad_fn()->name() == "PreluKernelBackward0");
  CHECK(renorm(t, 2, 0, 1).grad_fn()->name() == "RenormBackward0");
  const Tensor h = t * 1, y = heaviside(h, v().expand({2, 3}));
  CHECK(error_of([&] { y.sum().backward(); }) == ErrorKind::not_differentiable);
  CHECK(error_of([&] { cross(t, t, 0); }) == ErrorKind::shape);
  CHECK(error_of([&] { quantile(t, of({2}, {1})); }) == ErrorKind::argument);
  CHECK(error_of([&] { renorm(v(), 2, 0, 1); }) == ErrorKind::shape);
  CHECK(error_of([&] { cdist(t, m()); }) == ErrorKind::shape);
  CHECK(error_of([&] { diff(t, 1, 5); }) == ErrorKind::index);
  const Tensor s = t * 1, z = lgamma(s);
  s.mul_(2);
  CHECK(error_of([&] { z.sum().backward(); }) == ErrorKind::modified_after_save);
}

TEST_CASE("one value may be written where elements share a place") {
  const Tensor t = of({1}, {1}).expand({3});
  t.fill_(4);
  expect(t, {3}, {4, 4, 4});
  t.zero_();
  expect(t, {3}, {0, 0, 0});
  CHECK(error_of([&] { t.add_(1); }) == ErrorKind::overlap);
}

TEST_CASE("RMSprop and Adagrad step as PyTorch's do") {
  const auto run = [](auto make) {
    const Tensor w = of({1.5, -0.7}, {2}).requires_grad_();
    auto optimizer = make(w);
    for (int i = 0; i < 3; ++i) {
      optimizer->zero_grad();
      (w * w * of({1, 3}, {2})).sum().backward();
      optimizer->step();
    }
    return numbers(w);
  };
  const auto plain =
      run([](const Tensor& w) { return std::make_unique<optim::RMSprop>(TensorList{w}, optim::RMSpropOptions(0.1)); });
  CHECK(plain[0] == Approx(0.06669300144255462));
  CHECK(plain[1] == Approx(0.030091049688117655));
  const auto centred = run([](const Tensor& w) {
    return std::make_unique<optim::RMSprop>(TensorList{w},
                                            optim::RMSpropOptions(0.1).centered(true).momentum(0.9).weight_decay(0.1));
  });
  CHECK(centred[0] == Approx(-1.4041063221058292));
  CHECK(centred[1] == Approx(0.529977484955784));
  const auto ada = run([](const Tensor& w) {
    return std::make_unique<optim::Adagrad>(TensorList{w},
                                            optim::AdagradOptions(0.1).lr_decay(0.5).initial_accumulator_value(0.2));
  });
  CHECK(ada[0] == Approx(1.3284084263474472));
  CHECK(ada[1] == Approx(-0.5314975303020318));
}
