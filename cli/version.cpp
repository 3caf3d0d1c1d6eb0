#include <fmt/format.h>

#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/cli/version.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/run/run.hpp>

namespace gradproof::cli {

int run_version(bool json) {
  const auto build = reports::this_build();
  const auto line = records::to_json(records::Values{{"name", {"gradproof"}},
                                                     {"version", {build.version}},
                                                     {"compiler", {build.compiler}},
                                                     {"build_type", {build.build_type}},
                                                     {"commit", {build.commit}},
                                                     {"dirty", {build.dirty}}});
  Console().line(json ? line : fmt::format("gradproof {}", build.version));
  return ExitCode::as_expected;
}

}  // namespace gradproof::cli
