// Warnings reach the handler that a program set, and what is warned of.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/gradproof.hpp>

using namespace gradproof;

namespace {

struct Heard : WarningHandler {
  void process(const Warning& warning) override { texts.push_back(warning.msg()); }
  /// How many there were since the last call; each has the part.
  std::size_t take(const std::string& part) {
    for (const std::string& text : texts) CHECK(text.find(part) != std::string::npos);
    return std::exchange(texts, {}).size();
  }
  std::vector<std::string> texts;
};

void warn_once() { TORCH_WARN_ONCE("number ", 3); }

}  // namespace

TEST_CASE("a program's warnings go to its handler") {
  Heard heard;
  {
    const WarningUtils::WarningHandlerGuard guard(&heard);
    CHECK(WarningUtils::get_warning_handler() == &heard);
    for (int i = 0; i < 3; ++i) TORCH_WARN("number ", 3);
    CHECK(heard.take("number 3") == 3);
    for (int i = 0; i < 3; ++i) warn_once();
    CHECK(heard.take("number 3") == 1);
    const WarningUtils::WarnAlways always;
    for (int i = 0; i < 3; ++i) warn_once();
    CHECK(heard.take("number 3") == 3);
  }
  CHECK_FALSE(WarningUtils::get_warnAlways());
  CHECK(WarningUtils::get_warning_handler() == nullptr);
}

TEST_CASE("the gradient of a result is warned of, unless it is retained") {
  Heard heard;
  const WarningUtils::WarningHandlerGuard guard(&heard);
  const Tensor x = ones({2}).requires_grad_(), y = x * 2;
  CHECK_FALSE(x.grad().defined());
  CHECK_FALSE(y.detach().grad().defined());
  CHECK(heard.take("") == 0);
  CHECK_FALSE(y.grad().defined());
  CHECK(heard.take("not a leaf") == 1);
  y.retain_grad();
  CHECK_FALSE(y.grad().defined());
  y.sum().backward();
  CHECK(y.grad().defined());
  CHECK(heard.take("") == 0);
}

TEST_CASE("a gradient that refers to its leaf is warned of") {
  Heard heard;
  const WarningUtils::WarningHandlerGuard guard(&heard);
  const WarningUtils::WarnAlways always;
  const Tensor x = ones({2}).requires_grad_();
  (x * x).sum().backward({}, {}, true);
  autograd::backward({(x * x).sum()}, {}, {}, true);
  CHECK(heard.take("create_graph=True") == 2);
  autograd::grad({(x * x).sum()}, {x}, {}, {}, true);
  (x * x).sum().backward();
  CHECK(heard.take("") == 0);
  x.mutable_grad() = Tensor();
}
