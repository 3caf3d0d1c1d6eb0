// What is thrown, what it says and adds on the way up; numbers that a type cannot hold; who hears a warning.
#include <gradproof/checks/internals/interface/library.hpp>
#include <limits>

using torch::Tensor;

namespace errors_twin {

template <class Kind, class F>
bool throws(F f) {
  try {
    f();
  } catch (const Kind&) {
    return true;
  } catch (const std::exception&) {
  }
  return false;
}

void kinds() {
  const Tensor x = torch::ones({2, 3});
  EXPECT(throws<c10::IndexError>([&] { x.size(2); }) && throws<c10::IndexError>([&] { x.index({7}); }));
  EXPECT(throws<c10::TypeError>([] { TORCH_CHECK_TYPE(false, "a row of pears"); }));
  EXPECT(throws<c10::ValueError>([] { TORCH_CHECK_VALUE(false, "three pears"); }));
  EXPECT(throws<c10::NotImplementedError>([] { TORCH_CHECK_NOT_IMPLEMENTED(false, "pears"); }));
  EXPECT(throws<c10::ValueError>([] { C10_THROW_ERROR(ValueError, "no pears"); }));
  EXPECT(throws<c10::Error>([] { C10_THROW_ERROR(LinAlgError, "flat"); }));
  EXPECT(throws<c10::Error>([] { throw c10::OutOfMemoryError({"f", "g", 1}, "full"); }));
  EXPECT(!throws<c10::ValueError>([] { TORCH_CHECK(false, "pears"); }));
}

void context() {
  c10::Error e("two pears", "");
  EXPECT(e.msg() == "two pears" && std::string(e.what_without_backtrace()) == "two pears" && e.context().empty());
  e.add_context("in the bowl");
  EXPECT(std::string(e.what_without_backtrace()) == "two pears (in the bowl)");
  e.add_context("on the table");
  EXPECT(std::string(e.what_without_backtrace()) == "two pears\n  in the bowl\n  on the table");
  EXPECT(contains(e.what(), "on the table") && e.msg() == "two pears" && e.context().size() == 2);
  try {
    try {
      TORCH_CHECK(1 + 1 == 3, "found ", 2);
    } catch (c10::Error& caught) {
      TORCH_RETHROW(caught, "counting ", 3, " pears");
    }
  } catch (const c10::Error& caught) {
    EXPECT(std::string(caught.what_without_backtrace()) == "found 2 (counting 3 pears)");
  }
  TORCH_INTERNAL_ASSERT_DEBUG_ONLY(1 + 1 == 2);
}

void numbers_that_do_not_fit() {
  const torch::Scalar large = 1e300, medium = 300, nothing = std::numeric_limits<double>::quiet_NaN();
  const torch::Scalar endless = std::numeric_limits<double>::infinity();
  EXPECT(contains(thrown([&] { large.to<float>(); }), "value cannot be converted to type float without overflow"));
  EXPECT(contains(thrown([&] { medium.toChar(); }), "value cannot be converted to type int8_t without overflow"));
  EXPECT(contains(thrown([&] { large.toLong(); }), "value cannot be converted to type int64_t without overflow"));
  EXPECT(contains(thrown([] { torch::Scalar(70000).toHalf(); }), "without overflow"));
  EXPECT(!thrown([&] { nothing.toInt(); }).empty() && !thrown([&] { endless.to<int>(); }).empty());
  EXPECT(std::isinf(endless.toFloat()) && std::isnan(nothing.to<float>()) && medium.toShort() == 300);
  EXPECT(large.toDouble() == 1e300 && large.toBool() && torch::Scalar(-1).toByte() == 255);
  EXPECT(torch::Scalar(2.0).equal(2) && !torch::Scalar(2.2).equal(2) && torch::Scalar(true).equal(true));
  EXPECT(!torch::Scalar(1.0).equal(true) && !torch::Scalar(true).equal(1.0));
}

void filling() {
  const Tensor x = torch::ones({3}), small = torch::ones({3}, torch::kChar);
  const std::string said = "value cannot be converted to type float without overflow";
  EXPECT(contains(thrown([&] { x.fill_(1e300); }), said) && x.equal(torch::ones({3})) && x._version() == 0);
  EXPECT(contains(thrown([&] { torch::full({2}, 1e300, torch::kFloat); }), said));
  EXPECT(contains(thrown([&] { x.masked_fill(x > 0, 1e300); }), said));
  EXPECT(!thrown([&] { small.fill_(300); }).empty() && small.fill_(-128)[0].item<int>() == -128);
  EXPECT(std::isinf(x.fill_(std::numeric_limits<double>::infinity())[0].item<float>()));
  EXPECT(std::isinf((torch::ones({1}) + 1e300).item<float>()));
}

struct Listener : c10::WarningHandler {
  void process(const c10::SourceLocation&, const std::string& said, const bool) override { heard += said; }
  std::string heard;
};

void warnings() {
  Listener listener;
  auto* before = c10::Warning::get_warning_handler();
  c10::Warning::set_warning_handler(&listener);
  TORCH_WARN("the pears ", "are soft");
  c10::Warning::set_warning_handler(before);
  EXPECT(contains(listener.heard, "the pears are soft"));
}

TWIN(errors) {
  kinds();
  context();
  numbers_that_do_not_fit();
  filling();
  warnings();
}

}  // namespace errors_twin
