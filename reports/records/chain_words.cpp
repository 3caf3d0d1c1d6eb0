#include <fmt/format.h>
#include <fmt/ranges.h>

#include <gradproof/reports/records/chain_words.hpp>

namespace gradproof::records {
namespace {

constexpr std::size_t first_copy = 3;  // of chain_amounts: memory before it, copies from it on

std::string told(const ChainCounts& counts, std::size_t from, std::size_t to) {
  std::vector<std::string> parts;
  for (std::size_t i = from; i < to; ++i) {
    const ChainAmount& amount = counts.*chain_amounts[i].amount;
    if (amount.count > 0) parts.push_back(fmt::format("{} {}", chain_amounts[i].words, amount_words(amount)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string or_dash(std::string text) { return text.empty() ? "-" : text; }
std::string count_or_dash(std::int64_t count) { return count == 0 ? "-" : grouped(count); }

std::string time_cell(const std::optional<double>& ns) {
  if (!ns) return "-";
  return *ns < 1000 ? fmt::format("{:.1f} ns", *ns) : fmt::format("{:.1f} us", *ns / 1000);
}

std::string nodes_cell(const ChainCounts& counts) {
  if (counts.nodes_made == 0 && counts.nodes_dropped == 0) return "-";
  return fmt::format("+{} -{}", counts.nodes_made, counts.nodes_dropped);
}

std::string keeps_cell(const ChainStep& step) {
  if (step.keeps_nodes == 0) return "-";
  return fmt::format("{} nodes, {} B", step.keeps_nodes, grouped(step.keeps_bytes));
}

std::vector<std::string> row(std::string name, std::string place, std::string nodes, const ChainCounts& counts,
                             std::string keeps) {
  return {std::move(name),
          std::move(place),
          std::move(nodes),
          or_dash(told(counts, 0, first_copy)),
          or_dash(told(counts, first_copy, std::size(chain_amounts))),
          count_or_dash(counts.synchronizations),
          count_or_dash(counts.launches),
          std::move(keeps),
          time_cell(counts.host_ns)};
}

}  // namespace

std::string amount_words(const ChainAmount& amount) {
  if (amount.count == 0) return "none";
  const std::string bytes = grouped(amount.bytes) + " B";
  return amount.count == 1 ? bytes : fmt::format("{} of {}", amount.count, bytes);
}

std::string moved_words(const ChainCounts& counts) { return told(counts, 0, std::size(chain_amounts)); }

std::vector<std::vector<std::string>> chain_rows(const ChainRun& run) {
  std::vector<std::vector<std::string>> rows;
  for (const ChainStep& step : run.steps)
    rows.push_back(row("." + step.text, step.place, nodes_cell(step.counts), step.counts, keeps_cell(step)));
  if (!run.error.empty()) return rows;
  rows.push_back(row("in all", "", nodes_cell(run.forward), run.forward, "-"));
  if (!run.backward_of.empty())
    rows.push_back(row("backward from " + run.backward_of, "", fmt::format("runs {}", run.backward.nodes_made),
                       run.backward, "-"));
  return rows;
}

}  // namespace gradproof::records
