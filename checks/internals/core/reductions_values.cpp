// Reductions, scans and order: numbers from PyTorch 2.15, layouts, element types, long sums, errors.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <limits>

using namespace gradproof;
using namespace gradproof::test;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// [3, 4] float64 numbers of both signs in no order.
Tensor mixed() { return (leaf({3, 4}).detach() * 3).sin(); }

using Numbers = std::vector<double>;
using List64 = std::vector<std::int64_t>;

void expect_numbers(const Tensor& t, const Numbers& due) {
  const Numbers got = numbers(t);
  REQUIRE(got.size() == due.size());
  for (std::size_t i = 0; i < due.size(); ++i) CHECK(got[i] == Approx(due[i]).margin(1e-8));
}

const Tensor& values(const std::tuple<Tensor, Tensor>& t) { return std::get<0>(t); }
const Tensor& indices(const std::tuple<Tensor, Tensor>& t) { return std::get<1>(t); }

double largest_difference(const Tensor& a, const Tensor& b) {
  const Numbers x = numbers(a), y = numbers(b);
  REQUIRE(x.size() == y.size());
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) worst = std::max(worst, std::fabs(x[i] - y[i]));
  return worst;
}

/// Sum over `dims`, ascending, one slice after another.
Tensor summed_slowly(Tensor t, const List64& dims) {
  for (auto d = dims.rbegin(); d != dims.rend(); ++d) {
    Tensor total = t.select(*d, 0);
    for (std::int64_t i = 1; i < t.size(*d); ++i) total = total + t.select(*d, i);
    t = total;
  }
  return t;
}

/// Of [2, 3, 4] numbers: over the outer and inner dimension, one row of the turned tensor, and all of a slice.
struct Norms {
  double order;
  Numbers outer, turned;
  double some;
};
const Norms kNorms[] = {
    {2,
     {5.902908931504278, 5.809831390414316, 5.8027616353121845},
     {3.957652305046763, 4.014103911819931, 4.172535137555199},
     7.037408492854887},
    {1,
     {14.738246830608766, 14.520922241068604, 14.444337995159925},
     {7.259616478983691, 6.9015229524182695, 7.5646318823025425},
     21.753166120802273},
    {0, {7, 8, 8}, {4, 4, 4}, 12},
    {3,
     {4.445644210977401, 4.405287962242371, 4.402677105212675},
     {3.3453452062531257, 3.415136985446569, 3.5526174197703204},
     4.977388939744204},
    {0.5,
     {99.4308682170215, 103.48379540394828, 101.35280420983916},
     {27.59052112360555, 23.14167511232124, 28.52611212121192},
     235.24437798480923},
    {2.5,
     {4.968131590318004, 4.906015869882167, 4.901743224020339},
     {3.565396563592771, 3.63514344865373, 3.7742544463794774},
     5.698731694299377},
    {-1,
     {0, 0.07164148088114346, 0.041840413312777706},
     {0.36722427848107353, 0.08856342247717258, 0.36999481503065873},
     0.03757883473669996},
    {-3.5,
     {0, 0.10084940597842007, 0.05044074700846643},
     {0.8259013517140699, 0.10086702602170926, 0.8117143951790329},
     0.05043993911338802},
    {inf,
     {2.9563491899653807, 2.947357837872998, 2.971822067084611},
     {2.6390872799150102, 2.937533187453952, 2.971822067084611},
     2.9645047016310007},
    {-inf,
     {0, 0.10086914166341009, 0.05044170145304914},
     {0.9572950870480563, 0.10086914166341009, 0.9093550702371119},
     0.05044170145304914},
};

}  // namespace

TEST_CASE("reductions give PyTorch's numbers") {
  const Tensor x = mixed();
  expect_numbers(x.prod(), {0.00827656});
  expect_numbers(x.prod(0), {0.227383162, -0.5077683, 0.142417397, -0.503341758});
  expect_numbers(x.var(), {0.583478981});
  expect_numbers(x.var({1}, false), {0.642245639, 0.376924299, 0.360672729});
  expect_numbers(x.std({0}, true), {0.767291049, 0.950992826, 0.817559367, 0.981699361});
  expect_numbers(x.norm(3, {1}), {1.294603209, 1.225525905, 1.071611963});
  expect_numbers(x.norm(1, {0}), {1.86707599, 2.405469775, 1.799575377, 2.415600825});
  expect_numbers(x.norm(inf), {0.989652539});
  expect_numbers(x.norm(0), {12});
  expect_numbers(x.norm(0.5), {99.384217568});
  expect_numbers(x.amax(0), {0.78332691, 0.831383461, 0.989652539, 0.74706069});
  expect_numbers(x.amin(1), {-0.983413188, -0.599747329, -0.880241369});
  expect_numbers(x.logsumexp(0), {1.210154963, 1.550233932, 1.395681498, 1.497129448});
  expect_numbers(x.logsumexp({0, 1}), {2.8077836});
  expect_numbers(x.gt(0).sum(1), {2, 3, 1});
  const auto [variance, mean] = var_mean(x, 1, Scalar(0));
  expect_numbers(variance, {0.642245639, 0.376924299, 0.360672729});
  expect_numbers(mean - x.mean(1), {0, 0, 0});
  CHECK(x.var({0, 1}, true, true).sizes() == IntArrayRef({1, 1}));
}

TEST_CASE("norms of every order are PyTorch's, of any layout, type and size") {
  const Tensor x = (arange(24, kDouble) * 0.7).sin().view({2, 3, 4}) * 3;
  for (const Norms& n : kNorms) {
    INFO(n.order);
    expect_numbers(x.norm(n.order, {0, 2}), n.outer);
    expect_numbers(x.permute({2, 0, 1}).norm(n.order, {0})[1], n.turned);
    expect_numbers(x.index({indexing::Slice(), indexing::Slice(0, 3, 2), indexing::Slice(1)}).norm(n.order), {n.some});
    expect_numbers(scalar_tensor(-3.0).norm(n.order), {n.order == 0 ? 1.0 : 3.0});
  }
  CHECK(x.norm(2, {0, 2}, true).sizes() == IntArrayRef({1, 3, 1}));
  expect_numbers(x.to(kHalf).norm(3, {1})[0], {1.9833984375, 2.03125, 3.71875, 4.1015625});
  expect_numbers(x.to(kBFloat16).norm(1.5, {0, 1}), {6.84375, 5.03125, 5.84375, 8});
  expect_numbers(x.to(kHalf).norm(2, kDouble), {10.113428501408645});
  CHECK(full({1000}, 300, kHalf).norm().item<double>() == 9488);
  for (const double order : {0.0, 0.5, 1.0, 2.0, 3.0}) expect_numbers(zeros({0, 2}).norm(order, {0}), {0, 0});
  CHECK(zeros({0, 2}).norm(inf, {1}).sizes() == IntArrayRef({0}));
}

TEST_CASE("a norm needs no memory beside its result") {
  const Tensor x = ones({1000, 1000});
  for (const double order : {0.0, 0.5, 1.0, 2.0, 2.5, inf}) {
    INFO(order);
    reset_peak_memory();
    const std::size_t before = cpu_memory_stats().peak;
    for (const Tensor& norm : {x.norm(order), x.norm(order, {0}), x.norm(order, {1})}) CHECK(norm.defined());
    CHECK(cpu_memory_stats().peak - before < 100'000);
  }
}

TEST_CASE("order and places are PyTorch's") {
  const Tensor x = mixed();
  expect_numbers(indices(x.max(1)), {1, 2, 3});
  expect_numbers(indices(x.min(0)), {1, 2, 0, 0});
  expect_numbers(x.argmax(), {6});
  expect_numbers(x.argmin(1), {3, 0, 1});
  expect_numbers(x.median(), {-0.263231791});
  expect_numbers(values(x.median(0)), {-0.484001751, 0.693844945, -0.263231791, 0.685126947});
  expect_numbers(indices(x.sort(1)), {3, 2, 0, 1, 0, 3, 1, 2, 1, 0, 2, 3});
  expect_numbers(indices(x.sort(0, true)), {0, 0, 1, 2, 2, 1, 2, 1, 1, 2, 0, 0});
  expect_numbers(indices(x.topk(2, 1)), {1, 0, 2, 1, 3, 2});
  expect_numbers(indices(x.topk(2, 0, false)), {1, 2, 0, 0, 2, 1, 2, 1});
  expect_numbers(values(x.kthvalue(2)), {-0.546691047, 0.685126947, -0.484001751});
  expect_numbers(indices(x.cummax(1)), {0, 1, 1, 1, 0, 1, 2, 2, 0, 0, 2, 3});
  CHECK(x.argmax(1, true).sizes() == IntArrayRef({3, 1}));
  CHECK(indices(x.max(1)).dtype() == kLong);
}

TEST_CASE("equal elements: the first for max, sorted stably, the last for cummax") {
  const Tensor t = tensor({3., 1., 3., 1., 3.});
  expect_numbers(indices(t.max(0)), {0});
  expect_numbers(t.argmin(0), {1});
  expect_numbers(t.argsort(), {1, 3, 0, 2, 4});
  expect_numbers(t.argsort(0, true), {0, 2, 4, 1, 3});
  expect_numbers(indices(t.cummax(0)), {0, 0, 2, 2, 4});
}

TEST_CASE("NaN is larger than every number and goes through") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Tensor t = tensor({{1., nan, 2.}, {nan, 3., nan}});
  CHECK(std::isnan(t.max().item<double>()));
  CHECK(std::isnan(t.amin().item<double>()));
  expect_numbers(indices(t.min(1)), {1, 0});
  expect_numbers(t.argmax(1), {1, 0});
  expect_numbers(t.argsort(1), {0, 2, 1, 1, 0, 2});
  expect_numbers(t.argsort(1, true), {1, 2, 0, 0, 2, 1});
  expect_numbers(indices(t.topk(1, 1)), {1, 0});
  expect_numbers(t.nansum(0), {1, 3, 2});
  expect_numbers(t.nanmean(), {2});
  CHECK(std::isnan(t.median().item<double>()));
  expect_numbers(t.nanmedian(), {2});
}

TEST_CASE("scans and softmax give PyTorch's numbers") {
  const Tensor x = mixed();
  expect_numbers(x.cumsum(0).narrow(0, 2, 1), {-0.300422171, 0.644987036, 0.179729701, 0.44877445});
  expect_numbers(x.cumprod(1).narrow(0, 1, 1), {-0.599747329, -0.416131652, -0.411825746, -0.282152916});
  expect_numbers(x.softmax(0).narrow(0, 0, 1), {0.652575751, 0.487312113, 0.14336341, 0.083697796});
  expect_numbers(x.log_softmax(1)[2], {-1.847627432, -2.24386705, -1.626857472, -0.61656499});
  expect_numbers(x.t().cumsum(0)[1], {1.61471037, 0.094097616, -1.364243121});
  expect_numbers(x.t().softmax(0)[0], {0.402480623, 0.075982759, 0.157610665});
}

TEST_CASE("float32 softmax is as exact as its type, on long and extreme rows") {
  std::vector<Scalar> v;
  for (int i = 0; i < 3000; ++i) v.emplace_back(-100.0 + 0.06 * i + (i % 7) * 3.1);
  const Tensor x = from_values(v, {3000}, kDouble), y = x.softmax(0), narrow = x.to(kFloat).softmax(0);
  double worst = 0;
  const Numbers due = numbers(y), got = numbers(narrow);
  for (std::size_t i = 0; i < due.size(); ++i)
    if (due[i] > 1e-37) worst = std::max(worst, std::fabs(got[i] / due[i] - 1));
  CHECK(worst < 2e-5);  // the inputs themselves were rounded to float32
  CHECK(narrow.sum().item<double>() == Approx(1).epsilon(1e-6));
  expect_numbers(tensor({-inf, 0., -inf}).softmax(0), {0, 1, 0});
  expect_numbers(tensor({500., 500.}).softmax(0), {0.5, 0.5});
  CHECK(tensor({-inf, -inf}).logsumexp(0).item<double>() == -inf);
  CHECK(std::isnan(tensor({-inf, -inf}).softmax(0)[0].item<double>()));
}

TEST_CASE("the fold does not depend on how the operand lies") {
  const Tensor x = (leaf({5, 7, 6}).detach() * 3).sin();
  const Tensor turned = x.permute({2, 0, 1}), stepped = x.slice(1, 0, 7, 2), wide = x.narrow(2, 1, 1).expand({5, 7, 6});
  for (const Tensor& t : {x, turned, stepped, wide})
    for (const std::vector<std::int64_t>& dims :
         {List64{0}, List64{1}, List64{2}, List64{0, 2}, List64{0, 1}, List64{1, 2}, List64{0, 1, 2}}) {
      const Tensor dense = t.clone();
      CHECK(largest_difference(t.amax(dims), dense.amax(dims)) == 0);
      CHECK(largest_difference(t.sum(dims), summed_slowly(dense, dims)) < 1e-12);
    }
}

TEST_CASE("long float32 sums add up, along rows and along columns") {
  const std::int64_t n = 3'000'000;
  const Tensor x = full({n, 2}, 0.1, kFloat);
  const double due = double(0.1F) * double(n);
  for (const Tensor& total : {x.sum(0), x.t().sum(1), x.t().contiguous().sum(1), x.cumsum(0)[n - 1]})
    CHECK(total[1].item<double>() == Approx(due).epsilon(5e-7));
  CHECK(x.sum().item<double>() == Approx(2 * due).epsilon(5e-7));
  CHECK(x.mean().item<double>() == Approx(0.1).epsilon(5e-7));
  CHECK(x.var().item<double>() < 1e-13);
}

TEST_CASE("element types of results") {
  const Tensor b = tensor({{true, false, true}, {false, false, true}}), i = tensor({{3, 1, 3}, {1, 1, 0}});
  CHECK(b.sum().dtype() == kLong);
  CHECK(b.prod(1).dtype() == kLong);
  CHECK(b.cumsum(0).dtype() == kLong);
  CHECK(b.amax().dtype() == kBool);
  expect_numbers(b.amax(0), {1, 0, 1});
  expect_numbers(b.amin(0), {0, 0, 1});
  expect_numbers(b.any(0), {1, 0, 1});
  expect_numbers(b.all(0), {0, 0, 1});
  CHECK(i.to(kByte).any().dtype() == kByte);
  CHECK(i.any().dtype() == kBool);
  expect_numbers(i.count_nonzero(), {5});
  CHECK(i.logsumexp(1).dtype() == kFloat);
  CHECK(i.to(kHalf).softmax(1).dtype() == kHalf);
  CHECK(i.to(kBFloat16).var().item<double>() == 1.5);
  CHECK(i.to(kHalf).norm().item<double>() == 4.58203125);
  CHECK(i.prod(1, false, kDouble).dtype() == kDouble);
  CHECK(full({70000}, 1, kHalf).mean({0}).item<double>() == 1);
}

TEST_CASE("empty and 0-dim tensors have the results of their identity") {
  const Tensor e = zeros({0, 3}), z = scalar_tensor(5.0);
  CHECK(e.prod().item<double>() == 1);
  CHECK(e.all().item<bool>());
  CHECK_FALSE(e.any().item<bool>());
  CHECK(std::isnan(e.var().item<double>()));
  expect_numbers(e.logsumexp(0), {-inf, -inf, -inf});
  CHECK(e.amax(1).sizes() == IntArrayRef({0}));
  CHECK(values(e.max(1)).numel() == 0);
  CHECK(e.softmax(1).sizes() == IntArrayRef({0, 3}));
  CHECK(values(e.sort(0)).sizes() == IntArrayRef({0, 3}));
  expect_numbers(z.cumsum(0), {5});
  expect_numbers(values(z.max(0)), {5});
  expect_numbers(values(z.topk(1)), {5});
  CHECK(z.amax(0).dim() == 0);
  CHECK(std::isnan(z.var().item<double>()));
}

TEST_CASE("what reductions refuse") {
  const Tensor i = tensor({{3, 1, 3}, {1, 1, 0}}), f = i.to(kFloat), e = zeros({0, 3});
  CHECK(error_of([&] { i.var(); }) == ErrorKind::not_implemented);
  CHECK(error_of([&] { i.norm(); }) == ErrorKind::dtype);
  CHECK(error_of([&] { i.softmax(1); }) == ErrorKind::dtype);
  CHECK(error_of([&] { i.gt(1).argmax(); }) == ErrorKind::not_implemented);
  CHECK(error_of([&] { e.max(); }) == ErrorKind::value);
  CHECK(error_of([&] { e.max(0); }) == ErrorKind::value);
  CHECK(error_of([&] { e.argmax(); }) == ErrorKind::index);
  CHECK(error_of([&] { f.topk(4); }) == ErrorKind::index);
  CHECK(error_of([&] { f.kthvalue(0); }) == ErrorKind::index);
  CHECK(error_of([&] { f.softmax(2); }) == ErrorKind::index);
  CHECK(error_of([&] { f.amax({0, 0}); }) == ErrorKind::value);
  for (const double order : {inf, -inf, -1.0, -2.5}) CHECK(error_of([&] { e.norm(order, {0}); }) == ErrorKind::value);
}
