#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/program/round_trip.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>
#include <limits>

using namespace gradproof::checks;

namespace {

const std::string full = R"(#: title = "A title"
#: category = "in-place"   # a comment of TOML
# a comment of Python
#: source = ["pytorch/pytorch#1", "https://example.org"]
#: observe = ["a.grad", "h._version"]
#: expect.default = "silent_wrong"
#: expect."native:sim" = ["detected", "correct"]
#: expect."pytorch<2.1" = "detected"
#: error = "leaf_write"
#: error_line = 28

#: right = { "a.grad" = [6, 1.5, "nan"], "h._version" = 1 }
#: intend.a.grad = [[1, true], ["None", "-inf"]]
#: intend." h._version " = "torch.float32"
#: intend.seed = inf
#: seed = -7
#: tolerance = 1e-6
#: needs = ["gpu", "prelude:raw_write", "torch>=2.1", "torch<3"]
#: note = 'a \ "note"'
#: why = """
#: One "paragraph",
#: on two lines \
#:   or so.
#: """
#: twin = "other"
import torch
x = 1
x.add_(
  1)
)";

Program program(const std::string& source) {
  ParseResult result = parse(source, "file.py");
  INFO((result.errors.empty() ? "" : result.errors[0].text()));
  REQUIRE(result.program);
  return std::move(*result.program);
}

}  // namespace

TEST_CASE("Every key of a header is read") {
  const Program p = program(full);
  const Header& h = p.header;
  CHECK(h.title == "A title");
  CHECK(h.category == "in-place");
  CHECK(h.source == std::vector<std::string>{"pytorch/pytorch#1", "https://example.org"});
  CHECK(h.expect == std::vector<Expectation>{{"default", {"silent_wrong"}},
                                             {"native:sim", {"detected", "correct"}},
                                             {"pytorch<2.1", {"detected"}}});
  CHECK(h.error == "leaf_write");
  CHECK(h.error_line == 28);
  CHECK(h.seed == -7);
  CHECK(h.tolerance == 1e-6);
  CHECK(h.needs == std::vector<std::string>{"gpu", "prelude:raw_write", "torch>=2.1", "torch<3"});
  CHECK(h.note == "a \\ \"note\"");
  CHECK(h.why == "One \"paragraph\",\non two lines or so.\n");
  CHECK(h.twin == "other");
}

TEST_CASE("Stated values take the spelling of observe, and are observed themselves") {
  const Program p = program(full);
  REQUIRE(p.header.observe->size() == 2);
  REQUIRE(p.observe.size() == 3);
  CHECK(p.observe[1].text == "h._version");
  CHECK(p.observe[2].text == "seed");
  CHECK(p.header.intend[0].first == "a.grad");
  CHECK(p.header.intend[1].first == "h._version");
  CHECK(std::get<std::string>(p.header.intend[1].second.data) == "torch.float32");
  CHECK(std::get<double>(p.header.intend[2].second.data) == std::numeric_limits<double>::infinity());
}

TEST_CASE("Values of right and intend become values of records") {
  const Program p = program(full);
  const auto& right = std::get<gradproof::records::Value::List>(p.header.right[0].second.data);
  CHECK(std::get<std::int64_t>(right[0].data) == 6);
  CHECK(std::get<double>(right[1].data) == 1.5);
  CHECK(std::get<double>(right[2].data) != std::get<double>(right[2].data));
  const auto& rows = std::get<gradproof::records::Value::List>(p.header.intend[0].second.data);
  const auto& row = std::get<gradproof::records::Value::List>(rows[1].data);
  CHECK(row[0].is_null());
  CHECK(std::get<double>(row[1].data) == -std::numeric_limits<double>::infinity());
}

TEST_CASE("A header survives printing, and error_line stays with its statement") {
  std::string source = full;
  source.replace(source.find("\"nan\""), 5, "0.0");  // a NaN equals nothing
  check_round_trip(source);
  const std::string printed = print(program(source));
  const Program again = program(printed);
  CHECK(again.header.error_line.value_or(0) == again.body[2].at.line);
  CHECK(again.header.error_line != 28);
}

TEST_CASE("Without observe, the gradients of the leaves that a run leaves behind are observed") {
  const std::vector<std::string> leaves = {"a", "w"};
  const auto by_default = observed(program("#: right.a.grad = 1\n#: right.c = 2\nx = 1\n"), leaves);
  REQUIRE(by_default.size() == 3);
  CHECK(by_default[0].text == "a.grad");
  CHECK(by_default[1].text == "w.grad");
  CHECK(by_default[2].text == "c");
  CHECK(observed(program("#: observe = ['c']\nx = 1\n"), leaves).size() == 1);
  CHECK(observed(program("x = 1\n"), {}).empty());
  CHECK(nothing_to_judge(program("x = 1\ny = 2\n")).text().find("file.py:2:1: nothing to judge") == 0);
}

TEST_CASE("All faults of a file are reported, by position") {
  const ParseResult result =
      parse("#: titel = 'a'\n#: expect.default = 'corect'\nx.dta = 1\ny = a is b\nz = (1\nw = 2\n", "f.py");
  std::vector<std::string> places;
  for (const Diagnostic& error : result.errors) places.push_back(error.text().substr(0, 9));
  CHECK(places == std::vector<std::string>{"f.py:1:4:", "f.py:2:21", "f.py:3:3:", "f.py:4:5:", "f.py:5:5:"});
  CHECK(result.errors[0].message.find("did you mean 'title'?") != std::string::npos);
  CHECK(result.errors[1].message.find("did you mean 'correct'?") != std::string::npos);
  CHECK(result.errors[2].message.find("did you mean 'data'?") != std::string::npos);
}
