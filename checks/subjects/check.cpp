#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <gradproof/checks/judge/judge.hpp>
#include <gradproof/checks/judge/needs.hpp>
#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/checks/subjects/oracle_worker.hpp>
#include <gradproof/checks/subjects/pool.hpp>
#include <gradproof/checks/subjects/program_json.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace gradproof::checks {
namespace {

/// What came of one program on one subject.
struct Judged {
  records::Verdict verdict;
  std::string printed;
};
struct NotRun {
  std::string who, reason;
};
struct Told {};  ///< the listener has heard it: its values are gone
using Slot = std::variant<std::monostate, Judged, NotRun, Told>;

/// One program on its way: a slot for each subject, or the fault of its file.
struct Progress {
  const Program* program = nullptr;
  std::vector<Slot> slots;
  std::string file_error = {};

  bool filled(std::size_t subject) const { return slots[subject].index() != 0; }
  std::size_t missing() const {
    return static_cast<std::size_t>(std::ranges::count(slots, std::size_t{0}, &Slot::index));
  }
};

PoolOptions pool_options(const CheckOptions& options, std::size_t pools) {
  PoolOptions result;
  result.workers = std::max(1, options.jobs / static_cast<int>(std::max<std::size_t>(pools, 1)));
  result.echo = options.echo;
  return result;
}

}  // namespace

/// Programs go through three stations, each of which submits to a pool and goes on when the answer comes: the oracle
/// as a gate; the subject; and what that answer made necessary (the unchecked run, the oracle with its random numbers).
class Checker::Check {
 public:
  Check(std::span<const Subject> subjects, const CheckOptions& options);

  bool run(std::span<const Program> programs, CheckListener& listener, int stop_descriptor,
           std::vector<Reached> reached);

 private:
  /// One program on one subject: the facts as they are gathered.
  struct Trial {
    Progress& progress;
    std::size_t subject;
    Case facts;
  };
  using TrialPointer = std::shared_ptr<Trial>;
  template <class Reply>
  using Then = std::function<void(Reply)>;
  using Lost = std::function<void(const std::string& reason)>;

  Request request_for(const Program& program);
  void consult(const Program& program, std::vector<std::vector<double>> draws, Then<OracleAnswer> then, Lost lost);
  void ask(std::size_t subject, const Program& program, Request request, Then<Answer> then, Lost lost);

  void pass_gate(Progress& progress, const OracleAnswer& oracle);
  void hear_answer(const TrialPointer& trial);
  void blame_file(const TrialPointer& trial);
  void hear_unchecked(const TrialPointer& trial);
  void conclude(const TrialPointer& trial);

  void fill(Progress& progress, std::size_t subject, Slot slot);
  void report();
  void report(Progress& progress);

  std::span<const Subject> subjects_;
  CheckOptions options_;
  CheckListener* listener_ = nullptr;
  Pool oracle_;
  std::vector<std::unique_ptr<Pool>> pools_;
  std::vector<Progress> programs_;
  std::size_t next_ = 0;  ///< the first program that is not fully reported
  std::int64_t last_id_ = 0;
};

Checker::Check::Check(std::span<const Subject> subjects, const CheckOptions& options)
    : subjects_(subjects), options_(options), oracle_({.body = serve_oracle}, pool_options(options, 1)) {
  for (const auto& subject : subjects)
    pools_.push_back(std::make_unique<Pool>(subject.launch, pool_options(options, subjects.size())));
}

bool Checker::Check::run(std::span<const Program> programs, CheckListener& listener, int stop_descriptor,
                         std::vector<Reached> reached) {
  listener_ = &listener;
  next_ = 0;
  programs_.clear();
  for (const auto& program : programs)
    programs_.push_back({.program = &program, .slots = std::vector<Slot>(subjects_.size())});
  for (auto& [program, subject, verdict] : reached) programs_[program].slots[subject] = Judged{std::move(verdict), {}};
  for (auto& progress : programs_) {
    if (progress.missing() == 0) continue;
    const auto lost = [this, &progress](const std::string& reason) {
      for (std::size_t i = 0; i < subjects_.size(); ++i) {
        if (!progress.filled(i)) fill(progress, i, NotRun{"the oracle", reason});
      }
    };
    consult(
        *progress.program, {}, [this, &progress](const OracleAnswer& oracle) { pass_gate(progress, oracle); }, lost);
  }
  std::vector<Pool*> pools{&oracle_};
  for (const auto& pool : pools_) pools.push_back(pool.get());
  report();
  const bool finished = run_until_idle(pools, stop_descriptor);
  for (; next_ < programs_.size(); ++next_) report(programs_[next_]);
  return finished;
}

Request Checker::Check::request_for(const Program& program) {
  Request request;
  request.id = ++last_id_;
  request.file = program.file;
  request.source = program.source;
  for (const auto& observed : program.observe) request.observe.push_back(observed.text);
  request.default_observe = !program.header.observe;
  request.seed = program.header.seed ? static_cast<std::uint64_t>(*program.header.seed) : options_.seed;
  request.time_limit = options_.time_limit;
  request.memory_limit = options_.memory_limit;
  return request;
}

void Checker::Check::consult(const Program& program, std::vector<std::vector<double>> draws, Then<OracleAnswer> then,
                             Lost lost) {
  Request request = request_for(program);
  request.draws = std::move(draws);
  Task task{.line = to_line(request), .time_limit = options_.time_limit};
  task.answered = [then, id = request.id](const std::string& line) { then(oracle_answer_from_line(line, id)); };
  task.failed = [then, lost](Failure failure, const std::string& reason) {
    if (failure == Failure::lost) return lost(reason);
    OracleAnswer answer;  // the oracle cannot say
    answer.reason = "the oracle: " + reason;
    then(answer);
  };
  oracle_.submit(std::move(task));
}

void Checker::Check::ask(std::size_t subject, const Program& program, Request request, Then<Answer> then, Lost lost) {
  Pool& pool = *pools_[subject];
  Task task{.line = to_line(request), .time_limit = options_.time_limit};
  task.program = [&program] { return program_json(program); };
  task.answered = [then, &pool, id = request.id](const std::string& line) {
    Answer answer = answer_from_line(line, id);
    answer.version = pool.version();
    then(std::move(answer));
  };
  task.failed = [then, lost, &pool](Failure failure, const std::string& reason) {
    if (failure == Failure::lost) return lost(reason);
    Answer answer = without_values(failure == Failure::timeout ? Status::timeout : Status::crashed, reason);
    answer.version = pool.version();
    then(std::move(answer));
  };
  pool.submit(std::move(task));
}

void Checker::Check::pass_gate(Progress& progress, const OracleAnswer& oracle) {
  progress.file_error = oracle.file_error;
  for (std::size_t i = 0; i < subjects_.size() && progress.file_error.empty(); ++i) {
    if (progress.filled(i)) continue;
    const Program& program = *progress.program;
    auto trial = std::make_shared<Trial>(Trial{progress, i, {}});
    trial->facts = {program.name, program.file, program.header, subjects_[i].name, {}, {}, oracle};
    const auto lost = [this, trial](const std::string& reason) {
      fill(trial->progress, trial->subject, NotRun{subjects_[trial->subject].name.text(), reason});
    };
    const auto then = [this, trial](Answer answer) {
      trial->facts.answer = std::move(answer);
      hear_answer(trial);
    };
    ask(i, program, request_for(program), then, lost);
  }
  report();
}

void Checker::Check::hear_answer(const TrialPointer& trial) {
  Case& facts = trial->facts;
  if (const auto need = unmet_need(facts.header, facts.subject, facts.answer.version)) {
    const char* const hint = *need == "gpu" ? ": native:sim has a simulated one" : "";
    Answer unsupported = without_values(Status::unsupported, fmt::format("the scenario needs {}{}", *need, hint));
    unsupported.version = facts.answer.version;
    facts.answer = std::move(unsupported);
  }
  if (!needs_unchecked(facts.answer)) return hear_unchecked(trial);
  const Program& program = *trial->progress.program;
  Request request = request_for(program);
  request.unchecked = true;
  const auto then = [this, trial](Answer unchecked) {
    trial->facts.unchecked = std::move(unchecked);
    hear_unchecked(trial);
  };
  ask(trial->subject, program, std::move(request), then, [this, trial](const std::string&) { hear_unchecked(trial); });
}

void Checker::Check::blame_file(const TrialPointer& trial) {
  trial->progress.file_error = trial->facts.answer.reason;
  report();
}

void Checker::Check::hear_unchecked(const TrialPointer& trial) {
  const auto& draws = trial->facts.answer.draws;
  if (draws.empty()) return conclude(trial);
  const auto then = [this, trial](OracleAnswer oracle) {
    trial->facts.oracle = std::move(oracle);
    conclude(trial);
  };
  consult(*trial->progress.program, draws, then, [this, trial](const std::string&) { conclude(trial); });
}

void Checker::Check::conclude(const TrialPointer& trial) {
  if (auto& facts = trial->facts; facts.answer.status == Status::file_error) {
    // Where the oracle found a leaf to observe and the subject none, the file is not at fault: it observed nothing.
    if (!facts.oracle.judged) return blame_file(trial);
    facts.answer.status = Status::finished;
  }
  fill(trial->progress, trial->subject, Judged{judge(trial->facts), trial->facts.answer.printed});
}

void Checker::Check::fill(Progress& progress, std::size_t subject, Slot slot) {
  if (const auto* judged = std::get_if<Judged>(&slot)) listener_->on_reached(judged->verdict);
  progress.slots[subject] = std::move(slot);
  report();
}

void Checker::Check::report() {
  for (; next_ < programs_.size(); ++next_) {
    auto& progress = programs_[next_];
    if (progress.file_error.empty() && progress.missing() > 0) return;
    report(progress);
  }
}

void Checker::Check::report(Progress& progress) {
  if (!progress.file_error.empty()) return listener_->on_file_error(*progress.program, progress.file_error);
  for (Slot& slot : progress.slots) {
    if (const auto* judged = std::get_if<Judged>(&slot)) listener_->on_verdict(judged->verdict, judged->printed);
    if (const auto* not_run = std::get_if<NotRun>(&slot))
      listener_->on_not_run(*progress.program, not_run->who, not_run->reason);
    slot = Told{};
  }
}

Checker::Checker(std::span<const Subject> subjects, const CheckOptions& options)
    : check_(std::make_unique<Check>(subjects, options)) {}
Checker::~Checker() = default;

bool Checker::run(std::span<const Program> programs, CheckListener& listener, int stop_descriptor,
                  std::vector<Reached> reached) {
  return check_->run(programs, listener, stop_descriptor, std::move(reached));
}

bool check(std::span<const Program> programs, std::span<const Subject> subjects, const CheckOptions& options,
           CheckListener& listener, int stop_descriptor, std::vector<Reached> reached) {
  return Checker(subjects, options).run(programs, listener, stop_descriptor, std::move(reached));
}

}  // namespace gradproof::checks
