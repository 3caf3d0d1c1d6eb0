#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <gradproof/checks/fuzz/campaign.hpp>
#include <gradproof/checks/fuzz/edit.hpp>
#include <gradproof/checks/fuzz/facts.hpp>
#include <gradproof/checks/fuzz/generate.hpp>
#include <gradproof/checks/fuzz/pair.hpp>
#include <gradproof/checks/fuzz/shrink.hpp>
#include <gradproof/checks/fuzz/twin.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>
#include <gradproof/checks/subjects/pool.hpp>
#include <stdexcept>

namespace gradproof::checks::fuzz {
namespace {

constexpr int batch_size = 250;
/// Of one cause, so many programs are shrunk: more would only find the same again.
constexpr int most_shrunk = 10;

using Verdicts = std::vector<records::Verdict>;

/// Thrown through a check that a signal ended, or that had no worker.
struct Stopped {
  std::string not_run;
};

/// Verdicts of each program, one for each subject.
class Collector : public CheckListener {
 public:
  void on_verdict(const records::Verdict& verdict, const std::string&) override {
    verdicts[verdict.program].push_back(verdict);
  }
  void on_file_error(const Program&, const std::string&) override {}  // has no verdicts, and shows nothing
  void on_not_run(const Program&, const std::string& subject, const std::string& reason) override {
    throw Stopped{fmt::format("{} cannot be started: {}", subject, reason)};
  }

  std::map<std::string, Verdicts> verdicts;
};

/// The operations and methods that a program calls, in order: two shrunk programs with the same ones have one cause.
std::string skeleton(const Program& program) {
  std::vector<std::string> names;
  auto body = program.body;
  visit_expressions(body, [&](ast::Expr& expr) {
    const auto* call = expr.get<ast::Call>();
    if (const auto* method = call ? call->function->get<ast::Attribute>() : nullptr) names.push_back(method->name);
  });
  return fmt::format("{}", fmt::join(names, " "));
}

records::Verdict first(const Verdicts& verdicts) { return verdicts.empty() ? records::Verdict{} : verdicts[0]; }

class Campaign {
 public:
  Campaign(std::span<const Subject> subjects, const CampaignOptions& options, const Progress& progress, int stop)
      : subjects_(subjects), options_(options), progress_(progress), stop_(stop), checker_(subjects, options.check) {}

  CampaignResult run() {
    try {
      is_quick() ? run_batches() : run_checks();
      end_running();
      shrink_suspects();
    } catch (const Stopped& stopped) {
      result_.not_run = stopped.not_run;
      result_.stopped = stopped.not_run.empty();
      if (result_.seconds == 0) end_running();
      keep_unshrunk();
    }
    std::ranges::stable_sort(result_.findings, {}, [](const Finding& f) { return f.cause.explained; });
    return std::move(result_);
  }

 private:
  void end_running() {
    result_.seconds = elapsed();
    result_.tally.sort();
  }

  bool is_quick() const { return subjects_.size() == 1 && subjects_[0].name == SubjectName{.name = "native"}; }

  double elapsed() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

  /// The size of the next batch, of at most `most`; 0: none.
  int take(int most) {
    if (options_.seconds > 0 && elapsed() >= options_.seconds) return 0;
    const auto left = options_.count ? *options_.count - taken_ : most;
    const int size = static_cast<int>(std::min<std::int64_t>(left, most));
    taken_ += size;
    return size;
  }

  void run_batches() {
    const BatchLimits limits{options_.check.time_limit, options_.check.memory_limit};
    Launch worker;
    worker.body = [seed = options_.seed, limits] { return serve_batches(seed, limits); };
    PoolOptions pool_options;
    pool_options.workers = options_.check.jobs;
    Pool pool(worker, pool_options);
    for (int i = 0; i < 2 * options_.check.jobs; ++i) submit_batch(pool);
    if (!run_until_idle({&pool}, stop_)) throw Stopped{};
  }

  void submit_batch(Pool& pool) {
    const auto first = options_.first + static_cast<std::uint64_t>(taken_);
    const int size = take(batch_size);
    if (size == 0) return;
    Task task{.line = fmt::format("{} {}\n", first, size), .time_limit = 60 + options_.check.time_limit * size};
    task.answered = [this, &pool](const std::string& line) {
      result_.tally.add(tally_from_line(line));
      tell();
      submit_batch(pool);
    };
    task.failed = [](Failure, const std::string& reason) { throw Stopped{"a worker of the fuzzer: " + reason}; };
    pool.submit(std::move(task));
  }

  void run_checks() {
    for (;;) {
      const auto first = options_.first + static_cast<std::uint64_t>(taken_);
      const int size = take(32 * options_.check.jobs);
      if (size == 0) return;
      check_programs(first, size);
      tell();
    }
  }

  void check_programs(std::uint64_t first, int size) {
    std::vector<Program> programs;
    for (int i = 0; i < size; ++i)
      programs.push_back(generate_program(options_.seed, first + static_cast<std::uint64_t>(i)));
    auto verdicts = judge(programs);
    for (int i = 0; i < size; ++i) {
      const auto index = first + static_cast<std::uint64_t>(i);
      const Program& program = programs[static_cast<std::size_t>(i)];
      const Verdicts seen = verdicts[program.name];
      for (const auto& write : generate(options_.seed, index).writes) result_.tally.coverage.add(write);
      ++result_.tally.programs;
      ++result_.tally.outcomes[seen.empty() ? "no scenario" : seen[0].outcome];
      auto cause = inspect(program, seen);
      // A machine that was busy for a moment is no difference between two subjects.
      if (cause && std::ranges::count(seen, "timeout", &records::Verdict::outcome))
        cause = inspect(program, judge(program));
      if (cause) result_.tally.add(Suspect{index, *cause});
    }
  }

  std::map<std::string, Verdicts> judge(std::span<const Program> programs) {
    Collector collector;
    if (!checker_.run(programs, collector, stop_)) throw Stopped{};
    return std::move(collector.verdicts);
  }
  Verdicts judge(const Program& program) { return judge(std::span(&program, 1))[program.name]; }

  /// Why the verdicts on a program are no agreement; nothing where they are.
  std::optional<Cause> inspect(const Program& program, const Verdicts& seen) {
    if (seen.empty()) return std::nullopt;
    if (seen.size() == 1) {
      if (!disagrees(seen[0])) return std::nullopt;
      return find_cause(program, seen[0], [this](const Program& other) { return first(judge(other)); });
    }
    const auto cause = difference(seen[0], seen[1]);
    if (!cause || cause->explained || seen[0].error || seen[1].error) return cause;
    if (std::ranges::any_of(seen, is_broken_off)) return cause;
    return explained_pair(program, seen).value_or(*cause);
  }

  /// Values of two subjects may differ by rounding; or where a write past the counters, which both would have caught,
  /// corrupted what their formulas keep, and they keep different things.
  std::optional<Cause> explained_pair(const Program& program, const Verdicts& seen) {
    const auto doubles = in_doubles(program);
    const Verdicts finer = doubles ? judge(*doubles) : Verdicts();
    if (distance(seen[0], seen[1]) < 1e-4 && finer.size() == 2 && distance(finer[0], finer[1]) < 1e-11)
      return Cause{true, "rounding"};
    const auto twin = honest_twin(program);
    const Verdicts honest = twin ? judge(*twin) : Verdicts();
    if (honest.size() == 2 && std::ranges::all_of(honest, is_caught)) return Cause{true, "bypass"};
    return std::nullopt;
  }

  void shrink_suspects() {
    std::map<std::string, int> shrunk;
    for (const auto& suspect : result_.tally.suspects)
      if (shrunk[suspect.cause.name]++ < most_shrunk) add_finding(suspect);
  }

  /// The first program of each cause of which nothing was shrunk before the campaign was stopped.
  void keep_unshrunk() {
    for (const auto& suspect : result_.tally.suspects) {
      const auto known = [&](const Finding& finding) { return finding.cause.name == suspect.cause.name; };
      if (std::ranges::any_of(result_.findings, known)) continue;
      Program program = generate_program(options_.seed, suspect.index);
      Finding finding{suspect.cause, result_.tally.causes[suspect.cause.name], suspect.index, std::move(program), {}};
      describe(finding, false);
      result_.findings.push_back(std::move(finding));
    }
  }

  void add_finding(const Suspect& suspect) {
    const auto shows = [&](const Program& program) {
      const auto cause = inspect(program, judge(program));
      return cause && cause->name == suspect.cause.name && cause->explained == suspect.cause.explained;
    };
    Program program = generate_program(options_.seed, suspect.index);
    // Each of some hundred smaller programs would take its whole time limit.
    const bool takes_long = suspect.cause.name.find("timeout") != std::string::npos;
    const bool is_shrunk = !takes_long && shows(program);
    if (is_shrunk) program = shrink(program, shows);
    const std::string cause = suspect.cause.name + ": " + skeleton(program);
    if (suspect.cause.explained)
      causes_[cause] = result_.tally.causes[suspect.cause.name];
    else if (++causes_[cause] > 1)
      return count_again(cause);
    Finding finding{suspect.cause, causes_[cause], suspect.index, std::move(program), {}};
    finding.verdicts = judge(finding.program);
    describe(finding, is_shrunk);
    names_.push_back(cause);
    result_.findings.push_back(std::move(finding));
  }

  void count_again(const std::string& cause) {
    const auto at = std::ranges::find(names_, cause) - names_.begin();
    ++result_.findings[static_cast<std::size_t>(at)].times;
  }

  void describe(Finding& finding, bool is_shrunk) {
    Header& header = finding.program.header;
    header.title = fmt::format("Found by fuzzing{}: {}", is_shrunk ? "" : ", not shrunk", finding.cause.name);
    header.category = "fuzz";
    header.source = {fmt::format("gradproof fuzz --seed {} --first {} --count 1", options_.seed, finding.index)};
    for (const auto& verdict : finding.verdicts) header.expect.push_back({verdict.subject, {verdict.outcome}});
    finding.program.source = print(finding.program);
  }

  void tell() {
    std::int64_t disagreements = 0;
    for (const auto& [cause, times] : result_.tally.causes) disagreements += times;
    if (progress_) progress_(result_.tally.programs, disagreements);
  }

  std::span<const Subject> subjects_;
  const CampaignOptions& options_;
  const Progress& progress_;
  int stop_;
  Checker checker_;
  Clock::time_point start_ = Clock::now();
  std::int64_t taken_ = 0;
  std::map<std::string, std::int64_t> causes_;
  std::vector<std::string> names_;  ///< of the findings, in their order until they are sorted
  CampaignResult result_;
};

}  // namespace

CampaignResult run_campaign(std::span<const Subject> subjects, const CampaignOptions& options, const Progress& progress,
                            int stop_descriptor) {
  return Campaign(subjects, options, progress, stop_descriptor).run();
}

}  // namespace gradproof::checks::fuzz
