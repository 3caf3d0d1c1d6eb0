// The vector kernels of reductions, softmax, scans and activations against plain loops in double, over lengths around
// every multiple of a vector, and with NaN and infinities at every kind of place.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

const double kInf = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN();
const std::vector<std::int64_t> kLengths = {1, 2, 15, 16, 17, 63, 64, 65, 127, 128, 130, 255, 300, 513, 1000, 4099};

double element(std::int64_t i) { return std::sin(double(i) * 0.7) * 3 + 0.1; }

/// [rows, columns] of unsymmetric numbers.
Tensor table(std::int64_t rows, std::int64_t columns, DType dtype) {
  const Tensor t = empty({rows, columns}, kDouble);
  for (std::int64_t i = 0; i < t.numel(); ++i) t.data_ptr<double>()[i] = element(i);
  return t.to(dtype);
}

using Numbers = std::vector<double>;
Numbers line(const Tensor& t, std::int64_t dim, std::int64_t at) {
  const Tensor picked = t.select(dim, at).to(kDouble).contiguous();
  return Numbers(picked.data_ptr<double>(), picked.data_ptr<double>() + picked.numel());
}

double sum_of(const Numbers& x) {
  double s = 0;
  for (double v : x) s += v;
  return s;
}
double log_sum_exp(const Numbers& x) {
  const double top = *std::max_element(x.begin(), x.end());
  double s = 0;
  for (double v : x) s += std::exp(v - top);
  return top + std::log(s);
}

double norm_of(const Numbers& x, double order) {
  long double total = order < 0 ? kInf : 0;
  for (long double v : x)
    if (std::isinf(order))
      total = order > 0 ? std::max(total, std::fabs(v)) : std::min(total, std::fabs(v));
    else
      total += order == 0 ? v != 0 : std::pow(std::fabs(v), (long double)(order));
  return double(std::isinf(order) || order == 0 ? total : std::pow(total, 1 / (long double)(order)));
}
const double kOrders[] = {2, 1, 0, 3, 0.5, 2.5, kInf, -kInf};

/// Checks one reduced line: its sum, norms, extremes with their places, and what softmax and a running sum make of it.
void check_line(const Tensor& t, std::int64_t dim, std::int64_t at, double eps) {
  const std::int64_t other = 1 - dim;
  const Numbers x = line(t, other, at);
  const auto value = [&](const Tensor& reduced) { return reduced.select(0, at).to(kDouble).item<double>(); };
  const double scale = eps * double(x.size()) * 3;
  CHECK(std::fabs(value(t.sum({dim})) - sum_of(x)) <= scale);
  for (const double order : kOrders) {
    CAPTURE(order);
    const double due = norm_of(x, order);
    CHECK(std::fabs(value(t.norm(order, {dim})) - due) <= (order < 1 ? 32 : 8) * eps * due);
  }
  CHECK(value(t.amax({dim})) == *std::max_element(x.begin(), x.end()));
  CHECK(value(t.amin({dim})) == *std::min_element(x.begin(), x.end()));
  CHECK(value(t.argmax(dim)) == double(std::max_element(x.begin(), x.end()) - x.begin()));
  CHECK(value(t.argmin(dim)) == double(std::min_element(x.begin(), x.end()) - x.begin()));
  const double total = log_sum_exp(x);
  CHECK(std::fabs(value(t.logsumexp({dim})) - total) <= 16 * eps * std::fabs(total));
  const Numbers soft = line(t.softmax(dim), other, at), logs = line(t.log_softmax(dim), other, at),
                sums = line(t.cumsum(dim), other, at);
  double running = 0, worst_soft = 0, worst_log = 0, worst_sum = 0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    running += x[j];
    const double due = std::exp(x[j] - total);
    worst_soft = std::max(worst_soft, std::fabs(soft[j] - due) / due);
    worst_log = std::max(worst_log, std::fabs(logs[j] - (x[j] - total)));
    worst_sum = std::max(worst_sum, std::fabs(sums[j] - running));
  }
  CHECK(worst_soft <= eps * (32 + double(x.size()) / 8));
  CHECK(worst_log <= eps * (64 + double(x.size()) / 8));
  CHECK(worst_sum <= scale + eps * 8);
}

/// gelu and the like: value and slope at every element, by rows and one by one.
using Activation = Tensor (*)(const Tensor&);
const std::vector<std::pair<const char*, Activation>> kActivations = {
    {"gelu", [](auto& x) { return gelu(x); }},
    {"gelu tanh", [](auto& x) { return gelu(x, "tanh"); }},
    {"silu", [](auto& x) { return silu(x); }},
    {"mish", [](auto& x) { return mish(x); }},
    {"log_sigmoid", [](auto& x) { return log_sigmoid(x); }},
    {"selu", [](auto& x) { return selu(x); }},
    {"elu", [](auto& x) { return elu(x, 1.3); }},
    {"softplus", [](auto& x) { return softplus(x, 1.7, 9); }},
    {"leaky_relu", [](auto& x) { return leaky_relu(x, 0.2); }},
    {"hardsigmoid", [](auto& x) { return hardsigmoid(x); }},
    {"hardswish", [](auto& x) { return hardswish(x); }},
    {"hardshrink", [](auto& x) { return hardshrink(x, 0.7); }},
    {"threshold", [](auto& x) { return threshold(x, 0.3, -2); }},
    {"erf", [](auto& x) { return x.erf(); }},
};

/// From far below to far above zero, with a NaN and the infinities.
Tensor far_and_near(DType dtype) {
  const Tensor t = empty({331}, kDouble);
  for (std::int64_t i = 0; i < 331; ++i) t.data_ptr<double>()[i] = std::pow(double(i - 165) / 20, 3) / 6;
  t.data_ptr<double>()[20] = kNan;
  t.data_ptr<double>()[41] = kInf;
  t.data_ptr<double>()[83] = -kInf;
  return t.to(dtype);
}

Tensor slope(Activation f, const Tensor& x, bool with_graph) {
  const Tensor leaf = x.clone().requires_grad_(true);
  return autograd::grad({f(leaf)}, {leaf}, {full_like(leaf, 1.5)}, with_graph, with_graph)[0].detach();
}

bool near(double a, double b, double size, double eps) {
  return a == b || (a != a && b != b) || std::fabs(a - b) <= eps * (std::fabs(b) + std::min(std::fabs(size), 8.0) + 1);
}

}  // namespace

TEST_CASE("vector reductions are right at every length, along rows and columns") {
  for (const DType dtype : {kFloat, kDouble}) {
    const double eps = dtype == kFloat ? 0x1p-23 : 0x1p-52;
    for (const std::int64_t n : kLengths) {
      CAPTURE(n, dtype == kFloat);
      check_line(table(3, n, dtype), 1, 2, eps);
      check_line(table(n, 37, dtype), 0, 36, eps);
      check_line(table(n, 37, dtype), 0, 5, eps);
    }
    check_line(table(9, 1100, dtype), 0, 1099, eps);
  }
}

TEST_CASE("NaN and infinities come through vector reductions wherever they stand") {
  for (const DType dtype : {kFloat, kDouble})
    for (const std::int64_t place : {0, 1, 31, 200, 511, 512, 519}) {
      CAPTURE(place);
      const Tensor rows = table(2, 520, dtype), columns = table(520, 24, dtype);
      rows.select(0, 1).select(0, place).fill_(kNan);
      columns.select(0, place).select(0, 23).fill_(kNan);
      for (const double order : kOrders) {
        CAPTURE(order);
        for (const Tensor& norms : {rows.norm(order, {1}), columns.norm(order, {0})}) {
          const auto last = norms.numel() - 1;
          CHECK(std::isnan(norms.select(0, last).item().toDouble()) == (order != 0));
          CHECK(std::isfinite(norms.select(0, last - 1).item().toDouble()));
        }
      }
      for (const Tensor& t : {rows.amax({1}), rows.amin({1}), rows.sum({1}), rows.logsumexp({1}),
                              rows.softmax(1).select(1, 7), rows.log_softmax(1).select(1, 7)}) {
        CHECK(std::isnan(t.select(0, 1).item().toDouble()));
        CHECK(std::isfinite(t.select(0, 0).item().toDouble()));
      }
      CHECK(rows.argmax(1).select(0, 1).item<std::int64_t>() == place);
      CHECK(rows.argmin(1).select(0, 1).item<std::int64_t>() == place);
      CHECK(columns.argmax(0).select(0, 23).item<std::int64_t>() == place);
      CHECK(columns.argmin(0).select(0, 23).item<std::int64_t>() == place);
      for (const Tensor& t : {columns.amax({0}), columns.amin({0}), columns.sum({0}), columns.logsumexp({0}),
                              columns.softmax(0).select(0, 7)}) {
        CHECK(std::isnan(t.select(0, 23).item().toDouble()));
        CHECK(std::isfinite(t.select(0, 22).item().toDouble()));
      }
    }
  const Tensor lowest = full({2, 100}, -kInf, kFloat);
  lowest.select(0, 1).select(0, 50).fill_(kInf);
  CHECK(std::isnan(lowest.softmax(1).select(0, 0).select(0, 3).item().toDouble()));
  CHECK(lowest.logsumexp({1}).select(0, 0).item().toDouble() == -kInf);
  CHECK(lowest.logsumexp({1}).select(0, 1).item().toDouble() == kInf);
  CHECK(lowest.amax({1}).select(0, 0).item().toDouble() == -kInf);
}

TEST_CASE("more float32 ones than float32 can count add up right") {
  const std::int64_t n = (std::int64_t(1) << 24) + 1000;
  CHECK(ones({n}).sum().item().toDouble() == double(n));
  CHECK(ones({n / 100, 100}).sum({0}).select(0, 99).item().toDouble() == double(n / 100));
  CHECK(ones({n}).norm().item().toDouble() == double(float(std::sqrt(double(n)))));
  for (const double order : {0.0, 1.0}) CHECK(ones({n}).norm(order).item().toDouble() == double(n));
  CHECK(ones({n / 100, 100}).norm(2, {0}).select(0, 99).item().toDouble() == double(float(std::sqrt(double(n / 100)))));
}

TEST_CASE("activations and their one-pass gradients by vectors are those of single elements") {
  for (const DType dtype : {kFloat, kDouble, kHalf})
    for (const auto& [name, f] : kActivations) {
      CAPTURE(name, dtype == kFloat);
      const double eps = dtype == kFloat ? 0x1p-21 : dtype == kHalf ? 0x1p-9 : 0x1p-48;
      const Tensor x = far_and_near(dtype), value = f(x), quick = slope(f, x, false), composed = slope(f, x, true);
      for (std::int64_t i = 0; i < x.numel(); ++i) {
        const Tensor one = x.narrow(0, i, 1).clone();
        const double at = one.item().toDouble();
        CAPTURE(at);
        CHECK(near(value.select(0, i).item().toDouble(), f(one).item().toDouble(), at, eps));
        if (std::isfinite(at))
          CHECK(near(quick.select(0, i).item().toDouble(), composed.select(0, i).item().toDouble(), at, eps));
      }
    }
}
