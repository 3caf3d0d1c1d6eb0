#include <algorithm>
#include <gradproof/checks/program/nearest.hpp>
#include <numeric>
#include <vector>

namespace gradproof::checks {
namespace {

/// Levenshtein's distance, row by row.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t longest = 64;  // nobody misspells a longer word into one of ours
  if (word.size() < 2 || word.size() > longest) return {};
  std::string_view best;
  std::size_t allowed = std::min(std::max<std::size_t>(word.size() / 3, 2), word.size() - 1);
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance > allowed || distance >= candidate.size()) continue;
    best = candidate;
    if (distance == 0) return best;
    allowed = distance - 1;  // only a nearer one replaces it
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view found = nearest(word, candidates);
  return found.empty() ? std::string() : "; did you mean '" + std::string(found) + "'?";
}

}  // namespace gradproof::checks
