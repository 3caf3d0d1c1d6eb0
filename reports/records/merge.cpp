#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/reports/records/merge.hpp>

namespace gradproof::records {
namespace {

std::vector<std::string> key_of(const Verdict& verdict) {
  return {"2 verdict", verdict.file, verdict.program, verdict.subject};
}

std::string text_of(const Benchmark& benchmark) {
  return fmt::format("{}/{}/{:020}/{}/{}", benchmark.tag, benchmark.name, benchmark.size, benchmark.grad,
                     benchmark.subject);
}

std::string what_differs(const Verdict& a, const Verdict& b) {
  std::vector<std::string> names;
  const auto compare = [&](const char* name, bool same) {
    if (!same) names.push_back(name);
  };
  compare("subject_version", a.subject_version == b.subject_version);
  compare("outcome", a.outcome == b.outcome);
  compare("expected", a.expected == b.expected && a.as_expected == b.as_expected);
  compare("observed", to_json(a.observed) == to_json(b.observed));
  if (names.empty()) names.push_back("oracle, unchecked, error or reason");
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string title(const Record& record) {
  if (const auto* verdict = std::get_if<Verdict>(&record))
    return fmt::format("{} on {}", verdict->file, verdict->subject);
  if (const auto* measurement = std::get_if<Measurement>(&record)) return text_of(measurement->benchmark);
  if (const auto* cost = std::get_if<ChainCost>(&record)) return fmt::format("{} on {}", cost->chain, cost->device);
  const auto& comparison = std::get<Comparison>(record);
  return fmt::format("{} beside {}", text_of(comparison.first), text_of(comparison.second));
}

[[noreturn]] void contradict(const Record& a, const std::string& first, const Record& b, const std::string& second) {
  const auto* verdict = std::get_if<Verdict>(&a);
  const auto differs = verdict ? " (" + what_differs(*verdict, std::get<Verdict>(b)) + ")" : std::string();
  throw RecordError(
      fmt::format("{} and {} disagree on {}{}; tell two versions of one subject apart with labels, as in "
                  "pytorch@one, and leave out what is out of date",
                  std::min(first, second), std::max(first, second), title(a), differs));
}

}  // namespace

void Merge::add(const Records& records, const std::string& name) {
  for (const auto& run : records.runs) add({"1 run", run.started, to_json_line(run)}, run, name);
  for (const auto& verdict : records.verdicts) add(key_of(verdict), verdict, name);
  for (const auto& measurement : records.measurements)
    add({"3 measurement", text_of(measurement.benchmark)}, measurement, name);
  for (const auto& comparison : records.comparisons)
    add({"4 comparison", text_of(comparison.first), text_of(comparison.second)}, comparison, name);
  for (const auto& cost : records.chains) add({"5 chain", cost.chain, cost.device}, cost, name);
}

void Merge::add(Key key, Record record, const std::string& name) {
  const auto [found, is_new] = entries_.try_emplace(std::move(key), Entry{record, name});
  if (is_new) return;
  Record& kept = found->second.record;
  if (auto* verdict = std::get_if<Verdict>(&kept)) {
    auto& again = std::get<Verdict>(record);
    verdict->seconds = again.seconds = std::min(verdict->seconds, again.seconds);
  }
  if (to_json_line(kept) != to_json_line(record)) contradict(kept, found->second.name, record, name);
}

std::vector<Verdict> Merge::verdicts() const {
  std::vector<Verdict> verdicts;
  for (const auto& [key, entry] : entries_) {
    if (const auto* verdict = std::get_if<Verdict>(&entry.record)) verdicts.push_back(*verdict);
  }
  return verdicts;
}

std::string Merge::text() const {
  std::string text;
  for (const auto& [key, entry] : entries_) text += to_json_line(entry.record) + '\n';
  return text;
}

}  // namespace gradproof::records
