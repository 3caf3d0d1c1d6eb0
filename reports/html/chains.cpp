#include <fmt/format.h>

#include <algorithm>
#include <gradproof/reports/html/sections.hpp>
#include <gradproof/reports/html/table.hpp>
#include <gradproof/reports/records/chain_words.hpp>

namespace gradproof::reports {
namespace {

using records::ChainCost;
using records::ChainRun;

void write_run(Markup& page, const ChainRun& run) {
  page.element("p", fmt::format("{}, where y = x.exp(): {} float32{}, on {}", run.chain, records::grouped(run.size),
                                run.grad ? " that require grad" : "", run.device));
  {
    const auto table = page.open("table", {{"class", "numbers stacked"}});
    write_columns(page, records::chain_columns);
    const auto body = page.open("tbody");
    for (const auto& row : records::chain_rows(run)) {
      std::vector<std::pair<const char*, std::string>> cells;
      for (std::size_t i = 0; i < row.size(); ++i) cells.emplace_back(records::chain_columns[i], row[i]);
      write_cells(page, cells);
    }
  }
  if (!run.error.empty()) page.element("p", fmt::format("raises {}: {}", run.error_kind, run.error));
}

void write_changes(Markup& page, const std::vector<ChainRun>& runs) {
  page.element("p", "What changes:");
  const auto list = page.open("ul");
  for (const ChainRun& run : runs)
    if (run.name != "as written") page.element("li", fmt::format("{}: {}", run.name, run.difference));
}

void write_cost(Markup& page, const ChainCost& cost) {
  const auto details = page.open("details");
  page.element("summary", fmt::format("{} on {}, step by step", cost.chain, cost.device));
  for (const ChainRun& run : cost.runs)
    if (run.name == "as written" || run.name == "other order") write_run(page, run);
  write_changes(page, cost.runs);
}

}  // namespace

void write_chains(Markup& page, const PageInput& input) {
  const auto section = page.open("section", {{"id", "chains"}});
  page.element("h2", "What a chain of conversions costs");
  if (input.chains.empty()) return page.element("p", "No chain was measured.");
  {
    const auto list = page.open("ul", {{"class", "answer"}});
    for (const ChainCost& cost : input.chains) page.element("li", cost.sentence);
  }
  page.element(
      "p",
      "Counts are the runtime's own. y is the result of exp(), whose graph is two nodes that saved y's numbers; "
      "what a result keeps, it keeps after y is gone.");
  if (std::ranges::any_of(input.chains, &ChainCost::simulated))
    page.element("p",
                 "The accelerator is simulated: its counts are exact, its times are not a device's and not shown.");
  for (const ChainCost& cost : input.chains) write_cost(page, cost);
}

}  // namespace gradproof::reports
