#include <algorithm>
#include <gradproof/reports/html/escape.hpp>
#include <gradproof/reports/html/markup.hpp>

namespace gradproof::reports {
namespace {

/// A newline after these changes nothing that is shown, and keeps the file readable for people and for diff.
bool ends_a_line(std::string_view tag) {
  static constexpr std::string_view inlines[] = {"a",     "b",    "code",   "h3",      "i",  "mark",
                                                 "small", "span", "strong", "summary", "td", "th"};
  return std::ranges::find(inlines, tag) == std::end(inlines);
}

}  // namespace

Markup::Element Markup::open(std::string_view tag, const Attributes& attributes) {
  start(tag, attributes, ">");
  return {*this, tag};
}

void Markup::element(std::string_view tag, std::string_view content, const Attributes& attributes) {
  const auto element = open(tag, attributes);
  text(content);
}

void Markup::single(std::string_view tag, const Attributes& attributes) { start(tag, attributes, "/>\n"); }

void Markup::text(std::string_view text) { text_ += escape(text); }

void Markup::start(std::string_view tag, const Attributes& attributes, std::string_view end) {
  text_.append("<").append(tag);
  for (const auto& [name, value] : attributes) {
    text_.append(" ").append(name).append("=\"").append(escape(value)).append("\"");
  }
  text_ += end;
}

void Markup::close(std::string_view tag) {
  text_.append("</").append(tag).append(">");
  if (ends_a_line(tag)) text_ += '\n';
}

}  // namespace gradproof::reports
