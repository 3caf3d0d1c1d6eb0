// What the pointwise family keeps, counts, refuses and promotes; numbers and kinds are those of PyTorch 2.15.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/core/ops/out.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
const double kNaN = std::nan("");

Tensor of(std::vector<double> v, DType t = kDouble) {
  return from_values({v.begin(), v.end()}, {std::int64_t(v.size())}, t);
}
using V = std::vector<double>;

struct Keeps {
  const char* name;
  Tensor (*f)(const Tensor& x, const Tensor& y);
  bool self, other, result;  ///< whether a later write to each is an error in backward
};
// x and y require grad.
const Keeps kKeeps[] = {
    {"mul", [](auto& x, auto& y) { return x * y; }, true, true, false},
    {"add", [](auto& x, auto& y) { return x.add(y, 2); }, false, false, false},
    {"exp2", [](auto& x, auto&) { return x.exp2(); }, false, false, true},
    {"log1p", [](auto& x, auto&) { return x.log1p(); }, true, false, false},
    {"tan", [](auto& x, auto&) { return x.tan(); }, false, false, true},
    {"sgn", [](auto& x, auto&) { return x.sgn(); }, true, false, true},
    {"sign", [](auto& x, auto&) { return x.sign(); }, false, false, false},
    {"floor", [](auto& x, auto&) { return x.floor(); }, false, false, false},
    {"clamp", [](auto& x, auto&) { return x.clamp(0.1, 0.4); }, true, false, false},
    {"clamp tensors", [](auto& x, auto& y) { return x.clamp(y, y); }, true, true, false},
    {"leaky_relu", [](auto& x, auto&) { return leaky_relu(x); }, true, false, false},
    {"gelu", [](auto& x, auto&) { return gelu(x); }, true, false, false},
    {"fmod", [](auto& x, auto& y) { return x.fmod(y); }, true, true, false},
    {"fmod number", [](auto& x, auto&) { return x.fmod(0.3); }, false, false, false},
    {"hypot", [](auto& x, auto& y) { return x.hypot(y); }, true, true, true},
    {"atan2", [](auto& x, auto& y) { return x.atan2(y); }, true, true, false},
    {"where", [](auto& x, auto& y) { return where(x.gt(y), x, y); }, false, false, false},
    {"lerp", [](auto& x, auto& y) { return x.lerp(y, 0.3); }, false, false, false},
    {"addcmul", [](auto& x, auto& y) { return x.addcmul(y, y); }, false, true, false},
    {"addcdiv", [](auto& x, auto& y) { return x.detach().addcdiv(x, y); }, true, true, false},
    {"pow", [](auto& x, auto& y) { return x.pow(y); }, true, true, true},
    {"maximum", [](auto& x, auto& y) { return x.maximum(y); }, true, true, false},
};

bool breaks(const Keeps& c, int which) {
  const Tensor x0 = of({0.3, 0.6}).requires_grad_(), y0 = of({0.2, 0.7}).requires_grad_();
  const Tensor x = x0 * 1, y = y0 * 1;
  const Tensor result = c.f(x, y);
  {
    NoGradGuard no_grad;
    (which == 0 ? x : which == 1 ? y : result).add_(1);
  }
  try {
    result.sum().backward();
  } catch (const Error& e) {
    CHECK(e.kind() == ErrorKind::modified_after_save);
    return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a later write is an error exactly where the operation kept the tensor") {
  for (const Keeps& c : kKeeps) {
    INFO(c.name);
    CHECK(breaks(c, 0) == c.self);
    CHECK(breaks(c, 1) == c.other);
    CHECK(breaks(c, 2) == c.result);
  }
}

TEST_CASE("a constant operand is kept only by who needs it") {
  const Tensor x = of({0.3, 0.6}).requires_grad_(), c = of({0.2, 0.7});
  const auto survives = [&](auto f, const Tensor& written) {
    const Tensor y = f();
    NoGradGuard no_grad;
    written.add_(1);
    AutoEnableGrad grad_mode;
    y.sum().backward();
  };
  survives([&] { return x.fmod(c); }, c);
  survives([&] { return x.addcmul(c, of({1, 2})); }, c);
  survives([&] { return x.lerp(c, 0.5); }, c);
  CHECK(error_of([&] { survives([&] { return x.addcdiv(c, c); }, c); }) == ErrorKind::modified_after_save);
}

TEST_CASE("every pointwise write bumps once, recorded or not") {
  const Tensor w = of({0.3, 0.4});
  const std::vector<const Tensor& (*)(const Tensor&, const Tensor&)> writes = {
      [](auto& x, auto&) -> const Tensor& { return x.exp2_(); },
      [](auto& x, auto&) -> const Tensor& { return x.sgn_(); },
      [](auto& x, auto&) -> const Tensor& { return x.round_(1); },
      [](auto& x, auto&) -> const Tensor& { return x.nan_to_num_(); },
      [](auto& x, auto&) -> const Tensor& { return x.clamp_(0.1, 0.2); },
      [](auto& x, auto& w) -> const Tensor& { return x.clamp_(w, w); },
      [](auto& x, auto& w) -> const Tensor& { return x.add_(w, 2); },
      [](auto& x, auto& w) -> const Tensor& { return x.lerp_(w, w); },
      [](auto& x, auto& w) -> const Tensor& { return x.addcmul_(w, w, 3); },
      [](auto& x, auto& w) -> const Tensor& { return x.eq_(w); },
      [](auto& x, auto& w) -> const Tensor& { return x.logical_and_(w); },
      [](auto& x, auto&) -> const Tensor& { return leaky_relu_(x); },
      [](auto& x, auto& w) -> const Tensor& { return x.div_(w, "floor"); },
  };
  for (const auto& write : writes) {
    const Tensor plain = of({0.6, 0.7}), recorded = of({0.6, 0.7}).requires_grad_() * 1;
    CHECK(&write(plain, w) == &plain);
    CHECK(plain._version() == 1);
    write(recorded, w);
    CHECK(recorded._version() == 1);
    const Tensor leaf = of({0.6, 0.7}).requires_grad_();
    const Tensor before = leaf.detach().clone();
    if (&write != &writes[10]) CHECK(error_of([&] { write(leaf, w); }) == ErrorKind::leaf_write);
    if (&write != &writes[10]) CHECK(equal(leaf.detach(), before));
  }
}

TEST_CASE("equal operands and numbers on a bound get what PyTorch gives them") {
  const Tensor x = of({1, 2, 3, kNaN}).requires_grad_(), y = of({2, 2, 2, 2}).requires_grad_();
  const auto gradients = [&](const Tensor& z) { return autograd::grad({z.sum()}, {x, y}); };
  CHECK(numbers(gradients(x.maximum(y))[0]) == V{0, 0.5, 1, 1});
  CHECK(numbers(gradients(x.maximum(y))[1]) == V{1, 0.5, 0, 1});
  CHECK(numbers(gradients(x.clamp_max(y))[0]) == V{1, 0.5, 0, 1});
  CHECK(numbers(gradients(x.fmin(y))[0]) == V{1, 0.5, 0, 0});
  CHECK(numbers(gradients(x.fmin(y))[1]) == V{0, 0.5, 1, 1});
  CHECK(numbers(autograd::grad({x.clamp(2.0, 3.0).sum()}, {x})[0]) == V{0, 0, 0, 0});
  const Tensor low = of({1, 1, 1, 2}).requires_grad_(), high = of({2, 1, 2, 1}).requires_grad_(),
               at = of({1, 1, 2, 1}).requires_grad_();
  const auto three = autograd::grad({at.clamp(low, high).sum()}, {at, low, high});
  CHECK(numbers(three[0]) == V{0.5, 1, 0.5, 0});
  CHECK(numbers(three[1]) == V{0.5, 0, 0, 0});
  CHECK(numbers(three[2]) == V{0, 0, 0.5, 1});
}

TEST_CASE("integers divide, shift and take remainders as PyTorch's do") {
  const Tensor a = of({7, -7, 7, -7}, kInt), b = of({2, 2, -2, -2}, kInt);
  CHECK(numbers(a.div(b, "floor")) == V{3, -4, -4, 3});
  CHECK(numbers(a.div(b, "trunc")) == V{3, -3, -3, 3});
  CHECK(numbers(a.remainder(b)) == V{1, 1, -1, -1});
  CHECK(numbers(a.fmod(b)) == V{1, -1, 1, -1});
  CHECK(a.floor_divide(b).dtype() == kInt);
  CHECK(numbers(of({1, -8, 3}, kChar).bitwise_left_shift(of({3, 1, 9}, kChar))) == V{8, -16, 0});
  CHECK(numbers(of({-8, 100, -1}, kChar).bitwise_right_shift(of({1, 3, 9}, kChar))) == V{-4, 12, -1});
  CHECK(numbers((of({6, 5}, kByte) & of({3, 4}, kByte)) | 8) == V{10, 12});
  CHECK(numbers(~of({0, 5}, kLong)) == V{-1, -6});
  CHECK(numbers(~of({0, 1}, kBool)) == V{1, 0});
  CHECK(numbers(of({-128, 1}, kChar).div(of({-1, -1}, kChar), "floor")) == V{-128, -1});
  CHECK(error_of([&] { a.remainder(0); }) == ErrorKind::value);
  CHECK(error_of([&] { a.div(of({1, 0, 1, 1}, kInt), "trunc"); }) == ErrorKind::value);
  CHECK(error_of([&] { a.pow(-1); }) == ErrorKind::value);
  CHECK(error_of([&] { a.div(b, "nearest"); }) == ErrorKind::value);
}

TEST_CASE("result types follow PyTorch's promotion") {
  const DType all[] = {kBool, kByte, kChar, kShort, kInt, kLong, kHalf, kBFloat16, kFloat, kDouble};
  for (DType t : all) {
    INFO(name(t));
    const Tensor x = of({1, 1}, t);
    const DType real = is_floating(t) ? t : kFloat, with_int = t == kBool ? kLong : t;
    CHECK(x.exp2().dtype() == real);
    CHECK(x.atan2(x).dtype() == real);
    CHECK(x.copysign(2.0).dtype() == real);
    CHECK(x.clamp(0.5, 2.0).dtype() == real);
    CHECK(x.clamp(0, 2).dtype() == with_int);
    CHECK(where(x.gt(0), x, 2).dtype() == with_int);
    CHECK(where(x.gt(0), x, of({1, 1}, kFloat)).dtype() == (t == kDouble ? kDouble : kFloat));
    CHECK(x.isnan().dtype() == kBool);
    CHECK(x.logical_xor(x).dtype() == kBool);
    CHECK(x.maximum(scalar_tensor(1, kLong)).dtype() == with_int);
    if (t != kBool) CHECK(x.fmod(2).dtype() == t);
    if (is_floating(t)) {
      CHECK(gelu(x).dtype() == t);
      CHECK(error_of([&] { x.bitwise_and(x); }) == ErrorKind::dtype);
    } else {
      CHECK(x.bitwise_or(x).dtype() == t);
      CHECK(error_of([&] { gelu(x); }) == ErrorKind::dtype);
      CHECK(error_of([&] { x.hypot(x); }) == ErrorKind::dtype);
      CHECK(error_of([&] { x.lerp(x, 0.5); }) == ErrorKind::dtype);
      if (t != kBool) CHECK(error_of([&] { x.add(x, 0.5); }) == ErrorKind::dtype);
    }
  }
  const Tensor yes = of({1, 0}, kBool);
  CHECK(error_of([&] { yes.floor(); }) == ErrorKind::dtype);
  CHECK(error_of([&] { yes - 1; }) == ErrorKind::dtype);
  CHECK(error_of([&] { of({1, 2}) - yes; }) == ErrorKind::dtype);
  CHECK(error_of([&] { yes.relu(); }) == ErrorKind::not_implemented);
  CHECK(error_of([&] { where(of({1, 2}), 1, 2); }) == ErrorKind::dtype);
  CHECK(error_of([&] { of({1, 2}).clamp(std::optional<Scalar>()); }) == ErrorKind::argument);
  CHECK(error_of([&] { of({1, 2}).maximum(of({1, 2, 3})); }) == ErrorKind::shape);
}

TEST_CASE("what has no derivative says so when it is asked for") {
  const Tensor x = of({1.5, 2.5}).requires_grad_();
  CHECK(error_of([&] { x.floor_divide(0.7).sum().backward(); }) == ErrorKind::not_differentiable);
  CHECK(error_of([&] { remainder(Scalar(2.5), x).sum().backward(); }) == ErrorKind::not_differentiable);
  CHECK(error_of([&] { (x * 1).asinh_().sum().backward(); }) == ErrorKind::not_differentiable);
  CHECK_FALSE(x.isfinite().requires_grad());
  CHECK_FALSE(x.logical_not().requires_grad());
}

TEST_CASE("closeness and truth of special numbers") {
  const Tensor x = of({1, kInf, -kInf, kNaN}), y = of({1.000001, kInf, kInf, kNaN});
  CHECK(numbers(isclose(x, y)) == V{1, 1, 0, 0});
  CHECK(numbers(isclose(x, y, 0, 0, true)) == V{0, 1, 0, 1});
  CHECK_FALSE(allclose(x, y));
  CHECK(numbers(x.isinf()) == V{0, 1, 1, 0});
  CHECK(numbers(x.isfinite()) == V{1, 0, 0, 0});
  CHECK(numbers(of({-0.0, 0.0, -1}).signbit()) == V{1, 0, 1});
  CHECK(error_of([&] { isclose(x, of({1, 2, 3, 4}, kFloat)); }) == ErrorKind::dtype);
}

TEST_CASE("out= writes through strides, converts, resizes, and refuses gradients") {
  const Tensor a = of({1.5, -2}, kFloat), b = of({3, 5}, kFloat);
  const Tensor matrix = zeros({2, 3}, kFloat), column = matrix.select(1, 1);
  add_out(column, a, b, 2);
  CHECK(numbers(matrix) == V{0, 7.5, 0, 0, 8, 0});
  CHECK(matrix._version() == 1);
  const Tensor wide = zeros({2}, kDouble), empty_one = zeros({0}, kFloat);
  mul_out(wide, a, b);
  CHECK(numbers(wide) == V{4.5, -10});
  div_out(empty_one, b, a);
  CHECK(numbers(empty_one) == V{2, -2.5});
  const Tensor base = zeros({4}, kFloat);
  exp_out(base.narrow(0, 0, 3), zeros({2}, kFloat));
  CHECK(numbers(base) == V{1, 1, 0, 0});
  const Tensor leaf = of({1, 2}, kFloat).requires_grad_(), target = zeros({2}, kFloat);
  CHECK(error_of([&] { add_out(target, leaf, b); }) == ErrorKind::out_requires_grad);
  CHECK(error_of([&] { add_out(leaf, a, b); }) == ErrorKind::out_requires_grad);
  CHECK(error_of([&] { add_out(target, leaf, of({1, 2, 3}, kFloat)); }) == ErrorKind::out_requires_grad);
  CHECK(error_of([&] { add_out(zeros({2}, kLong), a, b); }) == ErrorKind::dtype);
  CHECK(error_of([&] { add_out(zeros({1}, kFloat).expand({2}), a, b); }) == ErrorKind::overlap);
  CHECK(error_of([&] { add_out(base.narrow(0, 1, 3), base.narrow(0, 0, 3), base.narrow(0, 0, 3)); }) ==
        ErrorKind::overlap);
  NoGradGuard no_grad;
  CHECK(numbers(add_out(leaf, leaf, b)) == V{4, 7});
  CHECK(leaf.requires_grad());
}

TEST_CASE("addcmul_ and addcdiv_ write where they stand, without memory of their own") {
  const Tensor m = (arange(6, kDouble) * 0.3).view({2, 3}), column = of({2, 3, 5}).view({3, 1}),
               other = arange(6, kDouble).view({3, 2}) - 1.5;
  const Tensor times = m.clone(), over = m.clone();
  times.t().addcmul_(column, other, 0.5);
  over.t().addcdiv_(column, other, 0.5);
  CHECK(allclose(times, from_values({-1.5, 1.05, 6.85, 0.4, 3.45, 10.25}, {2, 3}, kDouble)));
  CHECK(allclose(over, from_values({-2. / 3, 3.3, 1.6, -1.1, 2.2, 1.5 + 5. / 7}, {2, 3}, kDouble)));
  const Tensor x = of({-3, -2, 0, 1}), i = of({0, 1, 2}, kLong), b = full({3}, 1.3, kBFloat16);
  CHECK(equal(x.addcmul_(x, x), of({6, 2, 0, 2})));
  CHECK(equal(i.addcmul_(i, i, 2), of({0, 3, 10}, kLong)));
  CHECK(equal(b.addcmul_(b.clone(), of({0.1, 0.7, 2.3}, kFloat), 0.3), of({1.3359375, 1.5703125, 2.1875}, kBFloat16)));
  CHECK(error_of([&] { ones({3}).addcmul_(ones({2, 3}), ones({3})); }) == ErrorKind::shape);
  CHECK(error_of([&] { i.addcmul_(ones({3}), i); }) == ErrorKind::dtype);
  CHECK(error_of([&] { x.narrow(0, 1, 3).addcdiv_(x.narrow(0, 0, 3), ones({3}, kDouble)); }) == ErrorKind::overlap);
  const Tensor large = ones({1000, 1000}), row = ones({1000});
  reset_peak_memory();
  const std::size_t before = cpu_memory_stats().peak;
  large.addcmul_(large, row, 3).addcdiv_(row, row).add_(row, 2);
  CHECK(cpu_memory_stats().peak == before);
  CHECK(large.sum().item().toDouble() == 7e6);
}
