#include <gradproof/checks/oracle/consult.hpp>
#include <gradproof/checks/oracle/differences.hpp>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/program/walk.hpp>

namespace gradproof::checks {
namespace {

using oracle::TapeMachine;

/// Steps of rounding that a subject may differ by, for each that the tape counts on the way to a value.
constexpr double slack = 16;

bool speaks(const TapeMachine::Reading& reading) { return !reading.unspeakable; }

/// The observed values that the tape can speak about.
records::Values spoken(const TapeMachine& machine, const records::Values& observed) {
  records::Values result;
  for (std::size_t i = 0; i < observed.size(); ++i)
    if (speaks(machine.readings().at(i + 1))) result.push_back(observed[i]);
  return result;
}

void describe(const TapeMachine& machine, OracleAnswer& answer) {
  for (std::size_t i = 1; i < machine.readings().size(); ++i) {
    const auto& reading = machine.readings()[i];
    if (!speaks(reading)) continue;
    if (reading.gradient) answer.gradients.push_back(reading.expression);
    answer.tolerances.emplace_back(reading.expression, slack * reading.noise);
  }
}

OracleAnswer unjudged(const Answer& run) {
  OracleAnswer answer;
  if (run.status == Status::file_error) answer.file_error = run.reason;
  answer.reason = run.error ? "the program itself raises: " + run.error->message : run.reason;
  return answer;
}

}  // namespace

OracleAnswer consult(const Program& program, const std::vector<std::vector<double>>& draws) {
  TapeMachine machine(draws, false);
  Answer due = walk(program, machine);
  if (due.status != Status::finished) return unjudged(due);
  OracleAnswer answer;
  answer.judged = true;
  answer.due = spoken(machine, due.observed);
  describe(machine, answer);
  TapeMachine carrying(draws, true);
  Answer with_writes = walk(program, carrying);
  answer.due_with_writes = with_writes.status == Status::finished ? spoken(carrying, with_writes.observed) : answer.due;
  return answer;
}

std::vector<Disagreement> referee(const Program& program, const std::vector<std::vector<double>>& draws) {
  oracle::Exact exact;
  oracle::Journal journal;
  TapeMachine machine(draws, false);
  walk(program, machine);
  return oracle::compare_with_differences(journal.passes);
}

}  // namespace gradproof::checks
