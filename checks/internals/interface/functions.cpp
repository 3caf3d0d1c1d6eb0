// Names of the tensor interface that are seldom written: second names, defaults, a number on either side, statistics,
// sets, special functions and norms.
#include <array>
#include <gradproof/checks/internals/interface/library.hpp>
#include <limits>
#if defined(GRADPROOF_AGAINST_LIBTORCH)
#include <torch/linalg.h>
#include <torch/special.h>
#endif

using torch::Tensor;

namespace functions_twin {

constexpr double kInf = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN();

Tensor doubles(const std::vector<double>& values) { return torch::tensor(values, torch::kDouble); }
bool near(const Tensor& a, const Tensor& b) { return a.sizes() == b.sizes() && torch::allclose(a, b.to(a.dtype())); }

void numbers_left_of_tensors() {
  const Tensor i = torch::tensor({3, -7, 5}), x = doubles({1.5, -2.25, 4});
  EXPECT((1.5 - i).equal(torch::tensor({-2, 8, -4})));  // the number takes the tensor's type
  EXPECT((2 - i).equal(torch::tensor({-1, 9, -3})) && (true - i).dtype() == torch::kLong);
  EXPECT((1.5 + i).dtype() == torch::kFloat && (1.5 * i).equal(torch::tensor({4.5f, -10.5f, 7.5f})));
  EXPECT((7 % i).equal(torch::tensor({1, 0, 2})) && (7.9 % i).equal(torch::tensor({1, 0, 2})));
  EXPECT(near(7 % x, doubles({1, -2, 3})) && near(2.5 - x, doubles({1, 4.75, -1.5})));
  EXPECT(!thrown([&] { 7 / i; }).empty() && near(3 / x, doubles({2, -4. / 3, .75})));
  EXPECT((6 & i).equal(i & 6) && (6 | i).equal(i | 6) && (6 ^ i).equal(i ^ 6));
  EXPECT((3 == i).equal(i == 3) && (3 != i).equal(i != 3) && (3 < i).equal(i > 3) && (3 >= i).equal(i <= 3));
  EXPECT(torch::remainder(7, i).equal(torch::tensor({1, 0, 2})) && torch::rsub(i, 1.5).dtype() == torch::kFloat);
  EXPECT(torch::bitwise_left_shift(3, i.abs()).equal(torch::tensor({24, 384, 96})));
  EXPECT(torch::float_power(2, i).dtype() == torch::kDouble &&
         near(torch::float_power(2, i), doubles({8, 1. / 128, 32})));
  EXPECT(near(torch::xlogy(2, x.abs()), 2 * x.abs().log()) && torch::isin(3, i).item<bool>());
  const Tensor g = x.clone().requires_grad_();
  EXPECT((1.5 - g).grad_fn()->name() == "SubBackward0" && (7 % g).grad_fn()->name() == "RemainderBackward1");
  (2.5 - g * g).sum().backward();
  EXPECT(near(g.grad(), -2 * x));
}

void made() {
  EXPECT(torch::scalar_tensor(3).dtype() == torch::kFloat && torch::scalar_tensor(true).dtype() == torch::kFloat);
  EXPECT(torch::scalar_tensor(3, torch::kInt).dtype() == torch::kInt);
  EXPECT(near(torch::range(1, 4, torch::kFloat), torch::tensor({1, 2, 3, 4})) && torch::range(0, 1, .25).numel() == 5);
  const std::vector<double> row = {1.5, 2};
  EXPECT(torch::tensor(at::ArrayRef<double>(row)).equal(torch::tensor({1.5, 2.})));
  EXPECT(torch::tensor(torch::ones({2, 3}).sizes()).equal(torch::tensor({2, 3})));
  EXPECT(streamed(at::ArrayRef<double>(row)) == "[1.5, 2]" && streamed(at::IntArrayRef({4, 1})) == "[4, 1]");
  const Tensor a = torch::ones({2}), b = torch::zeros({2});
  const std::array<Tensor, 2> both = {a, b};
  EXPECT(torch::stack(both).equal(torch::tensor({{1.f, 1.f}, {0.f, 0.f}})) && torch::cat(both).numel() == 4);
  EXPECT(streamed(std::vector<Tensor>{a}).find(" 1\n 1\n[ CPUFloatType{2} ]") == 0);
  EXPECT(a.new_empty_strided({2, 3}, {1, 2}, torch::kInt).strides() == at::IntArrayRef({1, 2}));
  EXPECT(torch::zeros_like(torch::ones({1, 2, 2, 2}), torch::kInt, at::MemoryFormat::ChannelsLast).stride(1) == 1);
  EXPECT(torch::randint(3, 5, {20}, c10::nullopt).min().item<int>() >= 3);
  EXPECT(torch::randint_like(torch::ones({2, 3}), 4, torch::kLong).dtype() == torch::kLong);
  EXPECT(near(torch::hann_window(4), torch::tensor({0.f, .5f, 1.f, .5f})) &&
         torch::hann_window(1).item<float>() == 1.f);
  EXPECT(near(torch::hamming_window(3, false, .5, .25, torch::kDouble), doubles({.25, .75, .25})));
  EXPECT(near(torch::bartlett_window(5, false), torch::tensor({0.f, .5f, 1.f, .5f, 0.f})));
  EXPECT(torch::allclose(torch::blackman_window(4), torch::tensor({0.f, .34f, 1.f, .34f}), 1e-5, 1e-6));
  EXPECT(torch::size(a, 0) == 2);
  EXPECT(a.is_set_to(a.view({2})) && !a.is_set_to(b) && !a.is_conj() && !a.is_meta() && torch::stride(a, 0) == 1);
  c10::List<Tensor> list;
  list.push_back(a);
  const c10::List<Tensor> copy = list;
  copy.set(0, b);
  EXPECT(list.size() == 1 && list.get(0).is_same(b) &&
         c10::List<int64_t>({3, 1}).vec() == std::vector<int64_t>({3, 1}));
  c10::Dict<std::string, int64_t> dict;
  EXPECT(dict.insert("k", 2).second && !dict.insert("k", 3).second && dict.at("k") == 2 && !dict.contains("q"));
  dict.insert_or_assign("k", 5);
  for (const auto& entry : dict) EXPECT(entry.key() == "k" && entry.value() == 5);
  EXPECT(dict.erase("k") == 1 && dict.empty());
}

void second_names() {
  const Tensor x = doubles({.5, -.25, .75}), i = torch::tensor({12, -18, 0}), j = torch::tensor({8, 12, 5});
  EXPECT(x.arcsin().equal(x.asin()) && torch::arccos(x).equal(x.acos()) && x.clone().arctan_().equal(x.atan()));
  EXPECT(torch::arcsinh(x).equal(x.asinh()) && (x + 2).arccosh().equal((x + 2).acosh()) &&
         torch::arctanh(x).equal(x.atanh()));
  EXPECT(torch::fix(x * 3).equal((x * 3).trunc()) && torch::arctan2(x, x + 1).equal(x.atan2(x + 1)));
  EXPECT(x.clone().greater_(0).equal((x > 0).to(torch::kDouble)) && x.clone().not_equal_(x).sum().item<double>() == 0);
  EXPECT(x.true_divide(2).equal(x / 2) && x.clone().true_divide_(x).equal(torch::ones({3}, torch::kDouble)));
  EXPECT(x.div(.3, "floor").equal(torch::floor_divide(x, .3)) && x.div(x, c10::nullopt).equal(x / x));
  EXPECT(x.mean(at::OptionalIntArrayRef(0)).equal(x.mean(0)) && torch::sum(x, torch::kFloat).dtype() == torch::kFloat);
  EXPECT(torch::gcd(i, j).equal(torch::tensor({4, 6, 5})) && i.lcm(j).equal(torch::tensor({24, 36, 0})));
  Tensor k = i.clone();
  EXPECT(k.gcd_(j).is_same(k) && k.equal(torch::tensor({4, 6, 5})) && k._version() == 1);
  EXPECT(!thrown([&] { torch::gcd(x, x); }).empty());
  EXPECT(i.__and__(j).equal(i & j) && i.__lshift__(2).equal(i * 4) && torch::is_same_size(i, j));
  EXPECT(doubles({kInf, -kInf, 1}).isposinf().equal(torch::tensor({true, false, false})));
  EXPECT(torch::isneginf(doubles({kInf, -kInf, 1})).equal(torch::tensor({false, true, false})) &&
         !torch::isneginf(i).any().item<bool>());
  EXPECT(i.isreal().all().item<bool>() && x.conj().is_same(x) && near(x.angle(), doubles({0, M_PI, 0})));
  const auto parts = torch::frexp(doubles({10, -.375, 0}));
  EXPECT(std::get<0>(parts).equal(doubles({.625, -.75, 0})) &&
         std::get<1>(parts).equal(torch::tensor({4, -1, 0}, torch::kInt)));
  EXPECT(torch::nextafter(torch::ones({1}), torch::zeros({1})).item<float>() == std::nextafter(1.f, 0.f));
  EXPECT(torch::heaviside(doubles({-1, 0, 2}), doubles({7, 8, 9})).equal(doubles({0, 8, 1})));
  EXPECT(x.ldexp(torch::tensor({1, 2, 3})).equal(doubles({1, -1, 6})) && near(x.float_power(2), x * x));
  EXPECT(torch::msort(torch::tensor({{3, 1}, {2, 5}})).equal(torch::tensor({{2, 1}, {3, 5}})));
  EXPECT(torch::narrow(i, 0, torch::tensor(1), 2).equal(torch::tensor({-18, 0})) && torch::detach(x).is_leaf());
  EXPECT(i.slice().equal(i) && i.slice(0, 1).equal(torch::tensor({-18, 0})) && x.expand({2, 3}, false).size(0) == 2);
}

void pieces() {
  const Tensor x = torch::arange(24).view({2, 3, 4});
  EXPECT(torch::dsplit(x, 2)[1].equal(x.slice(2, 2, 4)) && x.dsplit({1, 3}).size() == 3);
  EXPECT(torch::hsplit(x, {1, 2})[2].equal(x.slice(1, 2)) && torch::vsplit(x, 2)[1].equal(x.slice(0, 1)));
  EXPECT(torch::tensor_split(x, torch::tensor({1, 3}), 2)[1].equal(x.slice(2, 1, 3)) &&
         x.tensor_split(torch::tensor(2), 2).size() == 2);
  EXPECT(x.unsafe_split_with_sizes({1, 2}, 1)[1].equal(x.narrow(1, 1, 2)) && x.mH().equal(x.transpose(1, 2)));
  EXPECT(torch::cartesian_prod({torch::tensor({1, 2}), torch::tensor({5, 7})})
             .equal(torch::tensor({{1, 5}, {1, 7}, {2, 5}, {2, 7}})));
  EXPECT(torch::combinations(torch::tensor({3, 1, 4})).equal(torch::tensor({{3, 1}, {3, 4}, {1, 4}})));
  EXPECT(torch::combinations(torch::tensor({3, 1}), 2, true).equal(torch::tensor({{3, 3}, {3, 1}, {1, 1}})));
  EXPECT(torch::vander(torch::tensor({2, 3}), 3).equal(torch::tensor({{4, 2, 1}, {9, 3, 1}})) &&
         torch::vander(torch::tensor({2, 3}), 2, true).equal(torch::tensor({{1, 2}, {1, 3}})));
  const Tensor base = torch::zeros({2, 3});
  EXPECT(
      base.as_strided_scatter(torch::ones({2}), {2}, {2}, 1).equal(torch::tensor({{0.f, 1.f, 0.f}, {1.f, 0.f, 0.f}})) &&
      base.sum().item<float>() == 0);
  EXPECT(torch::ones({3, 2})
             .index_reduce(0, torch::tensor({2, 0, 2}), torch::tensor({{2.f, 3.f}, {4.f, 5.f}, {6.f, 7.f}}), "prod")
             .equal(torch::tensor({{4.f, 5.f}, {1.f, 1.f}, {12.f, 21.f}})));
  EXPECT(torch::atleast_2d({torch::ones({3}), torch::ones({})})[0].dim() == 2);
  EXPECT(torch::searchsorted(torch::tensor({1, 3, 5}), 3).item<int64_t>() == 1 &&
         torch::bucketize(4, torch::tensor({1, 3, 5})).item<int64_t>() == 2);
  EXPECT(
      torch::searchsorted(torch::tensor({5, 1, 3}), torch::tensor({3}), false, false, "right", torch::tensor({1, 2, 0}))
          .item<int64_t>() == 2);
}

void statistics() {
  const Tensor x = torch::tensor({{1.5f, 2.f, -3.f}, {4.f, .25f, 7.f}});
  EXPECT(near(torch::quantile(x, .25), torch::tensor(.5625f)) &&
         near(x.quantile(.3, 1, true), torch::tensor({{-.3f}, {2.5f}})));
  EXPECT(near(x.quantile(torch::tensor({.1f, .6f}), 0), torch::tensor({{1.75f, .425f, -2.f}, {3.f, 1.3f, 3.f}})));
  EXPECT(near(x.quantile(.4, 1, false, "lower"), torch::tensor({-3.f, .25f})) &&
         near(x.quantile(.4, 1, false, "higher"), torch::tensor({1.5f, 4.f})));
  EXPECT(near(x.quantile(.4, 1, false, "nearest"), torch::tensor({1.5f, 4.f})) &&
         near(x.quantile(.4, 1, false, "midpoint"), torch::tensor({-.75f, 2.125f})));
  const Tensor holes = torch::tensor({{1.f, float(kNan), 3.f}, {float(kNan), float(kNan), float(kNan)}});
  EXPECT(near(torch::nanquantile(holes, .5, 1)[0], torch::tensor(2.f)) &&
         torch::nanquantile(holes, .5, 1)[1].isnan().item<bool>());
  EXPECT(torch::quantile(holes, .5, 1).isnan().all().item<bool>() && near(holes.nanquantile(.25), torch::tensor(1.5f)));
  const Tensor often = torch::tensor({{1, 2, 2, 3, 3}, {5, 5, 4, 4, 4}});
  EXPECT(std::get<0>(often.mode()).equal(torch::tensor({2, 4})) &&
         std::get<1>(torch::mode(often)).equal(torch::tensor({2, 4})));
  EXPECT(std::get<0>(often.mode(0, true)).equal(torch::tensor({{1, 2, 2, 3, 3}})) &&
         std::get<1>(torch::tensor(4).mode()).item<int>() == 0);
  const Tensor g = torch::tensor({{1., 2., 2.}, {3., 3., 1.}}).requires_grad_();
  std::get<0>(g.mode(1)).sum().backward();
  EXPECT(g.grad().equal(torch::tensor({{0., 0., 1.}, {0., 1., 0.}})) &&
         std::get<0>(g.mode()).grad_fn()->name() == "ModeBackward0");
  EXPECT(torch::histc(x, 4).equal(torch::tensor({1.f, 2.f, 2.f, 1.f})) &&
         x.histc(3, 0, 2).equal(torch::tensor({1.f, 0.f, 2.f})));
  EXPECT(torch::allclose(x.cov(), torch::tensor({{7.58333f, -8.1875f}, {-8.1875f, 11.4375f}}), 1e-4));
  const Tensor counts = torch::tensor({2, 1, 3}), weights = torch::tensor({.5f, 1.f, .25f});
  EXPECT(torch::allclose(
      x.cov(1, counts),
      torch::cat({x.select(1, 0).unsqueeze(1), x.select(1, 0).unsqueeze(1), x.select(1, 1).unsqueeze(1),
                  x.select(1, 2).unsqueeze(1), x.select(1, 2).unsqueeze(1), x.select(1, 2).unsqueeze(1)},
                 1)
          .cov(),
      1e-4, 1e-4));
  const Tensor centred = x - (x * weights).sum(1, true) / weights.sum();
  EXPECT(torch::allclose(x.cov(0, c10::nullopt, weights), centred.mm((centred * weights).t()) / weights.sum(), 1e-4,
                         1e-4));
  const auto spread = torch::var_mean(x, false);  // a bool is not a dimension
  EXPECT(std::get<0>(spread).dim() == 0 && near(std::get<0>(spread), x.var(false)) &&
         near(std::get<1>(spread), x.mean()));
  EXPECT(near(std::get<0>(torch::std_mean(x, 1)), x.std(1)) &&
         torch::tensor({{1, 2}, {3, 5}}).cov().dtype() == torch::kFloat);
  EXPECT(near(torch::tensor({3, 4}).norm(2, torch::kFloat), torch::tensor(5.f)));
  EXPECT(torch::allclose(x.corrcoef().diagonal(), torch::ones({2})) && torch::corrcoef(x[0]).item<float>() == 1.f);
  EXPECT(near(torch::trapezoid(x), torch::tensor({1.25f, 5.75f})) &&
         near(torch::trapz(x, torch::tensor({0.f, 1.f, 3.f})), torch::tensor({.75f, 9.375f})));
  EXPECT(near(torch::cumulative_trapezoid(x, 2, 1), torch::tensor({{3.5f, 2.5f}, {4.25f, 11.5f}})));
  EXPECT(near(torch::frobenius_norm(x, {0}, true), x.norm(2, {0}, true)) &&
         torch::bincount(torch::tensor({1, 3, 1}), torch::tensor({.5, 1., .25}), 5).equal(doubles({0, .75, 0, 1, 0})));
  EXPECT(near(x.dist(x * 2), x.norm()) &&
         near(x.diff(1, 1, torch::zeros({2, 1})), torch::tensor({{1.5f, .5f, -5.f}, {4.f, -3.75f, 6.75f}})));
}

void sets() {
  const Tensor t = torch::tensor({{3, 1, 3}, {1, 1, 2}});
  const auto all = torch::_unique2(t, true, true, true);
  EXPECT(std::get<0>(all).equal(torch::tensor({1, 2, 3})) && std::get<2>(all).equal(torch::tensor({3, 1, 2})));
  EXPECT(std::get<1>(all).equal(torch::tensor({{2, 0, 2}, {0, 0, 1}})) && std::get<2>(torch::_unique2(t)).numel() == 0);
  const auto runs = torch::unique_consecutive(torch::tensor({1, 1, 2, 2, 1}), true, true);
  EXPECT(std::get<0>(runs).equal(torch::tensor({1, 2, 1})) && std::get<1>(runs).equal(torch::tensor({0, 0, 1, 1, 2})) &&
         std::get<2>(runs).equal(torch::tensor({2, 2, 1})));
  const Tensor rows = torch::tensor({{2, 1}, {1, 9}, {2, 1}, {1, 3}});
  const auto slices = torch::unique_dim(rows, 0, true, true, true);
  EXPECT(std::get<0>(slices).equal(torch::tensor({{1, 3}, {1, 9}, {2, 1}})) &&
         std::get<1>(slices).equal(torch::tensor({2, 1, 2, 0})) && std::get<2>(slices).equal(torch::tensor({1, 1, 2})));
  EXPECT(std::get<0>(torch::unique_consecutive(rows.index_select(0, torch::tensor({0, 2, 1})), false, false, 0))
             .equal(torch::tensor({{2, 1}, {1, 9}})));
  EXPECT(torch::isin(t, torch::tensor({1, 7}), false, true).equal(t != 1) && torch::isin(t, 3).equal(t == 3));
}

void special_functions() {
  const Tensor x = doubles({.3, 1.7, 2.6});
  EXPECT(torch::special::expit(x).equal(x.sigmoid()) && torch::special::erf(x).equal(x.erf()) &&
         torch::special::psi(x).equal(x.digamma()));
  EXPECT(torch::special::gammaln(x).equal(x.lgamma()) && torch::special::logit(x / 3).equal((x / 3).logit()) &&
         torch::special::xlogy(x, x).equal(x.xlogy(x)));
  EXPECT(torch::special::softmax(x, 0, c10::nullopt).equal(x.softmax(0)) &&
         torch::special::logsumexp(x, {0}, false).equal(x.logsumexp({0})));
  EXPECT(near(torch::special::ndtr(x), doubles({.6179114222, .9554345372, .9953388120})) &&
         torch::special_expit(x).equal(x.sigmoid()));
  EXPECT(near(torch::special::entr(doubles({.5, 0, -1})), doubles({.3465735903, 0, -kInf})) &&
         near(torch::special::xlog1py(x, x), x * x.log1p()));
  EXPECT(near(torch::special::i0(x), doubles({1.0226268793, 1.8639604000, 3.5532689000})) ||
         near(torch::i0(doubles({0, 1})), doubles({1, 1.2660658778})));
  EXPECT(near(torch::special::multigammaln(x + 3, 2), x.add(3).mvlgamma(2)) &&
         near(x.add(3).mvlgamma(1), x.add(3).lgamma()));
  EXPECT(near(torch::special::polygamma(1, x), x.polygamma(1)) && torch::special::round(x).equal(x.round()));
  Tensor y = x * 1;
  EXPECT(near(y.lgamma_(), x.lgamma()) && y._version() == 1 && near(y.copy_(x).digamma_(), x.digamma()) &&
         near(y.copy_(x / 3).erfinv_(), (x / 3).erfinv()));
}

void norms() {
  const Tensor x = torch::tensor({{1.5, 2., -3.}, {4., .25, 7.}});
  EXPECT(near(torch::linalg_norm(x), x.norm()) && near(torch::linalg_norm(x, 1), torch::tensor(10.)) &&
         near(torch::linalg_norm(x, kInf), torch::tensor(11.25)));
  EXPECT(near(torch::linalg_norm(x, 2, {0}), x.norm(2, {0})) && near(torch::linalg_norm(x[0], 3), x[0].norm(3)));
  EXPECT(near(torch::linalg_matrix_norm(x), x.norm()) && near(torch::linalg_matrix_norm(x, -1), torch::tensor(2.25)) &&
         near(torch::linalg_matrix_norm(x, kInf, {1, 0}, true), torch::tensor({{10.}})));
  EXPECT(near(torch::linalg_vector_norm(x, 3, at::OptionalIntArrayRef(1), false), x.norm(3, {1})) &&
         near(torch::linalg_vecdot(x, x * 2), (x * x * 2).sum(1)));
  EXPECT(near(torch::linalg::multi_dot({x, x.t(), x}), x.mm(x.t()).mm(x)) &&
         near(torch::linalg_cross(x, x * x), x.cross(x * x, 1)));
  EXPECT(near(torch::linalg::matrix_power(x.mm(x.t()), 2), x.mm(x.t()).mm(x.mm(x.t()))) &&
         torch::linalg_diagonal(x).equal(x.diagonal()));
}

TWIN(functions) {
  numbers_left_of_tensors();
  made();
  second_names();
  pieces();
  statistics();
  sets();
  special_functions();
  norms();
}

}  // namespace functions_twin
