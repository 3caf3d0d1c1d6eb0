#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/cli/asked.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/find_files.hpp>
#include <gradproof/cli/shard.hpp>
#include <set>
#include <stdexcept>
#include <thread>

namespace gradproof::cli {
namespace {

void filter_files(FoundFiles& found, const std::string& filter, Findings& findings) {
  const bool had_files = !found.files.empty();
  std::erase_if(found.files, [&](const auto& file) { return !fits(filter, file); });
  if (!had_files || !found.files.empty()) return;
  say(fmt::format("no scenario fits the filter '{}'; --list shows their names", filter));
  findings.incomplete = true;
}

void deal_files(FoundFiles& found, const std::string& text) {
  const auto shard = parse_shard(text);
  const auto all = found.files.size();
  keep_shard(found.files, shard);
  if (all > 0 && found.files.empty()) {
    say(fmt::format("shard {} is empty: there are {} scenarios for {} shards", text, all, shard.count));
  }
}

}  // namespace

std::vector<checks::Program> read_programs(const RunArguments& arguments, Findings& findings) {
  auto found = find_files(arguments.paths);
  for (const auto& error : found.errors) fmt::print(stderr, "{}\n", error);
  for (const auto& folder : found.empty) say(fmt::format("{}: no scenario (*.py) in this folder", folder));
  findings.file_errors |= !found.errors.empty();
  findings.incomplete |= !found.empty.empty();
  if (!arguments.filter.empty()) filter_files(found, arguments.filter, findings);
  if (!arguments.shard.empty()) deal_files(found, arguments.shard);
  std::vector<checks::Program> programs;
  for (const auto& file : found.files) {
    auto result = checks::read_program(file);
    if (result.program) result.errors = checks::check_names(*result.program);
    for (const auto& error : result.errors) fmt::print(stderr, "{}\n", error.text());
    findings.file_errors |= !result.errors.empty();
    if (result.errors.empty()) programs.push_back(std::move(*result.program));
  }
  return programs;
}

std::vector<checks::SubjectName> read_subjects(const std::vector<std::string>& texts) {
  std::vector<checks::SubjectName> names;
  std::set<std::string> seen;
  for (const auto& text : texts) {
    names.push_back(checks::parse_subject_name(text));
    const auto& name = names.back();
    if (!seen.insert(name.text()).second) {
      throw std::invalid_argument(
          fmt::format("subject {} is named twice; tell them apart with labels, as in {}@one", name.text(), name.name));
    }
  }
  return names;
}

std::vector<checks::Subject> find_subjects(const std::vector<checks::SubjectName>& names, Findings& findings) {
  std::vector<checks::Subject> subjects;
  std::set<std::string> said;
  for (const auto& name : names) {
    try {
      subjects.push_back({name, checks::find_subject(name)});
    } catch (const checks::SubjectError& error) {
      if (said.insert(name.name).second) say(error.what());  // all planted defects are in one program
      findings.incomplete = true;
    }
  }
  return subjects;
}

checks::CheckOptions options_of(const RunArguments& arguments) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  checks::CheckOptions options;
  options.time_limit = arguments.timeout;
  options.memory_limit = arguments.memory << 20;
  options.jobs = arguments.jobs > 0 ? arguments.jobs : cores;
  options.seed = arguments.seed;
  options.echo = arguments.verbose;
  return options;
}

}  // namespace gradproof::cli
