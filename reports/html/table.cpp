#include <gradproof/reports/html/table.hpp>

namespace gradproof::reports {

void write_cells(Markup& page, const std::vector<std::pair<const char*, std::string>>& cells) {
  const auto line = page.open("tr");
  bool first = true;
  for (const auto& [label, cell] : cells) {
    if (first) {
      page.element("th", cell, {{"scope", "row"}});
    } else {
      page.element("td", cell, {{"data-label", label}});
    }
    first = false;
  }
}

void write_columns(Markup& page, const std::vector<const char*>& names) {
  const auto head = page.open("thead");
  const auto line = page.open("tr");
  for (const char* name : names) page.element("th", name, {{"scope", "col"}});
}

}  // namespace gradproof::reports
