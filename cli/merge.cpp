#include <fmt/format.h>

#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/cli/merge.hpp>
#include <gradproof/cli/overwriting.hpp>
#include <gradproof/cli/whole.hpp>
#include <gradproof/reports/records/merge.hpp>

namespace gradproof::cli {
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
