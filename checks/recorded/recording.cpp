#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/recorded/recording.hpp>
#include <gradproof/reports/records/records_file.hpp>
#include <map>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace gradproof::checks {
namespace {

/// The leading numbers of a version: {2, 15, 0} for "2.15.0", {1, 13, 0} for "1.13.0a0".
std::vector<int> numbers(const std::string& version) {
  std::vector<int> found;
  const char* const end = version.data() + version.size();
  for (const char* at = version.data(); at < end; ++at) {
    int number = 0;
    const auto [stop, fault] = std::from_chars(at, end, number);
    if (fault != std::errc{}) break;
    found.push_back(number);
    if (stop == end || *stop != '.') break;
    at = stop;
  }
  return found;
}

/// One release of one framework.
struct Release {
  std::string subject, version;
  bool operator<(const Release& other) const {
    return std::tuple(subject, numbers(version), version) <
           std::tuple(other.subject, numbers(other.version), other.version);
  }
};

bool is_recorded(std::string_view subject) {
  constexpr std::array<std::string_view, 5> kRecorded{"pytorch", "jax", "mlx", "paddle", "tinygrad"};
  return std::ranges::find(kRecorded, subject) != kRecorded.end();
}

}  // namespace

records::Verdict recorded(const records::Verdict& verdict) {
  records::Verdict kept;
  kept.program = verdict.program;
  kept.subject = parse_subject_name(verdict.subject).name;
  kept.subject_version = verdict.subject_version.substr(0, verdict.subject_version.find('+'));
  kept.outcome = verdict.outcome;
  kept.observed = verdict.observed;
  kept.unchecked = verdict.unchecked;
  kept.error = verdict.error;
  return kept;
}

std::vector<Recording> make_recordings(std::span<const records::Verdict> verdicts) {
  std::map<Release, std::map<std::string, records::Verdict>> releases;
  for (const auto& verdict : verdicts) {
    auto kept = recorded(verdict);
    if (!is_recorded(kept.subject)) continue;
    auto& release = releases[{kept.subject, kept.subject_version}];
    if (!release.emplace(kept.program, kept).second) {
      throw std::invalid_argument(fmt::format("{} ran twice on {} {}; name each program and each release once",
                                              kept.program, kept.subject, kept.subject_version));
    }
  }
  if (releases.empty()) throw std::invalid_argument("there is no verdict of a framework in Python to record");
  std::vector<Recording> recordings;
  for (auto& [release, programs] : releases) {
    auto& recording = recordings.emplace_back(Recording{release.subject, release.version, {}});
    for (auto& [program, verdict] : programs) recording.verdicts.push_back(std::move(verdict));
  }
  return recordings;
}

std::string to_text(const Recording& recording) {
  std::string text;
  for (const auto& verdict : recording.verdicts) text += records::to_json_line(verdict) + '\n';
  return text;
}

std::vector<Recording> read_recordings(const std::string& folder) {
  std::vector<records::Verdict> verdicts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!is_recorded(name.substr(0, name.find('-'))) || !name.ends_with(".jsonl")) continue;
    auto read = records::read_records(entry.path().string());
    std::ranges::move(read.verdicts, std::back_inserter(verdicts));
  }
  return make_recordings(verdicts);
}

}  // namespace gradproof::checks
