#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/fuzz/batch.hpp>
#include <gradproof/checks/fuzz/generate.hpp>
#include <gradproof/checks/fuzz/trial.hpp>
#include <gradproof/checks/fuzz/twin.hpp>
#include <gradproof/checks/oracle/consult.hpp>
#include <gradproof/checks/subjects/child.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace gradproof::checks::fuzz {
namespace {

/// Whether the tape's own derivative is not that of central differences, here and nearby: the function |x| * |x| is
/// smooth where its parts are not, and there no framework has its second derivative.
bool is_refuted(const Program& program) {
  const auto differs = [](const std::optional<Program>& at) {
    return at && std::ranges::any_of(referee(*at, {}), [](const Disagreement& d) { return d.skipped.empty(); });
  };
  return differs(program) && differs(moved(program, 0.007)) && differs(moved(program, -0.009));
}

void run_one(std::uint64_t seed, std::uint64_t index, Tally& tally) {
  const Program program = generate_program(seed, index);
  for (const auto& write : generate(seed, index).writes) tally.coverage.add(write);
  const auto verdict = try_native(program);
  ++tally.programs;
  ++tally.outcomes[verdict.outcome];
  if (is_refuted(program)) tally.add(Suspect{index, {false, "tape and differences"}});
  if (disagrees(verdict)) tally.add(Suspect{index, find_cause(program, verdict, try_native)});
}

/// The tally of a fork; where there is none, of its programs one by one, of which those at fault count as `outcome`.
Tally run_in_fork(std::uint64_t seed, std::uint64_t first, int count, const BatchLimits& limits) {
  const auto result = run_in_child([&] { return to_line(run_batch(seed, first, count)); },
                                   {count == 1 ? limits.seconds : std::max(limits.seconds, 60.0), limits.memory});
  if (result.end == ChildResult::End::answered) return tally_from_line(result.output);
  Tally tally;
  if (count > 1) {
    for (int i = 0; i < count; ++i) tally.add(run_in_fork(seed, first + static_cast<std::uint64_t>(i), 1, limits));
    return tally;
  }
  const std::string outcome = result.end == ChildResult::End::late ? "timeout" : "crashed";
  tally.programs = tally.outcomes[outcome] = 1;
  tally.add(Suspect{first, {false, outcome}});
  return tally;
}

}  // namespace

void Tally::add(const Suspect& suspect) {
  const bool first = causes[suspect.cause.name]++ == 0;
  if (first || !suspect.cause.explained) suspects.push_back(suspect);
}

void Tally::add(const Tally& other) {
  programs += other.programs;
  for (const auto& [outcome, times] : other.outcomes) outcomes[outcome] += times;
  for (const auto& [key, times] : other.coverage.counts()) coverage.add(key, times);
  for (const auto& [cause, times] : other.causes) causes[cause] += times;
  suspects.insert(suspects.end(), other.suspects.begin(), other.suspects.end());
}

void Tally::sort() {
  std::ranges::sort(suspects, {}, &Suspect::index);
  std::map<std::string, int> seen;
  std::erase_if(suspects, [&](const Suspect& s) { return s.cause.explained && seen[s.cause.name]++ > 0; });
}

// Fields are separated by tabs, and begin with a letter that says what they are; none of the names holds a tab.
std::string to_line(const Tally& tally) {
  std::string line = fmt::format("p {}", tally.programs);
  for (const auto& [outcome, times] : tally.outcomes) line += fmt::format("\to {} {}", times, outcome);
  for (const auto& [cause, times] : tally.causes) line += fmt::format("\tc {} {}", times, cause);
  for (const auto& s : tally.suspects)
    line += fmt::format("\t{} {} {}", s.cause.explained ? 'e' : 'u', s.index, s.cause.name);
  for (const auto& [key, times] : tally.coverage.counts()) line += fmt::format("\tw {} {}", times, key);
  return line;
}

Tally tally_from_line(std::string_view line) {
  Tally tally;
  std::istringstream fields{std::string(line)};
  for (std::string field; std::getline(fields, field, '\t');) {
    std::istringstream parts(field);
    char what = 0;
    std::int64_t number = 0;
    std::string name;
    if (!(parts >> what >> number)) throw std::invalid_argument(fmt::format("'{}' is no field of a tally", field));
    std::getline(parts >> std::ws, name);
    if (what == 'p') tally.programs = number;
    if (what == 'o') tally.outcomes[name] = number;
    if (what == 'c') tally.causes[name] = number;
    if (what == 'w') tally.coverage.add(name, number);
    if (what == 'e' || what == 'u') tally.suspects.push_back({static_cast<std::uint64_t>(number), {what == 'e', name}});
  }
  return tally;
}

Tally run_batch(std::uint64_t seed, std::uint64_t first, int count) {
  Tally tally;
  for (int i = 0; i < count; ++i) run_one(seed, first + static_cast<std::uint64_t>(i), tally);
  return tally;
}

int serve_batches(std::uint64_t seed, const BatchLimits& limits) {
  std::cout << to_line(Hello{"native", ""}) << std::flush;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::uint64_t first = 0;
    int count = 0;
    if (!(words >> first >> count)) return 2;
    std::cout << to_line(run_in_fork(seed, first, count, limits)) << std::endl;
  }
  return 0;
}

}  // namespace gradproof::checks::fuzz
