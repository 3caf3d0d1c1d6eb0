#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/chain/cost.hpp>
#include <gradproof/cli/chain.hpp>
#include <gradproof/cli/chain_text.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/output_file.hpp>
#include <optional>

namespace gradproof::cli {
namespace {

using checks::chain::Chain;

/// Nothing after the faults of all chains were told.
std::optional<std::vector<Chain>> read(const std::vector<std::string>& texts) {
  std::vector<Chain> chains;
  for (const auto& text : texts) {
    auto parsed = checks::chain::parse_chain(text);
    for (const auto& error : parsed.errors) fmt::print(stderr, "{}\n", error.text());
    if (parsed.chain) chains.push_back(std::move(*parsed.chain));
  }
  if (chains.size() != texts.size()) return {};
  return chains;
}

}  // namespace

int run_chains(const ExplainArguments& arguments) {
  const auto known = checks::chain::devices();
  const auto devices = arguments.device.empty() ? known : std::vector{arguments.device};
  if (std::ranges::find(known, devices.front()) == known.end()) {
    say(fmt::format("there is no device '{}'; a chain may begin on {}", arguments.device, fmt::join(known, ", ")));
    return ExitCode::usage;
  }
  const auto chains = read(arguments.chains);
  if (!chains) return ExitCode::usage;
  std::optional<records::OutputFile> file;
  if (!arguments.json.empty()) file.emplace(arguments.json);
  const Console console;
  for (const Chain& chain : *chains)
    for (const auto& device : devices) {
      const auto cost = checks::chain::cost_of(chain, device);
      if (file) file->write(records::to_json_line(cost) + '\n');
      if (arguments.json != "-") console.line(chain_text(cost, console));
    }
  if (file) file->keep();
  return ExitCode::as_expected;
}

}  // namespace gradproof::cli
