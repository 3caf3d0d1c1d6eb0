#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <gradproof/checks/subjects/greet.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/resume.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/run/run.hpp>
#include <map>
#include <stdexcept>

namespace gradproof::cli {
namespace {

namespace fs = std::filesystem;
using records::Values;

constexpr double kStart = 120;  // seconds, as long as a check waits

/// FNV-1a: enough to notice a change; it guards against nobody.
std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const unsigned char byte : text) hash = (hash ^ byte) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

/// Tells one build of a program from another.
std::string stamp(const fs::path& program) {
  struct stat found {};
  if (stat(program.c_str(), &found) != 0) return "absent";
  return fmt::format("{} bytes of {:%FT%T}.{:09}Z", found.st_size, fmt::gmtime(found.st_mtim.tv_sec),
                     found.st_mtim.tv_nsec);
}

std::string text_of(const checks::Launch& launch) {
  if (launch.body) return "in gradproof";
  const auto words = fingerprint(fmt::format("{}", fmt::join(launch.command, "\n")));
  const auto& program = launch.command.front();
  return program.find('/') == std::string::npos ? words : fmt::format("{}, {}", words, stamp(program));
}

std::string quoted(const records::Value& value) {
  const auto* text = std::get_if<std::string>(&value.data);
  return text ? fmt::format("'{}'", *text) : "of another kind";
}

const records::Value* find(const Values& values, const std::string& name) {
  const auto found = std::ranges::find(values, name, &Values::value_type::first);
  return found == values.end() ? nullptr : &found->second;
}

/// Throws where the options of an earlier run are others.
void demand_same_options(const Values& before, const Values& now, const std::string& path) {
  if (before == now) return;
  const auto differs = [](const Values& some, const Values& others) {
    const auto found = std::ranges::find_if(some, [&](const auto& option) {
      const auto* other = find(others, option.first);
      return !other || *other != option.second;
    });
    return found == some.end() ? std::string() : found->first;
  };
  auto name = differs(before, now);
  if (name.empty()) name = differs(now, before);
  const auto *was = find(before, name), *is = find(now, name);
  const auto what = name.empty() ? "its subjects stood in another order"
                    : !is        ? fmt::format("{} was asked for", name)
                    : !was       ? fmt::format("{} was not asked for", name)
                                 : fmt::format("{} was {} and is {}", name, quoted(*was), quoted(*is));
  throw std::invalid_argument(
      fmt::format("{} is of a run that asked for something else: {}; ask for the same, or leave out --resume to start "
                  "anew",
                  path, what));
}

/// The lines of a journal, one after the other: which verdicts stand, and for which text of their scenario.
class Reading {
 public:
  Reading(const std::string& path, const records::Unfinished& run) : path_(path), run_(run) {}

  void read(const std::string& line, const records::Journal::Place& place) {
    ++number_;
    auto record = parse(line);
    if (const auto* head = std::get_if<records::Unfinished>(&record)) return begin(*head);
    auto* verdict = std::get_if<records::Verdict>(&record);
    if (!verdict || number_ == 1) fail("this line is of no unfinished run");
    std::pair key{verdict->file, verdict->subject};
    kept_[std::move(key)] = {std::move(*verdict), place};
  }

  /// What stands for the scenarios as they are now.
  std::vector<Kept> take() {
    const auto before = kept_.size();
    begin(run_);
    if (before > kept_.size()) {
      say(fmt::format("{} verdicts of {} are left out: their scenarios have changed or are not asked for",
                      before - kept_.size(), path_));
    }
    std::vector<Kept> kept;
    for (auto& [key, one] : kept_) kept.push_back(std::move(one));
    return kept;
  }

 private:
  void begin(const records::Unfinished& head) {
    demand_same_options(head.options, run_.options, path_);
    std::map<std::string_view, const records::Value*> now;
    for (const auto& [file, text] : head.programs) now[file] = &text;
    std::erase_if(kept_, [&](const auto& entry) {
      const auto& file = entry.first.first;
      const auto found = now.find(file);
      return found == now.end() || *found->second != programs_[file];
    });
    for (const auto& [file, text] : head.programs) programs_[file] = text;
  }

  records::Record parse(const std::string& line) const {
    try {
      return records::from_json(line);
    } catch (const records::RecordError& error) {
      fail(error.what());
    }
  }

  [[noreturn]] void fail(const std::string& why) const {
    throw records::RecordError(fmt::format("{}:{}: {}; leave out --resume to start anew", path_, number_, why));
  }

  const std::string& path_;
  const records::Unfinished& run_;
  int number_ = 0;
  std::map<std::string, records::Value> programs_;
  std::map<std::pair<std::string, std::string>, Kept> kept_;
};

/// Throws where a subject that has kept verdicts does not answer now as it did then.
bool versions_are_the_same(std::span<const Kept> kept, std::span<const checks::Subject> subjects, int stop_descriptor) {
  std::vector<checks::Launch> launches;
  for (const auto& subject : subjects) launches.push_back(subject.launch);
  const auto greetings = checks::greet(launches, kStart, stop_descriptor);
  if (!greetings) return false;
  std::map<std::string, std::string> versions;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const auto& [hello, reason] = (*greetings)[i];
    const auto name = subjects[i].name.text();
    if (!hello) throw std::runtime_error(fmt::format("{} cannot be started: {}", name, reason));
    versions[name] = hello->version;
  }
  for (const auto& [verdict, place] : kept) {
    const auto& now = versions[verdict.subject];
    if (verdict.subject_version.empty() || verdict.subject_version == now) continue;
    throw std::invalid_argument(fmt::format("{} was {} when the run began and is {}; leave out --resume to start anew",
                                            verdict.subject, verdict.subject_version, now));
  }
  return true;
}

}  // namespace

records::Unfinished fingerprints(const RunArguments& arguments, std::span<const checks::Program> programs,
                                 std::span<const checks::Subject> subjects) {
  records::Unfinished run;
  const auto option = [&](std::string name, std::string text) {
    run.options.emplace_back(std::move(name), std::move(text));
  };
  const auto build = reports::this_build();
  option("gradproof", fmt::format("{} {}, {}", build.version, build.commit, stamp("/proc/self/exe")));
  option("PATH", fmt::format("{}", fmt::join(arguments.paths, " ")));
  option("--filter", arguments.filter);
  option("--shard", arguments.shard);
  option("--timeout", fmt::format("{}", arguments.timeout));
  option("--memory", fmt::format("{}", arguments.memory));
  option("--seed", fmt::format("{}", arguments.seed));
  for (const auto& subject : subjects) option("--subject " + subject.name.text(), text_of(subject.launch));
  for (const auto& program : programs) run.programs.emplace_back(program.file, fingerprint(program.source));
  return run;
}

std::vector<Kept> still_standing(records::Journal& journal, const records::Unfinished& run) {
  const auto text = journal.lines();
  Reading reading(journal.path(), run);
  for (std::size_t start = 0; start < text.size();) {
    const auto end = text.find('\n', start);
    reading.read(text.substr(start, end - start), {static_cast<std::int64_t>(start), end - start});
    start = end + 1;
  }
  return reading.take();
}

std::optional<std::vector<checks::Reached>> places_of(std::span<const Kept> kept,
                                                      std::span<const checks::Program> programs,
                                                      std::span<const checks::Subject> subjects, int stop_descriptor) {
  if (!kept.empty() && !versions_are_the_same(kept, subjects, stop_descriptor)) return std::nullopt;
  std::map<std::string_view, std::size_t> files, names;
  std::vector<std::string> texts;
  for (const auto& subject : subjects) texts.push_back(subject.name.text());
  for (std::size_t i = 0; i < programs.size(); ++i) files[programs[i].file] = i;
  for (std::size_t i = 0; i < texts.size(); ++i) names[texts[i]] = i;
  std::vector<checks::Reached> reached;
  for (const auto& [verdict, place] : kept) {
    reached.push_back({files.at(verdict.file), names.at(verdict.subject), verdict});
  }
  return reached;
}

}  // namespace gradproof::cli
