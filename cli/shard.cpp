#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <gradproof/cli/shard.hpp>
#include <set>
#include <stdexcept>

namespace gradproof::cli {
namespace {

/// All of `text` as a number; 0 where it is none.
std::size_t count_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

Shard parse_shard(const std::string& text) {
  const auto slash = text.find('/');
  const auto index = count_of(std::string_view(text).substr(0, slash));
  const auto count = slash == std::string::npos ? 0 : count_of(std::string_view(text).substr(slash + 1));
  if (index == 0 || index > count) {
    throw std::invalid_argument(
        fmt::format("--shard {} is no part of a whole: expected I/N with I from 1 to N, as in 2/3", text));
  }
  return {index, count};
}

void keep_shard(std::vector<std::filesystem::path>& files, const Shard& shard) {
  auto sorted = files;
  std::ranges::sort(sorted);
  std::set<std::filesystem::path> mine;
  for (std::size_t place = 0; place < sorted.size(); ++place) {
    if (place % shard.count == shard.index - 1) mine.insert(sorted[place]);
  }
  std::erase_if(files, [&](const auto& file) { return !mine.contains(file); });
}

}  // namespace gradproof::cli
