#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/judge/needs.hpp>

using namespace gradproof::checks;

TEST_CASE("A need that a subject does not meet is named") {
  const auto unmet = [](std::vector<std::string> needs, const char* subject, const char* version) {
    Header header;
    header.needs = std::move(needs);
    return unmet_need(header, parse_subject_name(subject), version).value_or("none");
  };
  CHECK(unmet({}, "native", "0.1") == "none");
  CHECK(unmet({"torch>=2.1"}, "pytorch@old", "2.0.1") == "torch>=2.1");
  CHECK(unmet({"torch>=2.1"}, "pytorch", "2.15.0+cu132") == "none");
  CHECK(unmet({"torch<2.1"}, "libtorch", "2.15.0") == "torch<2.1");
  CHECK(unmet({"torch>=2.1"}, "native", "0.1") == "none");
  CHECK(unmet({"torch>=2.1"}, "pytorch", "") == "none");
  CHECK(unmet({"prelude:raw_write", "gpu"}, "native", "0.1") == "gpu");
  CHECK(unmet({"gpu"}, "native:cuda", "0.1") == "none");
}
