#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/parse.hpp>

using namespace gradproof::checks;
using ast::Position;

namespace {

Program program(const char* source) {
  ParseResult result = parse(source, "folder/some.thing.py");
  INFO((result.errors.empty() ? "" : result.errors[0].text()));
  REQUIRE(result.program);
  return std::move(*result.program);
}

}  // namespace

TEST_CASE("Nodes know where they stand, in characters") {
  const Program p = program("é = 'ü' + b.c\nf(\n  x,\n  k=1)\n");
  const auto& sum = *p.body[0].get<ast::Assign>()->value.get<ast::BinOp>();
  CHECK(p.body[0].at == Position{1, 1});
  CHECK(sum.left->at == Position{1, 5});
  CHECK(sum.right->at == Position{1, 11});
  CHECK(sum.right->get<ast::Attribute>()->name_at == Position{1, 13});
  const auto& call = *p.body[1].get<ast::ExprStatement>()->value.get<ast::Call>();
  CHECK(call.arguments[0].at == Position{3, 3});
  CHECK(call.keywords[0].at == Position{4, 3});
  CHECK(call.keywords[0].value.at == Position{4, 5});
  CHECK(p.body[1].last_line == 4);
}

TEST_CASE("A program carries its file, name and text") {
  const Program p = program("\xEF\xBB\xBFx = 1\r\nwith torch.no_grad():\r\n    y = 2\r\n");
  CHECK(p.file == "folder/some.thing.py");
  CHECK(p.name == "some.thing");
  CHECK(p.source == "x = 1\nwith torch.no_grad():\n    y = 2\n");
  CHECK(p.body[1].last_line == 2);
  CHECK(p.body[1].get<ast::With>()->body[0].at == Position{3, 5});
}

TEST_CASE("An expression of a header stands where the header has it") {
  const ExpressionResult result = parse_expression("  a.grad +", "f.py", {3, 10});
  REQUIRE(result.errors.size() == 1);
  CHECK(result.errors[0].text().find("f.py:3:20: ") == 0);
}

TEST_CASE("dotted_name follows attributes down to a name") {
  CHECK(ast::dotted_name(*parse_expression("torch.autograd.grad", "f", {1, 1}).expr) == "torch.autograd.grad");
  CHECK(ast::dotted_name(*parse_expression("f().grad", "f", {1, 1}).expr).empty());
}

TEST_CASE("statement_on counts statements in the order of the text") {
  const Program p = program("x = 1\nfor i in range(2):\n    y = (1,\n      2)\nz = 3\n");
  CHECK(statement_on(p.body, 1) == 0);
  CHECK(statement_on(p.body, 2) == 1);
  CHECK(statement_on(p.body, 4) == 2);
  CHECK(statement_on(p.body, 5) == 3);
  CHECK_FALSE(statement_on(p.body, 6));
}
