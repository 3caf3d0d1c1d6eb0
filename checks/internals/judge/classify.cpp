#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/judge/classify.hpp>
#include <gradproof/checks/program/vocabulary.hpp>
#include <set>
#include <sstream>
#include <vector>

using namespace gradproof::checks;

namespace {

/// One line of messages.tsv.
struct Sample {
  std::string releases, type, in_backward, kind, moment, text;
};

std::vector<Sample> samples() {
  std::ifstream file(GRADPROOF_SOURCE_DIR "/checks/internals/judge/messages.tsv");
  std::vector<Sample> all;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    Sample sample;
    for (auto field : {&Sample::releases, &Sample::type, &Sample::in_backward, &Sample::kind, &Sample::moment}) {
      std::getline(fields, sample.*field, '\t');
    }
    std::getline(fields, sample.text);
    all.push_back(sample);
  }
  return all;
}

Classification classified(std::string_view type, std::string_view text, bool in_backward = false) {
  return classify({.type = type, .message = text, .in_backward = in_backward});
}

std::string words(const Classification& found) { return found.kind + ", " + found.moment; }

}  // namespace

TEST_CASE("Texts of real releases have the kind and the moment that a person gave them") {
  REQUIRE(samples().size() > 250);
  for (const Sample& sample : samples()) {
    INFO(sample.releases << " " << sample.type << ": " << sample.text);
    CHECK(words(classified(sample.type, sample.text, sample.in_backward == "1")) ==
          words({sample.kind, sample.moment}));
  }
}

TEST_CASE("The texts cover every kind that a PyTorch without audit, threads and asserts can show") {
  std::set<std::string, std::less<>> seen;
  for (const Sample& sample : samples()) seen.insert(sample.kind);
  for (const auto kind : autograd_kinds) {
    INFO(kind);
    CHECK(seen.contains(kind) == (kind != "audit" && kind != "race"));
  }
  for (const auto kind : program_kinds) {
    INFO(kind);
    CHECK(seen.contains(kind));
  }
}

TEST_CASE("An unknown text has the kind of its exception type") {
  CHECK(classified("IndexError", "?").kind == "index");
  CHECK(classified("TypeError", "?").kind == "argument");
  CHECK(classified("ValueError", "?").kind == "value");
  CHECK(classified("NotImplementedError", "?").kind == "not_implemented");
  CHECK(classified("MemoryError", "").kind == "memory");
  CHECK(classified("AssertionError", "").kind == "assertion");
  CHECK(classified("RuntimeError", "?").kind == "value");
  CHECK(classified("", "").kind == "value");
}

TEST_CASE("An exception wrapped by pybind counts as the one inside") {
  CHECK(classified("RuntimeError", "IndexError: ?\n\nAt: ...").kind == "index");
  CHECK(classified("KeyError", "TypeError: ?").kind == "index");
}

TEST_CASE("An error in a hook or a backward function happens in backward") {
  CHECK(classified("ValueError", "the hook's own", true) == Classification{"value", "backward"});
  CHECK(classified("RuntimeError", "The size of tensor a (3) must match the size of tensor b (2)", true) ==
        Classification{"shape", "backward"});
}

TEST_CASE("A subject that knows the kind keeps it and still gets the moment") {
  CHECK(classify({.type = "", .message = "x", .in_backward = true, .kind = "no_graph"}) ==
        Classification{"no_graph", "api"});
  CHECK(classify({.type = "", .message = "x", .kind = "leaf_write"}) == Classification{"leaf_write", "forward"});
  CHECK(classify({.type = "", .message = "x", .in_backward = true, .kind = "modified_after_save"}) ==
        Classification{"modified_after_save", "backward"});
  CHECK(classify(
            {.type = "", .message = "item: a Tensor with 2 elements cannot be converted to Scalar", .kind = "value"}) ==
        Classification{"value", "api"});
  CHECK(classify({.type = "", .message = "Inference tensors do not track version counter.", .kind = "inference"}) ==
        Classification{"inference", "api"});
  CHECK(classify({.type = "", .message = "a leaf Variable that requires grad", .kind = "race"}) ==
        Classification{"race", "forward"});
}
