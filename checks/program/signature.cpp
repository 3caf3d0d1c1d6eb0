#include <algorithm>
#include <charconv>
#include <gradproof/checks/program/signature.hpp>
#include <stdexcept>

namespace gradproof::checks {
namespace {

constexpr std::string_view options_text =
    "dtype=None, layout=torch.strided, device=None, pin_memory=False, requires_grad=False";
constexpr std::string_view like_text =
    "dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, "
    "memory_format=torch.preserve_format";

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// The parts between commas that stand outside parentheses.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')') --depth;
    if (i < text.size() && (text[i] != ',' || depth > 0)) continue;
    if (auto part = trim(text.substr(begin, i - begin)); !part.empty()) parts.push_back(part);
    begin = i + 1;
  }
  return parts;
}

template <class Number>
std::optional<Value> number(std::string_view text) {
  Number value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return Value{value};
}

Value literal(std::string_view text) {
  if (text == "None") return {};
  if (text == "True" || text == "False") return {text == "True"};
  if (text.starts_with('\'') && text.ends_with('\'')) return {std::string(text.substr(1, text.size() - 2))};
  if (text.starts_with("torch.")) return {Symbol{std::string(text)}};
  if (text.starts_with('(') && text.ends_with(')')) {
    auto items = std::make_shared<Sequence>(Sequence{true, {}});
    for (auto part : split(text.substr(1, text.size() - 2))) items->items.push_back(literal(part));
    return {items};
  }
  if (auto value = number<std::int64_t>(text)) return *value;
  if (auto value = number<double>(text)) return *value;
  throw std::invalid_argument("no literal: " + std::string(text));
}

void check_name(std::string_view name) {
  bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  if (!good) throw std::invalid_argument("no parameter name: " + std::string(name));
}

Parameter parameter(std::string_view text, Parameter::Kind kind) {
  Parameter result;
  result.kind = kind;
  if (auto equals = text.find('='); equals != std::string_view::npos) {
    result.fallback = literal(text.substr(equals + 1));
    text = text.substr(0, equals);
  }
  if (auto colon = text.find(':'); colon != std::string_view::npos) {
    result.accepts = text.substr(colon + 1);
    text = text.substr(0, colon);
  }
  check_name(text);
  result.name = text;
  return result;
}

void add_parameters(std::string_view text, Parameter::Kind kind, std::vector<Parameter>& parameters) {
  for (auto part : split(text)) {
    if (part == "*") {
      kind = Parameter::Kind::keyword_only;
    } else if (part == "**options" || part == "**like") {
      add_parameters(part == "**like" ? like_text : options_text, Parameter::Kind::keyword_only, parameters);
    } else if (part.starts_with('*')) {
      parameters.push_back(parameter(part.substr(1), Parameter::Kind::variadic));
      kind = Parameter::Kind::keyword_only;
    } else {
      parameters.push_back(parameter(part, kind));
    }
  }
}

}  // namespace

std::string_view signature_name(std::string_view text) { return text.substr(0, text.find('(')); }

Signature parse_signature(std::string_view text) {
  auto open = text.find('(');
  if (open == std::string_view::npos || !text.ends_with(')'))
    throw std::invalid_argument("no signature: " + std::string(text));
  check_name(text.substr(0, open));
  Signature result;
  add_parameters(text.substr(open + 1, text.size() - open - 2), Parameter::Kind::positional, result.parameters);
  return result;
}

}  // namespace gradproof::checks
