#include <gradproof/checks/fuzz/trial.hpp>
#include <gradproof/checks/judge/judge.hpp>
#include <gradproof/checks/oracle/consult.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/native.hpp>

namespace gradproof::checks::fuzz {
namespace {

Answer run(const Program& program, bool unchecked) {
  const auto machine = make_native_machine({unchecked, 0, ""});
  Answer answer = walk(program, *machine);
  if (answer.status != Status::file_error) return answer;
  answer.status = Status::crashed;  // a generated program is never at fault: the walk is
  return answer;
}

}  // namespace

records::Verdict try_native(const Program& program) {
  Case facts;
  facts.program = program.name;
  facts.file = program.file;
  facts.header = program.header;
  facts.subject.name = "native";
  facts.answer = run(program, false);
  if (needs_unchecked(facts.answer)) facts.unchecked = run(program, true);
  facts.oracle = consult(program, facts.answer.draws);
  return judge(facts);
}

}  // namespace gradproof::checks::fuzz
