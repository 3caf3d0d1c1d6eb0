#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/reports/html/svg.hpp>
#include <limits>

using namespace gradproof::reports;
using Catch::Matchers::Contains;

namespace {

std::string drawn(const std::vector<Bar>& bars) {
  Markup page;
  draw(page, {"c", "title <1>", "words", {"native", "libtorch"}, {{"detach", bars}}});
  return page.str();
}

}  // namespace

TEST_CASE("times are printed with three digits and a unit") {
  CHECK(format_ns(0) == "0 ns");
  CHECK(format_ns(21.49) == "21.5 ns");
  CHECK(format_ns(999.4) == "999 ns");
  CHECK(format_ns(999.6) == "1 µs");
  CHECK(format_ns(1234567) == "1.23 ms");
  CHECK(format_ns(5e9) == "5 s");
  CHECK(format_ns(1e13) == "1e+04 s");
}

TEST_CASE("a bar stands where its figures are on the logarithmic axis") {
  const std::string page = drawn({{0, 10, 100, 1000, "100 ns"}});
  CHECK_THAT(page, Contains("<line x1=\"8\" y1=\"64\" x2=\"284\" y2=\"64\" stroke=\"#2f7fc1\""));
  CHECK_THAT(page, Contains("<circle cx=\"146\" cy=\"64\""));
  CHECK_THAT(page, Contains(">10 ns<") && Contains(">100 ns<") && Contains(">1 µs<"));
}

TEST_CASE("a chart speaks, and draws each series in a shape of its own") {
  const std::string page = drawn({{0, 1, 2, 3, "2 ns"}, {1, 10, 20, 30, "20 ns"}});
  CHECK_THAT(page, Contains("role=\"img\" aria-labelledby=\"c-title c-text\""));
  CHECK_THAT(page, Contains("<title id=\"c-title\">title &lt;1&gt;</title>") && Contains("<desc id=\"c-text\">words"));
  CHECK_THAT(page, Contains("<circle") && Contains("<polygon"));
}

TEST_CASE("figures without a place on the axis draw no bar and break nothing") {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  for (const Bar& bar : {Bar{0, 0, 0, 0, "0 ns"}, Bar{0, -1, 1, 2, "x"}, Bar{0, 1, 2, infinite, "x"}}) {
    const std::string page = drawn({bar});
    CHECK_THAT(page, !Contains("nan") && !Contains("inf"));
    CHECK(page.find("stroke-width=\"3\"") == std::string::npos);
  }
  CHECK_THAT(drawn({}), Contains("detach"));
}
