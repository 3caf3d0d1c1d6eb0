#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/judge/compare.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/cli/verdict_text.hpp>
#include <gradproof/reports/records/outcome.hpp>

namespace gradproof::cli {
namespace {

constexpr std::size_t kWidth = 160;  ///< characters of one value; the whole of it stands in the JSON

std::string text_of(const records::Value& value);

std::string list_text(const records::Value::List& list) {
  std::string text = "[";
  for (const auto& item : list) {
    if (text.size() > kWidth) break;
    text += (text.size() > 1 ? ", " : "") + text_of(item);
  }
  return text + ']';
}

std::string text_of(const records::Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value.data)) return fmt::format("{:.6g}", *number);
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  if (const auto* list = std::get_if<records::Value::List>(&value.data)) return list_text(*list);
  return "None";
}

std::string shortened(std::string text) {
  if (text.size() > kWidth) text = text.substr(0, kWidth) + "...";
  return text;
}

std::string error_text(const records::ErrorRecord& error, const std::string& message) {
  const auto line = error.line > 0 ? fmt::format(" at line {}", error.line) : std::string();
  return fmt::format("{} ({}){}: {}", error.kind, error.moment, line, message);
}

std::string first_line(const std::string& text) { return shortened(text.substr(0, text.find('\n'))); }

}  // namespace

std::string headline(const records::Verdict& verdict, const Console& console) {
  const bool finding = records::is_finding(verdict);
  const auto mark = finding               ? console.paint(Colour::red, "FAIL")
                    : verdict.as_expected ? console.paint(Colour::green, "ok  ")
                                          : console.paint(Colour::yellow, "?   ");
  const bool differs = verdict.as_expected && !*verdict.as_expected;
  const auto expected = differs ? fmt::format(", expected {}", fmt::join(verdict.expected, " or ")) : std::string();
  return fmt::format("{}  {}  {}  {}{}", mark, verdict.program, console.paint(Colour::dim, verdict.subject),
                     verdict.outcome, expected);
}

std::string details(const records::Verdict& verdict) {
  std::string text;
  if (verdict.error) text += fmt::format("      {}\n", error_text(*verdict.error, verdict.error->message));
  if (!verdict.reason.empty()) text += fmt::format("      {}\n", verdict.reason);
  for (const auto& [expression, value] : verdict.observed) {
    const auto* due = verdict.oracle ? checks::find(*verdict.oracle, expression) : nullptr;
    const auto beside = due && *due != value ? fmt::format("  due {}", shortened(text_of(*due))) : std::string();
    text += fmt::format("      {} = {}{}\n", expression, shortened(text_of(value)), beside);
  }
  for (const auto& [expression, due] : verdict.oracle.value_or(records::Values{})) {
    if (verdict.error || checks::find(verdict.observed, expression)) continue;
    text += fmt::format("      {} was not observed  due {}\n", expression, shortened(text_of(due)));
  }
  const auto conditions = checks::conditions_of(checks::parse_subject_name(verdict.subject));
  if (records::is_finding(verdict) && !conditions.empty()) text += fmt::format("      repeat it with {}\n", conditions);
  return text;
}

std::string facts(const records::Verdict& verdict, const std::vector<std::string>& expressions) {
  std::vector<std::string> parts;
  if (verdict.error) parts.push_back(error_text(*verdict.error, first_line(verdict.error->message)));
  if (!verdict.error && !verdict.reason.empty()) parts.push_back(first_line(verdict.reason));
  auto shown = expressions;
  if (shown.empty()) {
    for (const auto& [expression, value] : verdict.observed) shown.push_back(expression);
  }
  for (const auto& expression : shown) {
    const auto* value = checks::find(verdict.observed, expression);
    parts.push_back(fmt::format("{} {}", expression, value ? "= " + shortened(text_of(*value)) : "was not observed"));
  }
  const auto* gap = parts.empty() ? "" : "  ";
  return fmt::format("      {}  {}{}{}", verdict.subject, verdict.outcome, gap, fmt::join(parts, "; "));
}

}  // namespace gradproof::cli
