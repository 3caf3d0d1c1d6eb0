#include <fmt/format.h>

#include <algorithm>
#include <gradproof/cli/chain_text.hpp>
#include <gradproof/reports/records/chain_words.hpp>

namespace gradproof::cli {
namespace {

using records::ChainCost;
using records::ChainRun;
using Table = std::vector<std::vector<std::string>>;

std::vector<std::size_t> widths_of(const Table& table) {
  std::vector<std::size_t> widths(table.front().size());
  for (const auto& row : table)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  return widths;
}

std::string table_text(const ChainRun& run) {
  Table table{{records::chain_columns.begin(), records::chain_columns.end()}};
  for (auto& row : records::chain_rows(run)) table.push_back(std::move(row));
  const auto widths = widths_of(table);
  std::string text;
  for (const auto& row : table) {
    std::string line = "     ";
    for (std::size_t i = 0; i < row.size(); ++i) line += fmt::format(" {:<{}} ", row[i], widths[i]);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return text;
}

std::string run_text(const ChainRun& run, const Console& console) {
  std::string text = fmt::format("      {}, where y = x.exp(): {} float32{}, on {}\n", run.chain,
                                 records::grouped(run.size), run.grad ? " that require grad" : "", run.device);
  text += table_text(run);
  if (!run.error.empty())
    text += "      " + console.paint(Colour::red, fmt::format("raises {}: {}", run.error_kind, run.error)) + '\n';
  return text;
}

}  // namespace

std::string chain_text(const ChainCost& cost, const Console& console) {
  std::string text = fmt::format("{}\n", cost.sentence);
  text += run_text(cost.runs.front(), console);
  for (const ChainRun& run : cost.runs)
    if (run.name == "other order") text += run_text(run, console);
  text += "      What changes:\n";
  for (const ChainRun& run : cost.runs)
    if (run.name != "as written") text += fmt::format("        {}: {}\n", run.name, run.difference);
  if (cost.simulated && cost.device != "cpu") text += "      simulated: counts are exact, times are not the device's\n";
  return text;
}

}  // namespace gradproof::cli
