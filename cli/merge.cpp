#include <fmt/format.h>

#include <filesystem>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/cli/merge.hpp>
#include <gradproof/cli/overwriting.hpp>
#include <gradproof/reports/records/merge.hpp>
#include <system_error>

namespace gradproof::cli {
namespace {

/// Whether the file is all of its run; says why not.
bool is_whole(const std::string& path, const records::Records& records) {
  for (const auto& warning : records.warnings) say(warning);
  std::error_code absent;
  const bool unfinished = !records.unfinished.empty() || std::filesystem::exists(path + ".partial", absent);
  if (unfinished) say(fmt::format("{}: its run did not come to its end; `gradproof check --resume` goes on", path));
  return records.warnings.empty() && !unfinished;
}

}  // namespace

int run_merge(const MergeArguments& arguments) {
  records::Merge merge;
  bool whole = true;
  for (const auto& path : arguments.records) {
    refuse_overwriting(path, "--json", arguments.json);
    const auto records = records::read_records(path);
    whole &= is_whole(path, records);
    merge.add(records, path);
  }
  records::write_file(arguments.json, merge.text());
  say(fmt::format("{} records of {} files", merge.size(), arguments.records.size()));
  return whole ? ExitCode::as_expected : ExitCode::incomplete;
}

}  // namespace gradproof::cli
