#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/header_text.hpp>

namespace gradproof::checks {
namespace {

bool is_statement(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] != '#';
}

/// Index behind the TOML string whose quote stands at `i`; the end of the line if it is not closed there.
std::size_t skip_string(std::string_view toml, std::size_t i) {
  const char quote = toml[i];
  const std::string thrice(3, quote);
  const std::string_view end = toml.substr(i, 3) == thrice ? std::string_view(thrice) : std::string_view(thrice).substr(2);
  for (i += end.size(); i < toml.size(); ++i) {
    if (toml.substr(i, end.size()) == end) return i + end.size();
    if (toml[i] == '\n' && end.size() == 1) return i;
    if (toml[i] == '\\' && quote == '"') ++i;
  }
  return toml.size();
}

/// The line of a key with more than `limit` dots, 0 if there is none.
int line_of_deep_key(std::string_view toml, int limit) {
  int dots = 0;
  for (std::size_t i = 0; i < toml.size();) {
    const char c = toml[i];
    if (c == '"' || c == '\'') i = skip_string(toml, i);
    else if (c == '#') i = std::min(toml.find('\n', i), toml.size());
    else ++i;
    if (c == '.' && ++dots > limit)
      return 1 + static_cast<int>(std::count(toml.begin(), toml.begin() + static_cast<std::ptrdiff_t>(i), '\n'));
    if (std::string_view(",=[]{}\n").find(c) != std::string_view::npos) dots = 0;
  }
  return 0;
}

}  // namespace

ast::Position HeaderText::in_file(ast::Position in_toml) const {
  const auto line = static_cast<std::size_t>(in_toml.line);
  if (line < 1 || line > lines.size()) return {std::max(in_toml.line, 1), std::max(in_toml.column, 1)};
  return {in_toml.line, in_toml.column + lines[line - 1].removed};
}

HeaderText header_text(std::string_view source, std::vector<Fault>& faults) {
  constexpr int deepest_key = 10;  // each dot opens a table in a table, and the TOML library frees those recursively
  HeaderText header;
  bool statement_seen = false;
  for (int number = 1; !source.empty(); ++number) {
    const std::string_view line = source.substr(0, source.find('\n'));
    source.remove_prefix(std::min(line.size() + 1, source.size()));
    statement_seen = statement_seen || is_statement(line);
    if (line.starts_with("#:") && statement_seen)
      faults.push_back({{number, 1}, "found a header line behind the first statement; #: lines stand before it, comments begin with #"});
    if (statement_seen) continue;
    const int removed = !line.starts_with("#:") ? 0 : line.starts_with("#: ") ? 3 : 2;
    header.lines.push_back({header.toml.size(), removed});
    if (removed > 0) header.toml += line.substr(static_cast<std::size_t>(removed));
    header.toml += '\n';
  }
  if (const int line = line_of_deep_key(header.toml, deepest_key)) {
    faults.push_back({{line, 1}, fmt::format("a key of the header has more than {} dots; put quotes around an expression", deepest_key)});
    header.toml.clear();
  }
  return header;
}

}  // namespace gradproof::checks
