#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/explain/edit.hpp>

namespace gradproof::checks::explain {
namespace {

/// Calls `keep`, `drop` or `add` for each line of the old and the new text, in order.
template <class Keep, class Drop, class Add>
void run_through(const std::vector<std::string>& source, std::vector<Edit> edits, Keep keep, Drop drop, Add add) {
  std::ranges::stable_sort(edits, {}, &Edit::first);
  int line = 1;
  for (const Edit& edit : edits) {
    for (; line < edit.first; ++line) keep(line);
    for (; line <= edit.last; ++line) drop(line);
    for (const auto& text : edit.lines) add(text);
  }
  for (; line <= static_cast<int>(source.size()); ++line) keep(line);
}

}  // namespace

std::string edited(const std::vector<std::string>& source, std::vector<Edit> edits) {
  std::string text;
  run_through(
      source, std::move(edits), [&](int line) { text += source[static_cast<std::size_t>(line) - 1] + '\n'; },
      [](int) {}, [&](const std::string& added) { text += added + '\n'; });
  return text;
}

std::vector<std::string> diff_of(const std::vector<std::string>& source, std::vector<Edit> edits) {
  std::vector<std::string> diff;
  int number = 1;
  run_through(
      source, std::move(edits), [&](int) { ++number; },
      [&](int line) { diff.push_back(fmt::format("-{} {}", line, source[static_cast<std::size_t>(line) - 1])); },
      [&](const std::string& added) { diff.push_back(fmt::format("+{} {}", number++, added)); });
  return diff;
}

}  // namespace gradproof::checks::explain
