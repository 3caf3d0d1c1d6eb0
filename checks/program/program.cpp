#include <algorithm>
#include <gradproof/checks/program/program.hpp>

namespace gradproof::checks {

std::string Diagnostic::text() const {
  std::string where = file;
  if (line > 0) where += ':' + std::to_string(line) + ':' + std::to_string(column);
  return where.empty() ? message : where + ": " + message;
}

namespace {

/// Counts statements up to the one on `line`; true when it was found.
bool find_statement(std::span<const ast::Statement> body, int line, int& index) {
  for (const ast::Statement& statement : body) {
    if (statement.at.line <= line && line <= statement.last_line) return true;
    ++index;
    const auto* with = statement.get<ast::With>();
    const auto* loop = statement.get<ast::For>();
    if (with && find_statement(with->body, line, index)) return true;
    if (loop && find_statement(loop->body, line, index)) return true;
  }
  return false;
}

std::optional<int> error_statement(const Program& program) {
  return program.header.error_line ? statement_on(program.body, *program.header.error_line) : std::nullopt;
}

Header without_error_line(Header header) {
  header.error_line.reset();
  return header;
}

}  // namespace

std::optional<int> statement_on(std::span<const ast::Statement> body, int line) {
  int index = 0;
  return find_statement(body, line, index) ? std::optional(index) : std::nullopt;
}

bool Program::operator==(const Program& other) const {
  return body == other.body && observe == other.observe && error_statement(*this) == error_statement(other) &&
         without_error_line(header) == without_error_line(other.header);
}

std::vector<Observed> observed(const Program& program, std::span<const std::string> leaves) {
  std::vector<Observed> all;
  if (!program.header.observe)
    for (const std::string& leaf : leaves)
      all.push_back({leaf + ".grad", {ast::Attribute{ast::Expr{ast::Name{leaf}, {}}, "grad", {}}, {}, 2}});
  for (const Observed& stated : program.observe)
    if (std::find(all.begin(), all.end(), stated) == all.end()) all.push_back(stated);
  return all;
}

Diagnostic nothing_to_judge(const Program& program) {
  return {program.file, program.body.empty() ? 1 : program.body.back().at.line, 1,
          "nothing to judge: the header has no observe, and no name is bound to a leaf that requires grad; "
          "add #: observe = [\"EXPRESSION\"] or requires_grad=True"};
}

}  // namespace gradproof::checks
