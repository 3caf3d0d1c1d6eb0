#include <gradproof/checks/oracle/consult.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/subjects/oracle_worker.hpp>
#include <gradproof/checks/subjects/worker.hpp>

namespace gradproof::checks {
namespace {

OracleAnswer answer_to(const Request& request) {
  const auto parsed = parse(request.source, request.file);
  if (parsed.program) return consult(*parsed.program, request.draws);
  OracleAnswer answer;
  answer.file_error = parsed.errors.front().text();
  return answer;
}

}  // namespace

int serve_oracle() {
  return serve({"oracle", ""}, [](const Request& request) { return to_line(request.id, answer_to(request)); });
}

}  // namespace gradproof::checks
