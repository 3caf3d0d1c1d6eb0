#include <gradproof/checks/fuzz/edit.hpp>
#include <gradproof/checks/fuzz/shrink.hpp>
#include <gradproof/checks/fuzz/trial.hpp>
#include <gradproof/checks/internals/fuzz/programs.hpp>

using namespace gradproof::checks;
using namespace gradproof::checks::fuzz;

namespace {

const char* const kBlocks = R"(a = torch.tensor([1.5, 2.5]).requires_grad_()
with torch.no_grad():
    b = a * 2
    c = b + 1
for i in range(2):
    b = b * 3
a.sum().backward()
)";

}  // namespace

TEST_CASE("Statements are counted and removed through blocks") {
  const Program program = program_of(kBlocks);
  CHECK(count_statements(program.body) == 8);  // with the import
  const auto without_c = with_body(program, without_statements(program.body, 4, 1));
  REQUIRE(without_c);
  CHECK(lines_of(*without_c).find("c = b + 1") == std::string::npos);
  CHECK(lines_of(*without_c).find("    b = a * 2") != std::string::npos);
  CHECK_FALSE(with_body(program, without_statements(program.body, 2, 3)));  // b would not be defined
  const auto whole_loop = with_body(program, without_statements(program.body, 6, 1));
  REQUIRE(whole_loop);
  CHECK(lines_of(*whole_loop).find("for") == std::string::npos);  // its block became empty
}

TEST_CASE("A block gives way to its statements") {
  const Program program = program_of(kBlocks);
  const auto body = without_block(program.body, 2);
  REQUIRE(body);
  CHECK(lines_of(*with_body(program, *body)).find("\nb = a * 2\nc = b + 1\n") != std::string::npos);
  CHECK_FALSE(without_block(program.body, 1));
}

TEST_CASE("A second name gives way to the first, also where it is observed") {
  Program program = program_of(R"(a = torch.tensor([1.5, 2.5]).requires_grad_()
b = a
c = b * 2
c.sum().backward()
)");
  program = *with_observed(program, {"b.grad", "c"});
  CHECK_FALSE(without_second_name(program, 1));
  const auto joined = without_second_name(program, 2);
  REQUIRE(joined);
  CHECK(lines_of(*joined).find("\nc = a * 2\n") != std::string::npos);
  CHECK(lines_of(*joined).find("b") == lines_of(*joined).find("backward"));
  REQUIRE(joined->observe.size() == 2);
  CHECK(joined->observe[0].text == "a.grad");
}

TEST_CASE("A silent gradient is shrunk to the write and what it needs") {
  const Program program = program_of(R"(a = torch.tensor([7.0, 0.5, 1.5, 2.5]).requires_grad_()
c = torch.tensor([0.3, 0.7, 1.1, 1.3])
b = a.sin() + 2.5 * c
d = torch.exp(c)
with torch.enable_grad():
    e = b * b * d
alias = b.data
f = c.cos()
alias.mul_(1.7)
loss = e.mean() + (a * f).sum()
loss.backward()
)");
  const auto shows = [](const Program& candidate) { return try_native(candidate).outcome == "silent_wrong"; };
  REQUIRE(shows(program));
  const Program smaller = shrink(program, shows);
  INFO(print(smaller));
  CHECK(shows(smaller));
  CHECK(count_statements(smaller.body) <= 8);
  CHECK(lines_of(smaller).find(".data") != std::string::npos);
  CHECK(lines_of(smaller).find("cos") == std::string::npos);
  CHECK(shrink(smaller, shows) == smaller);
}

TEST_CASE("What cannot be made smaller stays as it is") {
  const Program program = program_of("a = torch.tensor(2.0).requires_grad_()\na.backward()\n");
  CHECK(shrink(program, [&](const Program& candidate) { return candidate == program; }) == program);
}
