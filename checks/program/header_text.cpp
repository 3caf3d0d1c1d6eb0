#include <algorithm>
#include <gradproof/checks/program/header_text.hpp>

namespace gradproof::checks {
namespace {

bool is_statement(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] != '#';
}

}  // namespace

ast::Position HeaderText::in_file(ast::Position in_toml) const {
  const auto line = static_cast<std::size_t>(in_toml.line);
  if (line < 1 || line > removed.size()) return {std::max(in_toml.line, 1), std::max(in_toml.column, 1)};
  return {in_toml.line, in_toml.column + removed[line - 1]};
}

HeaderText header_text(std::string_view source, std::vector<Fault>& faults) {
  HeaderText header;
  bool statement_seen = false;
  for (int number = 1; !source.empty(); ++number) {
    const std::string_view line = source.substr(0, source.find('\n'));
    source.remove_prefix(std::min(line.size() + 1, source.size()));
    statement_seen = statement_seen || is_statement(line);
    if (line.starts_with("#:") && statement_seen)
      faults.push_back(
          {{number, 1},
           "found a header line behind the first statement; #: lines stand before it, comments begin with #"});
    if (statement_seen) continue;
    const int removed = !line.starts_with("#:") ? 0 : line.starts_with("#: ") ? 3 : 2;
    header.removed.push_back(removed);
    if (removed > 0) header.toml += line.substr(static_cast<std::size_t>(removed));
    header.toml += '\n';
  }
  return header;
}

}  // namespace gradproof::checks
