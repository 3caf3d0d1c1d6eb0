#include <cmath>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <limits>

using namespace gradproof;
using namespace gradproof::checks;

namespace {

records::Value list(std::vector<double> numbers) {
  records::Value::List items;
  for (double number : numbers) items.push_back({number});
  return {std::move(items)};
}

Answer full_answer() {
  Answer answer;
  answer.observed = {{"b.grad", list({0.1, -1e300})}, {"a.grad", {nullptr}}, {"a.is_leaf", {true}}};
  answer.draws = {{1.0 / 3, std::numeric_limits<double>::infinity()}, {}};
  answer.printed = "a \"quoted\" line\nand \xc3\xa9\n";
  answer.seconds = 0.25;
  return answer;
}

}  // namespace

TEST_CASE("A request arrives as it was sent") {
  Request request;
  request.id = 7;
  request.file = "folder/x.py";
  request.source = "import torch\n# \xc3\xa9 \"\\\n";
  request.observe = {"a.grad", "b"};
  request.default_observe = request.unchecked = true;
  request.seed = std::numeric_limits<std::uint64_t>::max();
  request.time_limit = 0.5;
  request.memory_limit = std::int64_t{1} << 40;
  request.draws = {{0.1}, {2, 3}};
  const auto read = request_from_line(to_line(request));
  CHECK(read.id == request.id);
  CHECK(read.file == request.file);
  CHECK(read.source == request.source);
  CHECK(read.observe == request.observe);
  CHECK((read.default_observe && read.unchecked));
  CHECK(read.seed == request.seed);
  CHECK(read.time_limit == request.time_limit);
  CHECK(read.memory_limit == request.memory_limit);
  CHECK(read.draws == request.draws);
}

TEST_CASE("An answer arrives as it was sent, in the order of its expressions") {
  const Answer answer = full_answer();
  const auto read = answer_from_line(to_line(3, answer), 3);
  CHECK(read.status == Status::finished);
  CHECK(read.observed == answer.observed);
  CHECK(read.draws == answer.draws);
  CHECK(read.printed == answer.printed);
  CHECK(read.seconds == answer.seconds);
  CHECK_FALSE(read.error);
}

TEST_CASE("An answer that raised keeps its error") {
  Answer answer;
  answer.status = Status::raised;
  answer.error = records::ErrorRecord{"modified_after_save", "", 16, "text"};
  answer.error_type = "RuntimeError";
  answer.in_backward = true;
  const auto read = answer_from_line(to_line(1, answer), 1);
  REQUIRE(read.error);
  CHECK(read.error->kind == "modified_after_save");
  CHECK(read.error->line == 16);
  CHECK(read.error->message == "text");
  CHECK(read.error_type == "RuntimeError");
  CHECK(read.in_backward);
}

TEST_CASE("Non-finite numbers cross as texts") {
  Answer answer;
  answer.observed = {{"x", list({std::nan(""), -std::numeric_limits<double>::infinity()})}};
  const auto line = to_line(1, answer);
  CHECK(line.find(R"(["nan","-inf"])") != std::string::npos);
  const auto read = answer_from_line(line, 1);
  const auto& items = std::get<records::Value::List>(read.observed.at(0).second.data);
  CHECK(std::isnan(std::get<double>(items.at(0).data)));
  CHECK(std::get<double>(items.at(1).data) == -std::numeric_limits<double>::infinity());
}

TEST_CASE("The oracle's answer arrives as it was sent") {
  OracleAnswer answer;
  answer.judged = true;
  answer.due = {{"a.grad", list({6})}};
  answer.due_with_writes = {{"a.grad", list({0})}};
  answer.gradients = {"a.grad"};
  answer.tolerances = {{"a.grad", 1e-6}};
  const auto read = oracle_answer_from_line(to_line(5, answer), 5);
  CHECK(read.judged);
  CHECK(read.due == answer.due);
  CHECK(read.due_with_writes == answer.due_with_writes);
  CHECK(read.gradients == answer.gradients);
  CHECK(read.tolerances == answer.tolerances);
}

TEST_CASE("A worker that fails for the oracle says that it cannot judge") {
  Answer died;
  died.status = Status::crashed;
  died.reason = "died of SIGSEGV";
  const auto read = oracle_answer_from_line(to_line(5, died), 5);
  CHECK_FALSE(read.judged);
  CHECK(read.reason == "died of SIGSEGV");
}

TEST_CASE("Lines that are no answers are refused") {
  const std::string deep = R"({"id":1,"status":"finished","observed":{"a":)" + std::string(100000, '[');
  for (const std::string& line :
       {std::string(), std::string("rubbish"), std::string("{\"id\":1"), std::string("[]"), std::string("{}"), deep,
        deep + std::string(100000, ']') + "}}", std::string(R"({"id":2,"status":"finished"})"),
        std::string(R"({"id":1,"status":"glad"})"), std::string(R"({"id":1,"status":"raised"})"),
        std::string(R"({"id":"1","status":"finished"})"), std::string(R"({"id":1,"status":"finished","observed":3})"),
        std::string(R"({"id":1,"status":"finished","seconds":"soon"})"),
        std::string(R"({"id":1,"status":"raised","error":"text"})")}) {
    CAPTURE(line.substr(0, 80));
    CHECK_THROWS_AS(answer_from_line(line, 1), ProtocolError);
  }
}

TEST_CASE("A worker of another protocol is refused") {
  CHECK(hello_from_line(to_line(Hello{"native", "0.1"})).version == "0.1");
  CHECK_THROWS_AS(hello_from_line(R"({"protocol":"gradproof.worker/2","subject":"x","version":"1"})"), ProtocolError);
  CHECK_THROWS_AS(hello_from_line("Python 3.11"), ProtocolError);
}

TEST_CASE("A worker's hello says whether it reads source or programs") {
  CHECK_FALSE(hello_from_line(R"({"protocol":"gradproof.worker/1","subject":"x"})").reads_program);
  CHECK_FALSE(hello_from_line(to_line(Hello{"x", "1", false})).reads_program);
  CHECK(hello_from_line(to_line(Hello{"x", "1", true})).reads_program);
  CHECK_THROWS_AS(hello_from_line(R"({"protocol":"gradproof.worker/1","subject":"x","reads":"tea"})"), ProtocolError);
}

TEST_CASE("A request with a program is the same request") {
  Request request;
  request.source = "a = {}";
  const auto line = with_program(to_line(request), R"({"type":"Module"})");
  CHECK(line.ends_with(R"(,"program":{"type":"Module"}})"
                       "\n"));
  CHECK(request_from_line(line).source == request.source);
}
