// The vector kernels against the scalar functions, at every place of rows of awkward lengths.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

constexpr std::int64_t kLength = 203;  // several vectors of any width, and a tail

/// Numbers of all sizes, with specials at places that fall into different lanes.
template <class T>
Tensor awkward(T scale) {
  const Tensor t = empty({kLength}, DTypeOf<T>::value);
  T* p = t.data_ptr<T>();
  for (int i = 0; i < kLength; ++i) p[i] = scale * T(i - 90) * T(0.037) + T(0.001);
  const T specials[] = {T(0),
                        T(-0.0),
                        std::numeric_limits<T>::infinity(),
                        -std::numeric_limits<T>::infinity(),
                        std::numeric_limits<T>::quiet_NaN(),
                        std::numeric_limits<T>::denorm_min(),
                        std::numeric_limits<T>::max(),
                        std::numeric_limits<T>::lowest()};
  for (int k = 0; k < 8; ++k) p[3 + 17 * k] = specials[k];
  return t;
}

/// Units in the last place between two numbers; NaN equals NaN.
template <class T>
double distance(T a, T b) {
  if (a == b || (a != a && b != b)) return 0;
  const T magnitude = std::fabs(b), unit = std::nextafter(magnitude, std::numeric_limits<T>::infinity()) - magnitude;
  return std::isfinite(a) && std::isfinite(b) ? double(std::fabs(a - b) / unit) : 1e9;
}

using Function2 = Tensor (*)(const Tensor& a, const Tensor& b);

/// The row at once against its elements one by one, which are too few for vectors.
template <class T>
double worst(Function2 f, T scale) {
  const Tensor a = awkward<T>(scale), b = awkward<T>(-T(0.6) * scale);
  const Tensor whole = f(a, b);
  double most = 0;
  for (std::int64_t i = 0; i < kLength; ++i) {
    const Tensor one = f(a.narrow(0, i, 1).clone(), b.narrow(0, i, 1).clone());
    most = std::max(most, distance(whole.data_ptr<T>()[i], one.data_ptr<T>()[0]));
  }
  return most;
}

const std::vector<std::pair<const char*, Function2>> kExact = {
    {"add", [](auto& a, auto& b) { return a + b; }},
    {"sub", [](auto& a, auto& b) { return a - b; }},
    {"mul", [](auto& a, auto& b) { return a * b; }},
    {"div", [](auto& a, auto& b) { return a / b; }},
    {"number left", [](auto& a, auto&) { return scalar_tensor(2.5, a.options()) - a; }},
    {"number right", [](auto& a, auto&) { return a * 2.5; }},
    {"maximum", [](auto& a, auto& b) { return a.maximum(b); }},
    {"minimum", [](auto& a, auto& b) { return a.minimum(b); }},
    {"square", [](auto& a, auto&) { return a.square(); }},
    {"pow 3", [](auto& a, auto&) { return a.pow(3); }},
    {"pow 1/2", [](auto& a, auto&) { return a.pow(0.5); }},
    {"eq", [](auto& a, auto& b) { return a.eq(b).to(a.dtype()); }},
    {"ne", [](auto& a, auto& b) { return a.ne(b).to(a.dtype()); }},
    {"lt", [](auto& a, auto& b) { return a.lt(b).to(a.dtype()); }},
    {"le", [](auto& a, auto& b) { return a.le(b).to(a.dtype()); }},
    {"gt", [](auto& a, auto& b) { return a.gt(b).to(a.dtype()); }},
    {"ge number", [](auto& a, auto&) { return a.ge(0.5).to(a.dtype()); }},
    {"clamp", [](auto& a, auto&) { return a.clamp(-0.5, 1.5); }},
    {"clamp tensors", [](auto& a, auto& b) { return a.clamp(b, b + 0.5); }},
    {"lerp", [](auto& a, auto& b) { return a.lerp(b, 0.3); }},
    {"lerp weights", [](auto& a, auto& b) { return a.lerp(b, a); }},
    {"add alpha", [](auto& a, auto& b) { return a.add(b, 2.5); }},
    {"addcmul", [](auto& a, auto& b) { return a.addcmul(b, a); }},
    {"addcdiv", [](auto& a, auto& b) { return a.addcdiv(b, a); }},
    {"neg", [](auto& a, auto&) { return -a; }},
    {"abs", [](auto& a, auto&) { return a.abs(); }},
    {"relu", [](auto& a, auto&) { return a.relu(); }},
    {"sqrt", [](auto& a, auto&) { return a.sqrt(); }},
    {"rsqrt", [](auto& a, auto&) { return a.rsqrt(); }},
    {"reciprocal", [](auto& a, auto&) { return a.reciprocal(); }},
    {"floor", [](auto& a, auto&) { return a.floor(); }},
    {"ceil", [](auto& a, auto&) { return a.ceil(); }},
    {"trunc", [](auto& a, auto&) { return a.trunc(); }},
    {"round", [](auto& a, auto&) { return a.round(); }},
};
const std::vector<std::pair<const char*, Function2>> kClose = {
    {"silu", [](auto& a, auto&) { return silu(a); }},        {"exp", [](auto& a, auto&) { return a.exp(); }},
    {"sigmoid", [](auto& a, auto&) { return a.sigmoid(); }}, {"expm1", [](auto& a, auto&) { return a.expm1(); }},
    {"tanh", [](auto& a, auto&) { return a.tanh(); }},       {"log", [](auto& a, auto&) { return a.log(); }},
    {"log1p", [](auto& a, auto&) { return a.log1p(); }},     {"sin", [](auto& a, auto&) { return a.sin(); }},
    {"cos", [](auto& a, auto&) { return a.cos(); }},
};

}  // namespace

TEST_CASE("vector kernels of arithmetic, comparisons and rounding equal the scalar functions") {
  for (const auto& [name, f] : kExact) {
    INFO(name);
    CHECK(worst<float>(f, 1.0F) == 0);
    CHECK(worst<double>(f, 1.0) == 0);
  }
}

TEST_CASE("vector kernels of elementary functions are within three units of the scalar ones, specials included") {
  for (const auto& [name, f] : kClose) {
    INFO(name);
    for (double scale : {0.02, 1.0, 30.0, 1e6}) {
      CHECK(worst<float>(f, float(scale)) <= 3.5);
      CHECK(worst<double>(f, scale) <= 3.5);
    }
  }
}

TEST_CASE("results too large for the cache are written past it with the same values") {
  const std::int64_t n = (std::int64_t(48) << 20) / 4 + 5;
  const Tensor a = ones({n}, kFloat), b = full({n}, 2.5, kFloat);
  const Tensor sum = a + b, negative = -sum.narrow(0, 3, n - 3);
  CHECK(sum.eq(3.5).sum().item<std::int64_t>() == n);
  CHECK(negative.eq(-3.5).sum().item<std::int64_t>() == n - 3);
}
