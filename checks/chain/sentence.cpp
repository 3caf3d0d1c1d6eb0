#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/chain/sentence.hpp>
#include <gradproof/reports/records/chain_words.hpp>

namespace gradproof::checks::chain {
namespace {

using records::ChainCost;
using records::ChainCounts;
using records::ChainRun;
using records::grouped;

std::string plural(std::int64_t count, const char* noun) {
  return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
}

/// What differs between two counts, each part with `where` before it.
void compare(const ChainCounts& first, const ChainCounts& other, const char* where, std::vector<std::string>& parts) {
  const auto count = [&](const char* words, std::int64_t before, std::int64_t now) {
    if (before != now)
      parts.push_back(fmt::format("{}{} {} in place of {}", where, words, grouped(now), grouped(before)));
  };
  count("nodes", first.nodes_made, other.nodes_made);
  for (const auto& [key, words, amount] : records::chain_amounts)
    if (const auto& before = first.*amount, &now = other.*amount; before != now)
      parts.push_back(fmt::format("{}{} {} in place of {}", where, words, records::amount_words(now),
                                  records::amount_words(before)));
  count("waits", first.synchronizations, other.synchronizations);
  count("launches", first.launches, other.launches);
}

std::string nodes_clause(const ChainCounts& counts) {
  if (counts.nodes_made == 0) return "makes no graph node";
  const std::string made = "makes " + plural(counts.nodes_made, "graph node");
  const std::int64_t left = counts.nodes_made - counts.nodes_dropped;
  if (left == 0) return fmt::format("{} and drops {} again", made, counts.nodes_made == 1 ? "it" : "them");
  return left == counts.nodes_made ? fmt::format("{} and keeps {}", made, left == 1 ? "it" : "them")
                                   : fmt::format("{} and keeps {}", made, left);
}

/// "copies 40,000 B from device to host".
std::string copies_clause(const ChainCounts& counts) {
  std::vector<std::string> parts;
  const auto tell = [&](const records::ChainAmount& amount, const char* way) {
    if (amount.count > 0) parts.push_back(fmt::format("{} B {}", grouped(amount.bytes), way));
  };
  tell(counts.to_device, "to the device");
  tell(counts.to_host, "to the host");
  tell(counts.within_device, "between devices");
  tell(counts.within_host, "within the host");
  return parts.empty() ? "copies nothing" : fmt::format("copies {}", fmt::join(parts, " and "));
}

std::string told(const ChainRun& run) {
  if (!run.error.empty()) return fmt::format("raises {}: {}", run.error_kind, run.error);
  std::vector<std::string> parts{copies_clause(run.forward)};
  if (run.forward.synchronizations > 0)
    parts.push_back(fmt::format("waits {} for the device", run.forward.synchronizations == 1
                                                               ? "once"
                                                               : plural(run.forward.synchronizations, "time")));
  parts.push_back(nodes_clause(run.forward));
  if (run.forward.host_ns) parts.push_back(fmt::format("takes {:.0f} ns", *run.forward.host_ns));
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// The other order beside the first.
std::string order_clause(const ChainRun& first, const ChainRun& other) {
  std::vector<std::string> parts;
  compare(first.forward, other.forward, "", parts);
  std::string text = parts.empty() ? "costs the same in every count" : fmt::format("has {}", fmt::join(parts, ", "));
  if (other.forward.host_ns) text += fmt::format(" ({:.0f} ns)", *other.forward.host_ns);
  const std::string before = copies_clause(first.backward), now = copies_clause(other.backward);
  if (before != now)
    text += fmt::format(", and the backward that it leaves {} where that of the first {}", now, before);
  return fmt::format("; {} {}", other.chain, text);
}

}  // namespace

std::string difference(const ChainRun& first, const ChainRun& other) {
  if (!other.error.empty())
    return other.error == first.error ? "raises the same" : fmt::format("raises {}: {}", other.error_kind, other.error);
  if (!first.error.empty()) return "raises nothing: " + told(other);
  std::vector<std::string> parts;
  compare(first.forward, other.forward, "", parts);
  if (first.backward_of.empty() == other.backward_of.empty())
    compare(first.backward, other.backward, "in backward ", parts);
  else
    parts.emplace_back(other.backward_of.empty() ? "no backward pass" : "a backward pass");
  return parts.empty() ? "nothing" : fmt::format("{}", fmt::join(parts, "; "));
}

std::string sentence_of(const ChainCost& cost) {
  const auto other = std::ranges::find(cost.runs, "other order", &ChainRun::name);
  std::string text = fmt::format("{} on {} {}{}", cost.chain, cost.device, told(cost.runs.front()),
                                 other == cost.runs.end() ? "" : order_clause(cost.runs.front(), *other));
  if (!text.ends_with('.')) text += '.';
  return text;
}

}  // namespace gradproof::checks::chain
