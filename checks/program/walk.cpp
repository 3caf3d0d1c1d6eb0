#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/fault.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/program/walker.hpp>
#include <new>

namespace gradproof::checks {
namespace {

void raised(Answer& answer, const Raised& error, const Walker& walker, bool observing) {
  answer.status = Status::raised;
  answer.error_type = error.type;
  answer.in_backward = error.in_backward;
  std::string moment = error.in_backward ? "backward" : observing ? "api" : "";
  int line = observing ? 0 : error.line != 0 ? error.line : walker.at().line;
  answer.error = records::ErrorRecord{error.kind, moment, line, error.what()};
}

void file_error(Answer& answer, const Walker& walker, ast::Position at, const std::string& message) {
  answer.status = Status::file_error;
  answer.reason = Diagnostic{walker.program().file, at.line, at.column, message}.text();
}

void failed(Answer& answer, Status status, const std::string& reason) {
  answer.status = status;
  answer.reason = reason;
}

// Runs and observes; whatever is thrown becomes part of the answer.
void fill(Answer& answer, Walker& walker) {
  bool observing = false;
  try {
    walker.run();
    observing = true;
    answer.observed = walker.observe();
  } catch (const Raised& error) {
    raised(answer, error, walker, observing);
  } catch (const Unsupported& error) {
    failed(answer, Status::unsupported, error.what());
  } catch (const LimitError& error) {
    file_error(answer, walker, walker.at(), error.what());
  } catch (const Fault& fault) {
    file_error(answer, walker, fault.at, fault.message);
  } catch (const Diagnostic& nothing) {
    failed(answer, Status::file_error, nothing.text());
  } catch (const std::bad_alloc&) {
    failed(answer, Status::memory, "out of memory");
  }
}

}  // namespace

Answer walk(const Program& program, Machine& machine, const WalkOptions& options) {
  Answer answer;
  answer.version = machine.version();
  Walker walker(program, machine, options);
  fill(answer, walker);
  walker.unwind();
  answer.draws = machine.draws();
  answer.printed = walker.printed();
  return answer;
}

}  // namespace gradproof::checks
