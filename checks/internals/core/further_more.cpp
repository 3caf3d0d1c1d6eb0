// Seldom used functions, second part: derivatives against central differences, one node each, writes in place.
#include <gradproof/checks/internals/core/cases.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

Tensor of(std::vector<double> values, IntArrayRef sizes) {
  return from_values(std::vector<Scalar>(values.begin(), values.end()), sizes, kDouble);
}
const Tensor& weights() {
  static const Tensor t = of({0.5, 1.25, 0.75}, {3});
  return t;
}

const Case kFunctions[] = {
    {"i0", [](auto& t) { return i0(t * t); }},
    {"i1", [](auto& t) { return special::i1(t - 1); }},
    {"entr", [](auto& t) { return special::entr(t); }},
    {"ndtr", [](auto& t) { return special::ndtr(t - 1); }},
    {"xlog1py", [](auto& t) { return special::xlog1py(t * t, t[0]); }},
    {"mvlgamma", [](auto& t) { return mvlgamma(t + 1, 3); }},
    {"frexp", [](auto& t) { return std::get<0>(frexp(t * t * 3)) * t; }},
    {"angle", [](auto& t) { return (t - 1).angle() + t * t; }},
    {"float_power number", [](auto& t) { return float_power(t, 2.5) + float_power(1.5, t); }},
    {"number minus", [](auto& t) { return (2.5 - t * t) * t; }},
    {"remainder of a number", [](auto& t) { return (7 % (t * t)) * t; }},
    {"quantile number", [](auto& t) { return quantile(t * t, 0.35, 1, true); }},
    {"quantile midpoint", [](auto& t) { return quantile(t * t, 0.35, {}, false, "midpoint"); }},
    {"quantile lower", [](auto& t) { return quantile(t * t, 0.35, 0, false, "lower"); }},
    {"nanquantile",
     [](auto& t) {
       return nanquantile(t * t, of({0.2, 0.7}, {2}), 1);
     }},
    {"mode", [](auto& t) { return std::get<0>(mode(t * t, 1, true)); }},
    {"cov weights",
     [](auto& t) {
       return cov(t * t, 1, tensor({2, 1, 3}), weights());
     }},
    {"corrcoef", [](auto& t) { return corrcoef(t * t).select(0, 0) * t.sum(); }},
    {"trapezoid", [](auto& t) { return trapezoid(t, t * t) + trapezoid(t * t, 0.5, 1); }},
    {"trapezoid along", [](auto& t) { return trapezoid(t * t, weights(), 1) * t[0][0]; }},
    {"cumulative_trapezoid",
     [](auto& t) { return cumulative_trapezoid(t, t * t, 1) + cumulative_trapezoid(t * t, 2); }},
    {"vander", [](auto& t) { return vander(t[0] * t[1], 4); }},
    {"combinations", [](auto& t) { return combinations((t * t).flatten(), 2); }},
    {"cartesian_prod",
     [](auto& t) {
       return cartesian_prod({t[0] * t[0], t[1]});
     }},
    {"matrix_norm", [](auto& t) { return linalg::matrix_norm(t * t) * linalg::matrix_norm(t, 1); }},
    {"norm by rows", [](auto& t) { return linalg::norm(t * t, -INFINITY) * linalg::norm(t[0], 3); }},
    {"vecdot", [](auto& t) { return linalg::vecdot(t, t * t); }},
    {"index_reduce",
     [](auto& t) {
       return (t * t).index_reduce(1, tensor({2, 0}), t.narrow(1, 0, 2), "prod");
     }},
    {"as_strided_scatter", [](auto& t) { return (t * t).as_strided_scatter(t[0] * 3, {3}, {2}); }},
    {"index_put", [](auto& t) { return (t * t).index_put({std::int64_t(0)}, t[1] * 2); }},
};

const Case kWrites[] = {
    {"lgamma_", [](auto& t) { return (t * t).lgamma_(); }},
    {"digamma_", [](auto& t) { return (t * t + 1).digamma_(); }},
    {"erfinv_", [](auto& t) { return (t * t * 0.2).erfinv_(); }},
    {"sinc_", [](auto& t) { return (t * t).sinc_(); }},
    {"i0_", [](auto& t) { return (t * t).i0_(); }},
    {"polygamma_", [](auto& t) { return (t * t).polygamma_(1); }},
    {"mvlgamma_", [](auto& t) { return (t * t + 1).mvlgamma_(2); }},
    {"ldexp_", [](auto& t) { return (t * t).ldexp_(t[1]); }},
    {"float_power_", [](auto& t) { return (t * t).float_power_(t).float_power_(1.5); }},
    {"renorm_", [](auto& t) { return (t * t).renorm_(2, 0, 0.8); }},
    {"index_reduce_", [](auto& t) { return (t * t).index_reduce_(0, tensor({1}), t.narrow(0, 0, 1), "prod"); }},
    {"through a view",
     [](auto& t) {
       const Tensor y = t * t;
       y[1].lgamma_();
       return y * t;
     }},
};

}  // namespace

TEST_CASE("more of the seldom used functions: first and second derivatives") {
  expect_orders(kFunctions, leaf({2, 3}), 1e-6, 1e-5);
}

TEST_CASE("the seldom used functions written in place: first and second derivatives") {
  expect_orders(kWrites, leaf({2, 3}), 1e-6, 1e-5);
}

TEST_CASE("special functions have PyTorch's values, second part") {
  const Tensor x = of({0.31, 0.72, -2.55, 4.87}, {4});
  const auto near = [](const Tensor& t, const Tensor& due) { return allclose(t, due, 1e-9, 1e-12); };
  CHECK(near(i0(x), of({1.0241696859364606, 1.1338599985001891, 3.418571187987557, 24.257886813210625}, {4})));
  CHECK(
      near(special::i1(x), of({0.15686940795256624, 0.383837362172525, -2.6334213506219952, 21.596273681278504}, {4})));
  CHECK(near(mvlgamma(x.abs() + 1, 3),
             of({2.811181235759322, 1.771737748070354, 4.033862645335245, 13.018553434541843}, {4})));
  CHECK(near(special::ndtr(x),
             of({0.6217195218220193, 0.7642375022207488, 0.005386145954066668, 0.9999994420087568}, {4})));
  CHECK(near(special::entr(x.abs()),
             of({0.36306672426591297, 0.23652292821986598, -2.3870380658843535, -7.709667473650208}, {4})));
}

TEST_CASE("the seldom used functions are one node where PyTorch's are, and refuse what PyTorch refuses") {
  const Tensor t = leaf({2, 3});
  CHECK(i0(t).grad_fn()->name() == "I0Backward0");
  CHECK(mvlgamma(t + 1, 2).grad_fn()->name() == "MvlgammaBackward0");
  CHECK(std::get<0>(mode(t)).grad_fn()->name() == "ModeBackward0");
  CHECK(std::get<0>(frexp(t)).grad_fn()->name() == "FrexpBackward0");
  CHECK((t * t).lgamma_().grad_fn()->name() == "LgammaBackward0");
  CHECK(error_of([&] { histc(t * 1).sum().backward(); }) == ErrorKind::not_differentiable);
  CHECK(error_of([&] { nextafter(t * 1, t).sum().backward(); }) == ErrorKind::not_differentiable);
  CHECK(error_of([&] { t.lgamma_(); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { gcd(t, t); }) == ErrorKind::dtype);
  CHECK(error_of([&] { mvlgamma(t, 0); }) == ErrorKind::argument);
  CHECK(error_of([&] { quantile(t, 0.5, 0, false, "cubic"); }) == ErrorKind::value);
  CHECK(error_of([&] { quantile(t, 1.5); }) == ErrorKind::argument);
  CHECK(error_of([&] { histc(tensor({1, 2})); }) == ErrorKind::not_implemented);
  CHECK(error_of([&] { histc(t, 3, 2, 1); }) == ErrorKind::value);
  CHECK(error_of([&] { cov(t, 1, tensor({1, 2})); }) == ErrorKind::shape);
  CHECK(error_of([&] { cov(t, 1, weights()); }) == ErrorKind::dtype);
  CHECK(error_of([&] { linalg::matrix_norm(t, "nuc"); }) == ErrorKind::not_implemented);
  CHECK(error_of([&] { linalg::norm(ones({2, 2, 2}), 1); }) == ErrorKind::shape);
  CHECK(error_of([&] { t.narrow(0, weights(), 1); }) == ErrorKind::argument);
  CHECK(error_of([&] { searchsorted(weights(), weights(), false, true, "left"); }) == ErrorKind::value);
  CHECK(error_of([&] { tensor({1, 2}).tensor_split(weights()); }) == ErrorKind::value);
  CHECK(error_of([] { range(1, 0); }) == ErrorKind::value);
}
