#include <fmt/format.h>
#include <fmt/ranges.h>

#include <gradproof/reports/html/script.hpp>
#include <map>

namespace gradproof::reports {
namespace {

/// Line -> "modified_after_save: native, libtorch", one text a kind.
std::map<int, std::vector<std::string>> raised_lines(const Row& row) {
  std::map<int, std::map<std::string, std::vector<std::string>>> subjects;
  for (const Entry& entry : row.entries) {
    const auto& error = entry.verdict->error;
    if (error && error->line > 0) subjects[error->line][error->kind].push_back(entry.verdict->subject);
  }
  std::map<int, std::vector<std::string>> lines;
  for (const auto& [line, kinds] : subjects) {
    for (const auto& [kind, who] : kinds) lines[line].push_back(fmt::format("{}: {}", kind, fmt::join(who, ", ")));
  }
  return lines;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

void write_line(Markup& page, int number, std::string_view line, const std::vector<std::string>& raised) {
  page.element("i", fmt::format("{:>3} ", number));
  if (raised.empty()) return page.text(fmt::format("{}\n", line));
  {
    const auto mark = page.open("mark");
    page.text(line);
    page.element("strong", fmt::format("  ◀ {}", fmt::join(raised, "; ")));
  }
  page.text("\n");
}

}  // namespace

void write_script(Markup& page, const Row& row) {
  if (row.scenario == nullptr || row.scenario->script.empty()) return;
  const auto raised = raised_lines(row);
  const auto block = page.open("pre", {{"class", "script"}, {"tabindex", "0"}, {"aria-label", "script"}});
  int number = 0;
  for (const std::string_view line : split_lines(row.scenario->script)) {
    const auto found = raised.find(++number);
    write_line(page, number, line, found == raised.end() ? std::vector<std::string>{} : found->second);
  }
}

}  // namespace gradproof::reports
