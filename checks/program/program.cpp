#include <algorithm>
#include <gradproof/checks/program/program.hpp>

namespace gradproof::checks {

std::string Diagnostic::text() const {
  std::string where = file;
  if (line > 0) where += ':' + std::to_string(line) + ':' + std::to_string(column);
  return where.empty() ? message : where + ": " + message;
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
