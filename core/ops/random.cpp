// Writes of random numbers, in PyTorch's order of draws. Measured on 2.15 (CPU): equal bit for bit, but for float32
// normal_ of 16 or more elements, where PyTorch uses a vectorised logarithm and sine (equal to a few units in the last
// place).
#include <algorithm>
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/draw.hpp>
#include <limits>
#include <numeric>

namespace gradproof {
namespace {

void forget_gradient(Backward& b) { b.give(0, zeros(b.input_sizes(0), b.grad().options())); }
void forget_both_gradient(Backward& b) {
  forget_gradient(b);
  if (b.wants(1)) b.give(1, zeros(b.input_sizes(1), b.grad().options()));
}
constexpr GradientRule kUniform = {"UniformBackward0", forget_gradient}, kNormal = {"NormalBackward0", forget_gradient},
                       kBernoulli = {"BernoulliBackward2", forget_gradient},
                       kBernoulliTensor = {"BernoulliBackward1", forget_both_gradient},
                       kExponential = {"ExponentialBackward0", forget_gradient},
                       kGeometric = {"GeometricBackward0", forget_gradient},
                       kLogNormal = {"LogNormalBackward0", forget_gradient},
                       kCauchy = {"CauchyBackward0", forget_gradient},
                       kRandomRange = {"RandomBackward0", forget_gradient},
                       kRandomBelow = {"RandomBackward1", forget_gradient},
                       kRandom = {"RandomBackward2", forget_gradient};

/// `t` with its dimensions in the order of memory: that is the order in which numbers are drawn.
Tensor in_memory_order(const Tensor& t) {
  std::vector<std::size_t> order(t.sizes().size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return t.strides()[a] > t.strides()[b]; });
  std::vector<std::int64_t> sizes, strides;
  for (std::size_t d : order) sizes.push_back(t.sizes()[d]), strides.push_back(t.strides()[d]);
  return raw_view(t, Layout(sizes, strides, t.storage_offset()));
}

/// Writes next() to every element, computed in T.
template <class T, class Next>
void fill_with(const Tensor& t, Next next) {
  if (t.numel() == 0) return;
  const Tensor target = in_memory_order(t);
  const bool writes_in_place = target.is_contiguous() && t.is_cpu();
  const Tensor dense = writes_in_place ? target : make_result(Layout(target.sizes()), t.dtype(), Device());
  T* p = reinterpret_cast<T*>(dense->data());
  for (std::int64_t i = 0; i < t.numel(); ++i) p[i] = next();
  if (!writes_in_place) raw_copy(target, dense);
}

/// A declared write under `rule`; `fill` writes the numbers.
template <class Fill>
Tensor& write_random(const Tensor& t, const GradientRule& rule, const char* name, Fill fill) {
  const bool recorded = is_recorded({&t}) && is_floating(t.dtype());
  expect_writable(t, recorded, name);
  const Tensor* result = &t;
  Ref<Node> node = recorded ? make_node(rule, {&result, 1}, {&t}, {}) : Ref<Node>();
  fill();
  wrote(t);
  if (node) rewrite_history(t, std::move(node));
  return t.handle();
}

void expect_floating(const Tensor& t, const char* kernel) {
  if (!is_floating(t.dtype()))
    raise(ErrorKind::dtype,
          "\"" + std::string(kernel) + "\" not implemented for '" + std::string(scalar_name(t.dtype())) + "'");
}

[[noreturn]] void refuse(const std::string& expected, double found) {
  std::string number = std::to_string(found);
  number.erase(number.find_last_not_of('0') + 1);
  if (number.back() == '.') number.pop_back();
  raise(ErrorKind::value, expected + number);
}

template <class T, class Next>
void fill_floating(const Tensor& t, Next next) {
  fill_with<T>(t, [&] { return T(Computed<T>(next())); });
}

/// Every element from a draw in double.
template <class Next>
void fill_from_double(const Tensor& t, Next next) {
  visit(t.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    fill_with<T>(t, [&] { return T(Computed<T>(next())); });
  });
}

/// Sixteen uniform numbers become sixteen normal ones: the first eight with the last eight.
template <class C>
void normal_16(C* p, double mean, double std) {
  for (int j = 0; j < 8; ++j) {
    const C u1 = C(1) - p[j], u2 = p[j + 8];
    const C radius = std::sqrt(C(-2) * std::log(u1)), angle = C(2.0 * std::numbers::pi * double(u2));
    p[j] = C(double(C(radius * std::cos(angle))) * std + mean);
    p[j + 8] = C(double(C(radius * std::sin(angle))) * std + mean);
  }
}

/// Sixteen at a time; the last sixteen are drawn again, over some that were ready. What is stored as it is computed
/// draws all its uniform numbers first, and so the rest of the last block too.
template <class T>
void fill_normal_in_blocks(const Tensor& t, double mean, double std, Draw& draw) {
  using C = Computed<T>;
  T* p = reinterpret_cast<T*>(t->data());
  const std::int64_t n = t.numel(), rest = std::is_same_v<T, C> ? n % 16 : 0;
  C block[16];
  auto fill_block = [&](std::int64_t at) {
    normal_16(block, mean, std);
    for (int j = 0; j < 16; ++j) p[at + j] = T(block[j]);
  };
  for (std::int64_t i = 0; i + 15 < n; i += 16) {
    for (C& u : block) u = draw.uniform<T>();
    fill_block(i);
  }
  for (std::int64_t i = 0; i < rest; ++i) draw.uniform<T>();
  if (n % 16 == 0) return;
  for (C& u : block) u = draw.uniform<T>();
  fill_block(n - 16);
}

template <class T>
void fill_normal(const Tensor& t, double mean, double std, Draw& draw) {
  if (!t.is_cpu()) {
    const Tensor made = make_result(t.layout(), t.dtype(), Device());
    fill_normal<T>(made, mean, std, draw);
    return raw_copy(t, made);
  }
  if (t.numel() >= 16 && t.is_contiguous()) return fill_normal_in_blocks<T>(t, mean, std, draw);
  fill_floating<T>(t, [&] { return draw.normal() * std + mean; });
}

template <class F>
void visit_floating(DType t, F f) {
  visit(t, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_floating_point_v<Computed<T>>) f(tag);
  });
}

void expect_probabilities(const Tensor& p) {
  NoGradGuard no_grad;
  const Tensor wide = host_clone(p.detach().to(kDouble));
  const double* v = wide.data_ptr<double>();
  for (std::int64_t i = 0; i < wide.numel(); ++i)
    if (!(v[i] >= 0 && v[i] <= 1)) refuse("Expected p_in >= 0 && p_in <= 1 to be true, found ", v[i]);
}

}  // namespace

Tensor& Tensor::uniform_(double from, double to, const std::optional<Generator>& generator) const {
  expect_floating(*this, "check_uniform_bounds");
  if (from > to)
    refuse("uniform_ expects to return a [from, to) range, but found from=" + std::to_string(from) + " > to=", to);
  return write_random(*this, kUniform, "uniform_", [&] {
    Draw draw(generator);
    visit_floating(dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      const Computed<T> low = Computed<T>(T(Computed<T>(from))), high = Computed<T>(T(Computed<T>(to)));
      // Rounded once, as PyTorch's kernels are compiled.
      fill_floating<T>(*this, [&] { return std::fma(draw.uniform<T>(), high - low, low); });
    });
  });
}

Tensor& Tensor::normal_(double mean, double std, const std::optional<Generator>& generator) const {
  if (!(std >= 0)) refuse("normal expects std >= 0.0, but found std ", std);
  expect_floating(*this, "normal_kernel_cpu");
  return write_random(*this, kNormal, "normal_", [&] {
    Draw draw(generator);
    visit_floating(dtype(), [&](auto tag) { fill_normal<typename decltype(tag)::type>(*this, mean, std, draw); });
  });
}

Tensor& Tensor::bernoulli_(double p, const std::optional<Generator>& generator) const {
  if (!(p >= 0 && p <= 1)) refuse("bernoulli_ expects p to be in [0, 1], but got p=", p);
  return write_random(*this, kBernoulli, "bernoulli_", [&] {
    Draw draw(generator);
    fill_from_double(*this, [&] { return draw.uniform<double>() < p ? 1.0 : 0.0; });
  });
}

Tensor& Tensor::bernoulli_(const Tensor& p, const std::optional<Generator>& generator) const {
  expect_probabilities(p);
  const bool recorded = is_recorded({this, &p}) && is_floating(dtype());
  expect_writable(*this, recorded, "bernoulli_");
  const Tensor* result = this;
  Ref<Node> node = recorded ? make_node(kBernoulliTensor, {&result, 1}, {this, &p}, {}) : Ref<Node>();
  NoGradGuard no_grad;
  const Tensor chances = host_clone(raw_view(p, gradproof::expand(p.layout(), sizes()))),
               ones = make_result(Layout(sizes()), p.dtype(), Device());
  visit_floating(p.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    Draw draw(generator);
    const T* at = reinterpret_cast<const T*>(chances->data());
    // A chance that is not double is compared as float, whatever its type.
    fill_with<T>(ones, [&] {
      const double chance = double(Computed<T>(*at++));
      if constexpr (std::is_same_v<T, double>) return T(draw.uniform<double>() < chance);
      return T(Computed<T>(double(draw.uniform<float>()) < chance));
    });
  });
  raw_copy(*this, ones);
  wrote(*this);
  if (node) rewrite_history(*this, std::move(node));
  return handle();
}

Tensor& Tensor::exponential_(double lambda, const std::optional<Generator>& generator) const {
  expect_floating(*this, "exponential_kernel");
  if (!(lambda > 0)) refuse("exponential_ expects lambda > 0.0, but found lambda=", lambda);
  return write_random(*this, kExponential, "exponential_", [&] {
    Draw draw(generator);
    fill_from_double(*this, [&] { return -1.0 / lambda * std::log1p(-draw.uniform<double>()); });
  });
}

Tensor& Tensor::geometric_(double p, const std::optional<Generator>& generator) const {
  if (!(p > 0 && p < 1)) refuse("geometric_ expects p to be in (0, 1), but got p=", p);
  return write_random(*this, kGeometric, "geometric_", [&] {
    Draw draw(generator);
    fill_from_double(*this, [&] { return std::ceil(std::log(draw.uniform<double>()) / std::log1p(-p)); });
  });
}

Tensor& Tensor::log_normal_(double mean, double std, const std::optional<Generator>& generator) const {
  expect_floating(*this, "log_normal_kernel");
  if (!(std > 0)) refuse("log_normal_ expects std > 0.0, but found std=", std);
  return write_random(*this, kLogNormal, "log_normal_", [&] {
    Draw draw(generator);
    fill_from_double(*this, [&] { return std::exp(draw.normal() * std + mean); });
  });
}

Tensor& Tensor::cauchy_(double median, double sigma, const std::optional<Generator>& generator) const {
  expect_floating(*this, "cauchy_kernel");
  if (!(sigma > 0)) refuse("cauchy_ expects sigma > 0.0, but found sigma=", sigma);
  return write_random(*this, kCauchy, "cauchy_", [&] {
    Draw draw(generator);
    fill_from_double(*this,
                     [&] { return median + sigma * std::tan(std::numbers::pi * (draw.uniform<double>() - 0.5)); });
  });
}

namespace {

/// What random_() gives in T: every number the type holds exactly.
template <class T>
T any_integer(Draw& draw) {
  if constexpr (std::is_same_v<T, bool>) return draw.word() & 1;
  if constexpr (std::is_same_v<T, double>) return double(draw.two_words() % ((std::uint64_t(1) << 53) + 1));
  if constexpr (std::is_same_v<T, std::int64_t>)
    return std::int64_t(draw.two_words() % (std::uint64_t(std::numeric_limits<std::int64_t>::max()) + 1));
  if constexpr (std::is_same_v<T, float>) return float(draw.word() % ((1u << 24) + 1));
  if constexpr (std::is_same_v<T, Half>) return T(float(draw.word() % ((1u << 11) + 1)));
  if constexpr (std::is_same_v<T, BFloat16>) return T(float(draw.word() % ((1u << 8) + 1)));
  if constexpr (std::is_integral_v<T> && sizeof(T) < 8 && !std::is_same_v<T, bool>)
    return T(draw.word() % (std::uint64_t(std::numeric_limits<T>::max()) + 1));
}

void fill_range(const Tensor& t, std::int64_t from, std::int64_t to, const std::optional<Generator>& generator) {
  const auto range = std::uint64_t(to) - std::uint64_t(from);
  Draw draw(generator);
  visit(t.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    fill_with<T>(t, [&] {
      const std::uint64_t v = range >= std::uint64_t(1) << 28 ? draw.two_words() : draw.word();
      return T(Computed<T>(std::int64_t(v % range + std::uint64_t(from))));
    });
  });
}

void expect_range(std::int64_t from, std::int64_t to) {
  if (from >= to)
    raise(ErrorKind::value, "random_ expects 'from' to be less than 'to', but got from=" + std::to_string(from) +
                                " >= to=" + std::to_string(to));
}

}  // namespace

Tensor& Tensor::random_(const std::optional<Generator>& generator) const {
  return write_random(*this, kRandom, "random_", [&] {
    Draw draw(generator);
    visit(dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      fill_with<T>(*this, [&] { return any_integer<T>(draw); });
    });
  });
}

Tensor& Tensor::random_(std::int64_t to, const std::optional<Generator>& generator) const {
  expect_range(0, to);
  return write_random(*this, kRandomBelow, "random_", [&] { fill_range(*this, 0, to, generator); });
}

Tensor& Tensor::random_(std::int64_t from, std::int64_t to, const std::optional<Generator>& generator) const {
  expect_range(from, to);
  return write_random(*this, kRandomRange, "random_", [&] { fill_range(*this, from, to, generator); });
}

}  // namespace gradproof
