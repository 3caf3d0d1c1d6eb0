#include <cmath>
#include <gradproof/checks/oracle/consult.hpp>
#include <gradproof/checks/oracle/differences.hpp>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <set>

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

void collect(const records::Value& value, oracle::Numbers& into) {
  if (const auto* list = std::get_if<records::Value::List>(&value.data))
    for (const auto& item : *list) collect(item, into);
  else if (const auto* number = std::get_if<double>(&value.data))
    into.push_back(*number);
}

/// Whether rounding alone moves a number of `due` by more than `tolerance`: then no subject can be held to it.
bool is_shaky(const records::Value& due, const records::Value& exact, double tolerance) {
  oracle::Numbers a, b;
  collect(due, a);
  collect(exact, b);
  if (a.size() != b.size()) return true;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!(std::abs(a[i] - b[i]) <= tolerance * std::abs(b[i])) && !(std::isnan(a[i]) && std::isnan(b[i]))) return true;
  return false;
}

/// Takes out of `answer` the expressions that another rounding changes.
void leave_out_shaky(const Program& program, const std::vector<std::vector<double>>& draws, OracleAnswer& answer) {
  oracle::Exact exact(true);
  TapeMachine machine(draws, false);
  const records::Values finer = spoken(machine, walk(program, machine).observed);
  auto shaky = [&](const std::string& expression) {
    for (std::size_t i = 0; i < answer.due.size() && i < finer.size(); ++i)
      if (answer.due[i].first == expression)
        return is_shaky(answer.due[i].second, finer[i].second, answer.tolerances[i].second);
    return false;
  };
  std::set<std::string> names;
  for (const auto& entry : answer.due)
    if (shaky(entry.first)) names.insert(entry.first);
  auto of_one = [&](const auto& entry) { return names.count(entry.first) > 0; };
  std::erase_if(answer.due, of_one);
  std::erase_if(answer.due_with_writes, of_one);
  std::erase_if(answer.tolerances, of_one);
  std::erase_if(answer.gradients, [&](const std::string& name) { return names.count(name) > 0; });
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
  if (machine.is_doubtful()) leave_out_shaky(program, draws, answer);
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
