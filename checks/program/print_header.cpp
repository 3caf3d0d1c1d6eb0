#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/program/print_header.hpp>

namespace gradproof::checks {
namespace {

/// A basic string of TOML.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\u{:04x}", c);
    else
      out += c;
  }
  return out + '"';
}

/// A key, quoted where TOML needs it.
std::string key(std::string_view text) {
  const auto bare = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), bare) ? std::string(text) : quoted(text);
}

std::string list(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + quoted(word);
  return '[' + out + ']';
}

struct ValuePrinter {
  std::string operator()(std::nullptr_t) const { return "\"None\""; }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(std::int64_t integer) const { return std::to_string(integer); }
  std::string operator()(double number) const { return std::isnan(number) ? "nan" : print_float(number, "inf"); }
  std::string operator()(const std::string& text) const { return quoted(text); }
  std::string operator()(const records::Value::List& items) const {
    std::string out;
    for (const records::Value& item : items) out += (out.empty() ? "" : ", ") + std::visit(*this, item.data);
    return '[' + out + ']';
  }
};

class HeaderPrinter {
 public:
  std::string print(const Header& header);

 private:
  void line(std::string_view key, std::string_view value) { out_ += fmt::format("#: {} = {}\n", key, value); }
  void text(std::string_view key, const std::string& value) {
    if (!value.empty()) line(key, quoted(value));
  }
  void words(std::string_view key, const std::vector<std::string>& values) {
    if (!values.empty()) line(key, list(values));
  }
  void values(std::string_view table, const records::Values& values) {
    for (const auto& [expression, value] : values)
      line(fmt::format("{}.{}", table, key(expression)), std::visit(ValuePrinter(), value.data));
  }

  std::string out_;
};

std::string HeaderPrinter::print(const Header& header) {
  text("title", header.title);
  text("category", header.category);
  words("source", header.source);
  if (header.observe) {
    std::vector<std::string> expressions;
    for (const Observed& observed : *header.observe) expressions.push_back(observed.text);
    words("observe", expressions);
  }
  for (const Expectation& expectation : header.expect)
    line("expect." + key(expectation.subject),
         expectation.outcomes.size() == 1 ? quoted(expectation.outcomes[0]) : list(expectation.outcomes));
  text("error", header.error);
  if (header.error_line) line("error_line", std::to_string(*header.error_line));
  values("right", header.right);
  values("intend", header.intend);
  if (header.seed) line("seed", std::to_string(*header.seed));
  if (header.tolerance) line("tolerance", print_float(*header.tolerance, "inf"));
  words("needs", header.needs);
  text("note", header.note);
  text("why", header.why);
  text("twin", header.twin);
  return std::move(out_);
}

}  // namespace

std::string print_header(const Header& header) { return HeaderPrinter().print(header); }

std::string print_float(double value, std::string_view infinity) {
  if (std::isinf(value)) return (value < 0 ? "-" : "") + std::string(infinity);
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace gradproof::checks
