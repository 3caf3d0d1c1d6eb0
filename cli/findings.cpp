#include <fmt/format.h>

#include <gradproof/checks/program/program.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/findings.hpp>

namespace gradproof::cli {

void FaultListener::on_file_error(const checks::Program&, const std::string& text) {
  findings_.file_errors = true;
  fmt::print(stderr, "{}\n", text);
}

void FaultListener::on_not_run(const checks::Program&, const std::string& subject, const std::string& reason) {
  findings_.incomplete = true;
  if (not_run_.insert(subject).second) say(fmt::format("{} cannot be started: {}", subject, reason));
}

}  // namespace gradproof::cli
