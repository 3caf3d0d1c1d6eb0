#include <fmt/format.h>

#include <filesystem>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/whole.hpp>
#include <system_error>

namespace gradproof::cli {

bool is_whole(const std::string& path, const records::Records& records) {
  for (const auto& warning : records.warnings) say(warning);
  std::error_code absent;
  const bool unfinished = !records.unfinished.empty() || std::filesystem::exists(path + ".partial", absent);
  if (unfinished) say(fmt::format("{}: its run did not come to its end; `gradproof check --resume` goes on", path));
  return records.warnings.empty() && !unfinished;
}

}  // namespace gradproof::cli
