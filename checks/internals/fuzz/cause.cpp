#include <cmath>
#include <gradproof/checks/fuzz/cause.hpp>
#include <gradproof/checks/fuzz/facts.hpp>
#include <gradproof/checks/fuzz/pair.hpp>
#include <gradproof/checks/fuzz/trial.hpp>
#include <gradproof/checks/fuzz/twin.hpp>
#include <gradproof/checks/internals/fuzz/programs.hpp>

using namespace gradproof::checks;
using namespace gradproof::checks::fuzz;
namespace records = gradproof::records;

namespace {

Cause cause_of(const std::string& lines) {
  const Program program = program_of(lines);
  const auto verdict = try_native(program);
  CAPTURE(verdict.outcome);
  REQUIRE(disagrees(verdict));
  return find_cause(program, verdict, try_native);
}

const std::string kPrelude = "from gradproof.prelude import function, numpy_view, raw_write\n";

}  // namespace

TEST_CASE("Each explanation is found where it holds") {
  const std::string leaf = "a = torch.tensor([1.5, 2.5]).requires_grad_()\n";
  CHECK(cause_of(leaf + "b = a * 2.0\nc = b * b\nb.data.zero_()\nc.sum().backward()\n").name == "bypass");
  CHECK(cause_of(kPrelude + leaf + "b = a * 2.0\nc = b * b\nraw_write(b, 0.5)\nc.sum().backward()\n").name == "bypass");
  CHECK(cause_of(kPrelude + leaf + "b = a * 2.0\nc = b * b\nn = numpy_view(b)\nn *= 3.0\nc.sum().backward()\n").name ==
        "bypass");
  CHECK(cause_of(kPrelude + leaf +
                 "f = function(forward=lambda x: x * x, backward=lambda g, x: 2.0 * x * g, keep_as_attribute=[0])\n"
                 "b = a * 2.0\nc = f(b)\nb.mul_(3.0)\nc.sum().backward()\n")
            .name == "bypass");
  CHECK(cause_of(leaf + "b = a * 2.0\nc = b * b\nb.add_(0.0)\nc.sum().backward()\n").name == "coarse counter");
  CHECK(cause_of("a = torch.tensor(0.5).requires_grad_()\nb = torch.tensor(0.7).requires_grad_()\n"
                 "c = a.sum() + b.sum()\nc.backward(retain_graph=True)\nc.backward()\n")
            .name == "stolen gradient");
  CHECK(cause_of("a = torch.tensor(3.0).requires_grad_()\ny = a * 2.0\nv = y.view(1)\n"
                 "v.register_hook(lambda g: g * 2.0)\nv.mul_(a)\nv.sum().backward()\n")
            .name == "hook on a written view");
  CHECK(cause_of("a = torch.tensor([2.0]).requires_grad_()\ny = a.tanh()\ny.register_hook(lambda g: g * 2.0)\n"
                 "g = torch.autograd.grad(y.sum(), [a], create_graph=True)[0]\ng.sum().backward()\n")
            .name == "hook met again in double backward");
}

TEST_CASE("A variation that breaks off explains nothing, and values that nobody saw are not near") {
  const Program program = program_of(
      "a = torch.tensor([1.5, 2.5]).requires_grad_()\nb = a * 2.0\nc = b * b\nb.add_(0.0)\nc.sum().backward()\n");
  const auto alarm = try_native(program);
  REQUIRE(alarm.outcome == "false_alarm");
  auto silent = alarm;
  silent.outcome = "silent_wrong";
  silent.error.reset();
  for (const std::string outcome : {"timeout", "crashed"}) {
    const auto breaks_off = [&](const Program&) {
      records::Verdict verdict;
      verdict.outcome = outcome;
      return verdict;
    };
    CHECK(find_cause(program, breaks_off(program), breaks_off).name == outcome);
    CHECK_FALSE(find_cause(program, alarm, breaks_off).explained);
    CHECK_FALSE(find_cause(program, silent, breaks_off).explained);
  }
  records::Verdict nothing, something;
  something.observed = {{"a.grad", records::Value(1.0)}};
  CHECK(std::isinf(distance(nothing, something)));
  CHECK(std::isinf(distance(something, nothing)));
  CHECK(std::isinf(distance(nothing, nothing)));
  CHECK(std::isinf(distance_to_due(something)));
  CHECK(distance(something, something) == 0);
}

TEST_CASE("A subject at fault is not excused") {
  const Program program = program_of("a = torch.tensor([1.5, 2.5]).requires_grad_()\nb = a * a\nb.sum().backward()\n");
  const auto wrong = [](const Program& asked) {
    auto verdict = try_native(asked);
    verdict.outcome = "silent_wrong";
    verdict.observed = {{"a.grad", records::Value::List{3.3, 5.0}}};
    return verdict;
  };
  const Cause cause = find_cause(program, wrong(program), wrong);
  CHECK_FALSE(cause.explained);
  CHECK(cause.name == "silent_wrong");
  auto alarm = try_native(program);
  alarm.outcome = "false_alarm";
  alarm.error = records::ErrorRecord{"modified_after_save", "backward", 3, "moved"};
  CHECK_FALSE(find_cause(program, alarm, [&](const Program&) { return alarm; }).explained);
}

TEST_CASE("Twins say the same by honest means") {
  const auto twin =
      honest_twin(program_of(kPrelude + "a = torch.tensor([1.5]).requires_grad_()\nb = a.data\nn = numpy_view(a)\n"
                                        "raw_write(b, 2.0)\na.sum().backward()\n"));
  REQUIRE(twin);
  CHECK(lines_of(*twin) ==
        "a = torch.tensor([1.5]).requires_grad_()\nb = a.detach()\nn = a.detach()\nb.detach().fill_(2.0)\n"
        "a.sum().backward()\n");
  CHECK_FALSE(honest_twin(program_of("a = torch.tensor([1.5]).requires_grad_()\na.sum().backward()\n")));
  const auto moved_on =
      moved(program_of("a = torch.tensor([1.5, 1.5]).requires_grad_()\n(a * 3.0).sum().backward()\n"), 0.5);
  CHECK(lines_of(*moved_on) ==
        "a = torch.tensor([3.1769999999999996, 2.604]).requires_grad_()\n(a * 3.0).sum().backward()\n");
}

TEST_CASE("Two subjects differ in outcome, error or value") {
  records::Verdict a, b;
  a.outcome = b.outcome = "correct";
  a.observed = b.observed = {{"x.grad", records::Value::List{1.0, 2.0}}};
  CHECK_FALSE(difference(a, b));
  b.observed[0].second = records::Value::List{1.0, 2.00001};
  CHECK_FALSE(difference(a, b));
  b.observed[0].second = records::Value::List{1.0, 2.1};
  CHECK(difference(a, b)->name == "correct, different values");
  b.outcome = "unsupported";
  CHECK_FALSE(difference(a, b));
  a.outcome = "detected", b.outcome = "false_alarm";
  a.error = b.error = records::ErrorRecord{"modified_after_save", "backward", 4, ""};
  CHECK(difference(a, b)->explained);
  b.error->line = 5;
  CHECK_FALSE(difference(a, b)->explained);
  a.outcome = b.outcome = "detected";
  a.error = records::ErrorRecord{"leaf_write", "forward", 4, ""};
  b.error = records::ErrorRecord{"leaf_write", "forward", 5, ""};
  CHECK(difference(a, b)->name == "detected leaf_write in forward, different lines");
  b.error->kind = "inference";
  CHECK(difference(a, b)->name == "detected leaf_write in forward / detected inference in forward");
}
