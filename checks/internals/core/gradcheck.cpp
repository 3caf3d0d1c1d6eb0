// gradcheck: right formulas pass, planted errors of every kind are found and named, kinks are never passed as checked.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/core/autograd/gradcheck.hpp>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/graph/write_guard.hpp>

using namespace gradproof;
using namespace gradproof::test;
using autograd::gradcheck;
using autograd::gradgradcheck;
using Kind = autograd::GradcheckFinding::Kind;

namespace {

Tensor single(const Tensor& t) { return t.detach().to(kFloat).requires_grad_(); }

/// y = x^2 under a derivative of the test's own.
Tensor square_by(const Tensor& x, const GradientRule& rule) {
  Tensor y;
  {
    NoGradGuard no_grad;
    y = x * x;
  }
  record(rule, y, {&x}, {save(x), save_output(y)});
  return y;
}

constexpr GradientRule kWrongByATenthOfAPercent = {"WrongBackward0",
                                                   [](Backward& b) { b.give(0, b.grad() * b.saved(0) * (2 * 1.001)); }};
constexpr GradientRule kWrongSecond = {
    "WrongSecondBackward0", [](Backward& b) { b.give(0, b.grad() * (b.saved(0) + b.saved(0).detach() * 1)); }};
constexpr GradientRule kWritesInput = {"WritesInputBackward0", [](Backward& b) {
                                         const Tensor x = b.saved(0);
                                         b.give(0, b.grad() * x * 2);
                                         x.data().mul_(1.5);
                                       }};
constexpr GradientRule kWritesOutput = {"WritesOutputBackward0", [](Backward& b) {
                                          b.give(0, b.grad() * b.saved(0) * 2);
                                          b.saved(1).data().zero_();
                                        }};
constexpr GradientRule kWritesIncoming = {"WritesIncomingBackward0", [](Backward& b) {
                                            const Tensor g = b.grad() * b.saved(0) * 2;
                                            NoGradGuard no_grad;
                                            b.grad().detach().mul_(0.5);
                                            b.give(0, g);
                                          }};
constexpr GradientRule kReadsMemory = {"ReadsMemoryBackward0", [](Backward& b) {
                                         const double factor = b.grad().is_contiguous() ? 2 : 2.002;
                                         b.give(0, b.grad() * b.saved(0) * factor);
                                       }};
int runs = 0;
constexpr GradientRule kForgetful = {"ForgetfulBackward0",
                                     [](Backward& b) { b.give(0, b.grad() * b.saved(0) * (2 + 1e-9 * ++runs)); }};

autograd::GradcheckReport report_of(const GradientRule& rule, const autograd::GradcheckOptions& options = {}) {
  return gradcheck([&](const TensorList& in) { return square_by(in[0], rule); }, {leaf({2, 3})}, options);
}

bool found(const autograd::GradcheckReport& r, Kind kind) {
  for (const auto& f : r.findings)
    if (f.kind == kind) return true;
  return false;
}

autograd::GradcheckOptions fast() {
  autograd::GradcheckOptions o;
  o.fast = true;
  return o;
}

TensorList many(const TensorList& in) {
  return {in[0] * in[1] + in[0].exp(), (in[0] * 3).gt(2.5), in[1].sum() / in[0]};
}

}  // namespace

TEST_CASE("gradcheck passes what is right: several inputs and outputs, both modes, both orders, both types") {
  const Tensor a = leaf({2, 3}), b = leaf({3}, 0.9, -0.11), constant = leaf({2, 3}).detach();
  for (const auto& options : {autograd::GradcheckOptions(), fast()})
    for (const TensorList& in : {TensorList{a, b, constant}, TensorList{single(a), single(b), constant}}) {
      const auto first = gradcheck(many, in, options), second = gradgradcheck(many, in, options);
      INFO(first.text);
      INFO(second.text);
      CHECK(first.ok);
      CHECK(second.ok);
      CHECK(first.kinks.empty());
      CHECK(first.wrong == 0);
      // In float32 a direction that looks bent is looked at element by element.
      const bool directions = options.fast && in[0].dtype() == kDouble;
      CHECK(first.checked >= 4);
      if (directions || !options.fast) CHECK(first.checked == (directions ? 4 : 108));
    }
}

TEST_CASE("gradcheck takes inputs of any layout, empty and 0-dim ones") {
  const Tensor transposed = leaf({3, 2}).detach().t().requires_grad_();
  const Tensor expanded = leaf({1, 3}).detach().expand({2, 3}).requires_grad_();
  const Tensor stepped = leaf({2, 6}).detach().slice(1, 1, 6, 2).requires_grad_();
  const auto f = [](const TensorList& in) { return (in[0] * in[0]).sum(0) * in[0]; };
  for (const Tensor& x : {transposed, expanded, stepped, leaf({}), leaf({0, 3}), leaf({1, 1})}) {
    const auto shaped = [&](const TensorList& in) { return x.dim() ? f(in) : in[0] * in[0] * in[0]; };
    const auto r = gradcheck(shaped, {x}), second = gradgradcheck(shaped, {x});
    INFO(r.text);
    INFO(second.text);
    CHECK(r.ok);
    CHECK(second.ok);
    CHECK(r.checked == x.numel() * x.numel());
  }
}

TEST_CASE(
    "a formula that is wrong by one part in a thousand is found, and the report names the place and both numbers") {
  for (const auto& options : {autograd::GradcheckOptions(), fast()}) {
    autograd::GradcheckOptions named = options;
    named.name = "square";
    const auto r = report_of(kWrongByATenthOfAPercent, named);
    CHECK_FALSE(r.ok);
    CHECK(r.wrong == 6);
    REQUIRE(r.findings.size() == 6);
    const auto& f = r.findings[4];
    CHECK(f.kind == Kind::gradient);
    CHECK((f.input == 0 && f.output == 0 && f.input_element == 4 && f.output_element == 4));
    CHECK(f.analytic == Approx(f.numeric * 1.001));
    for (const char* part :
         {"square: d output 0[1, 1] / d input 0[1, 1]: backward gives ", ", differences give ", "with a tolerance of "})
      CHECK(f.text.find(part) != std::string::npos);
  }
  CHECK(error_of([] {
          autograd::expect_gradcheck([](const TensorList& in) { return square_by(in[0], kWrongByATenthOfAPercent); },
                                     {leaf({2})});
        }) == ErrorKind::assertion);
}

TEST_CASE("a wrong second derivative is found where the first is right") {
  const auto f = [](const TensorList& in) { return square_by(in[0], kWrongSecond); };
  CHECK(gradcheck(f, {leaf({2})}).ok);
  for (const auto& options : {autograd::GradcheckOptions(), fast()}) {
    const auto r = gradgradcheck(f, {leaf({2})}, options);
    CHECK_FALSE(r.ok);
    CHECK(r.wrong == 2);
  }
}

TEST_CASE("writes to what is not backward's own are found") {
  CHECK(found(report_of(kWritesInput), Kind::input_written));
  CHECK(found(report_of(kWritesInput), Kind::saved_written));
  CHECK(found(report_of(kWritesOutput), Kind::saved_written));
  CHECK_FALSE(found(report_of(kWritesOutput), Kind::input_written));
  CHECK(found(report_of(kWritesIncoming), Kind::incoming_written));
}

TEST_CASE("writes in forward are found") {
  const auto writes_input = [](const TensorList& in) {
    in[0].data().mul_(2);
    return in[0] * 3;
  };
  CHECK(found(gradcheck(writes_input, {leaf({2})}), Kind::input_written));
  const auto only_bumps = [](const TensorList& in) {
    wrote(in[0]);
    return in[0] * 3;
  };
  CHECK(found(gradcheck(only_bumps, {leaf({2})}), Kind::input_written));
  const auto writes_saved = [](const TensorList& in) {
    const Tensor h = in[0] * 2, y = h * h;
    h.detach().add_(1);
    return y;
  };
  CHECK(found(gradcheck(writes_saved, {leaf({2})}), Kind::saved_written));
}

TEST_CASE("results that change from run to run or with the layout of the incoming gradient are found") {
  CHECK(found(report_of(kForgetful), Kind::nondeterministic));
  CHECK(found(report_of(kReadsMemory), Kind::layout));
}

TEST_CASE("kinks are reported and skipped, and what lies beside them is checked") {
  for (const DType type : {kDouble, kFloat})
    for (const auto& options : {autograd::GradcheckOptions(), fast()}) {
      const Tensor x = tensor({0.5, 0.0, -0.75}, dtype(type).requires_grad(true));
      const auto r = gradcheck([](const TensorList& in) { return in[0].abs(); }, {x}, options);
      INFO(r.text);
      CHECK(r.ok);
      CHECK(r.checked == 8);
      REQUIRE(r.kinks.size() == 1);
      CHECK((r.kinks[0].input_element == 1 && r.kinks[0].output_element == 1));
      CHECK(r.kinks[0].left == Approx(-1));
      CHECK(r.kinks[0].right == Approx(1));
      CHECK(r.text.find("kink, not checked: d output 0[1] / d input 0[1]: -1 from the left, 1 from the right") !=
            std::string::npos);
    }
}

TEST_CASE("a kink beside the element is a kink too, and a point at the edge of the domain") {
  for (double beside : {3e-6, -6e-6, 1e-5}) {
    const auto r = gradcheck([&](const TensorList& in) { return (in[0] - (1 + beside)).relu() + in[0] * 2; },
                             {tensor({1., 2.}, dtype(kDouble).requires_grad(true))});
    INFO(r.text);
    CHECK(r.ok);
    CHECK(r.kinks.size() == 1);
  }
  const auto root = [](const TensorList& in) { return TensorList{in[0].sqrt(), in[1] * 2}; };
  const auto edge = gradcheck(root, {tensor({0.}, dtype(kDouble).requires_grad(true)), leaf({1})});
  INFO(edge.text);
  CHECK(edge.ok);
  CHECK(edge.kinks.size() == 1);
  CHECK(edge.checked == 3);
}

TEST_CASE("where every element is a kink, nothing was checked and the check fails") {
  const auto r =
      gradcheck([](const TensorList& in) { return in[0].abs(); }, {zeros({1}, dtype(kDouble).requires_grad(true))});
  CHECK_FALSE(r.ok);
  CHECK(found(r, Kind::nothing_checked));
}

TEST_CASE("outputs without gradient: ignored beside others, held against zero alone") {
  CHECK(gradcheck([](const TensorList& in) { return TensorList{in[0] * 2, in[0].detach() * 5}; }, {leaf({2})}).ok);
  CHECK(gradcheck([](const TensorList& in) { return in[0].detach() * 0; }, {leaf({2})}).ok);
  const auto lost = gradcheck([](const TensorList& in) { return in[0].detach() * 5; }, {leaf({2})});
  CHECK(lost.wrong == 2);
}

TEST_CASE("gradcheck refuses what it cannot check") {
  const auto f = [](const TensorList& in) { return in[0] * 2; };
  CHECK(error_of([&] { gradcheck(f, {leaf({2}).detach()}); }) == ErrorKind::argument);
  CHECK(error_of([&] { gradcheck(f, {leaf({2}).detach().to(kHalf).requires_grad_()}); }) == ErrorKind::argument);
}
