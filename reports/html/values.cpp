#include <fmt/format.h>

#include <algorithm>
#include <gradproof/reports/html/values.hpp>
#include <gradproof/reports/records/json.hpp>

namespace gradproof::reports {
namespace {

using records::Value;
using records::Values;
using records::Verdict;

const Value* find(const Values& values, const std::string& expression) {
  const auto found = std::ranges::find(values, expression, &Values::value_type::first);
  return found == values.end() ? nullptr : &found->second;
}

/// A value as JSON with room to break the line; a long one is cut, for the page must stay small.
std::string show(const Value* value) {
  constexpr std::size_t longest = 400;
  if (value == nullptr) return "–";
  if (value->is_null()) return "None";
  const std::string text = records::to_json(*value);
  if (text.size() > longest)
    return fmt::format("{}… ({} characters in the record)", text.substr(0, longest), text.size());
  std::string roomy;
  for (const char c : text) roomy += c == ',' ? ", " : std::string(1, c);
  return roomy;
}

/// Every expression that any of the three runs answered, in order.
std::vector<std::string> expressions(const Verdict& verdict) {
  std::vector<std::string> result;
  const auto add = [&](const Values& values) {
    for (const auto& [expression, value] : values) {
      if (std::ranges::find(result, expression) == result.end()) result.push_back(expression);
    }
  };
  add(verdict.observed);
  if (verdict.oracle) add(*verdict.oracle);
  if (verdict.unchecked) add(*verdict.unchecked);
  return result;
}

void write_cell(Markup& page, const char* label, const Value* value) {
  const auto cell = page.open("td", {{"data-label", label}});
  page.element("code", show(value));
}

void write_head(Markup& page, const Verdict& verdict) {
  const auto head = page.open("thead");
  const auto line = page.open("tr");
  page.element("th", "Expression", {{"scope", "col"}});
  page.element("th", "Observed", {{"scope", "col"}});
  if (verdict.oracle) page.element("th", "Due (oracle)", {{"scope", "col"}});
  if (verdict.unchecked) page.element("th", "With the check off", {{"scope", "col"}});
}

}  // namespace

void write_values(Markup& page, const Verdict& verdict) {
  const std::vector<std::string> names = expressions(verdict);
  if (names.empty()) return;
  const auto table = page.open("table", {{"class", "values stacked"}});
  write_head(page, verdict);
  const auto body = page.open("tbody");
  for (const std::string& name : names) {
    const auto line = page.open("tr");
    {
      const auto heading = page.open("th", {{"scope", "row"}});
      page.element("code", name);
    }
    write_cell(page, "Observed", find(verdict.observed, name));
    if (verdict.oracle) write_cell(page, "Due (oracle)", find(*verdict.oracle, name));
    if (verdict.unchecked) write_cell(page, "With the check off", find(*verdict.unchecked, name));
  }
}

}  // namespace gradproof::reports
