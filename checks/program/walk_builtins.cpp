// Python's builtins, conversion to plain numbers, text for print, and values for records.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/utf8.hpp>
#include <gradproof/checks/program/walker.hpp>
#include <limits>

namespace gradproof::checks {
namespace {

using Integer = std::int64_t;
using List = std::shared_ptr<Sequence>;

constexpr std::pair<char, const char*> escapes[] = {{'\\', "\\\\"}, {'\n', "\\n"}, {'\r', "\\r"}, {'\t', "\\t"}};

[[noreturn]] void wrong_type(const std::string& message) { throw Raised("argument", message, "TypeError"); }

std::string trimmed(const std::string& text) {
  auto first = text.find_first_not_of(" \t\n"), last = text.find_last_not_of(" \t\n");
  return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

template <class Number>
Number parse_number(const std::string& source, const char* what) {
  auto text = trimmed(source);
  auto begin = text.data() + (text.starts_with('+') ? 1 : 0);
  Number number{};
  auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size())
    throw Raised("value", fmt::format("{} '{}'", what, source), "ValueError");
  return number;
}

Integer truncate(double number) {
  if (std::isnan(number)) throw Raised("value", "cannot convert float NaN to integer", "ValueError");
  if (std::isinf(number)) throw Raised("value", "cannot convert float infinity to integer", "OverflowError");
  if (std::abs(number) >= 0x1p63) throw LimitError("the integer does not fit into 64 bits; integers are bounded here");
  return static_cast<Integer>(number);
}

// As Python's repr: the shortest digits that read back as the same number.
std::string float_text(double number) {
  auto text = fmt::format("{}", number);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

// As Python's repr: in double quotes where only single ones stand inside.
std::string string_repr(const std::string& text) {
  const bool twofold = text.find('\'') != std::string::npos && text.find('"') == std::string::npos;
  const char quote = twofold ? '"' : '\'';
  std::string result(1, quote);
  for (char c : text) {
    const auto* escape = std::ranges::find(escapes, c, &std::pair<char, const char*>::first);
    if (escape != std::end(escapes))
      result += escape->second;
    else if (c == quote)
      result += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      result += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else
      result += c;
  }
  return result + quote;
}

std::string symbol_text(const Symbol& symbol, bool quoted) {
  if (symbol.name.starts_with("numpy.")) return symbol.name.substr(6);
  auto colon = symbol.name.find(':');
  if (colon == std::string::npos) return symbol.name;
  auto name = symbol.name.substr(colon + 1);
  return quoted ? fmt::format("device(type='{}')", name) : name;
}

List integers(Integer start, Integer stop, Integer step) {
  if (step == 0) throw Raised("value", "range() arg 3 must not be zero", "ValueError");
  auto list = std::make_shared<Sequence>(Sequence{true, {}});
  while (step > 0 ? start < stop : start > stop) {
    if (list->items.size() == limits::items)
      throw LimitError(fmt::format("a range of more than {} items as a value", limits::items));
    list->items.push_back({start});
    if (__builtin_add_overflow(start, step, &start)) break;
  }
  return list;
}

}  // namespace

Value Walker::builtin(std::string_view name, const Arguments& arguments) {
  if (name == "float") return {to_float(arguments["x"])};
  if (name == "int") return {to_int(arguments["x"])};
  if (name == "bool") return {truth(arguments["x"])};
  if (name == "len") return {length(arguments["obj"])};
  if (name == "list" || name == "tuple")
    return {std::make_shared<Sequence>(Sequence{name == "tuple", iterate(arguments["iterable"])})};
  if (name == "min" || name == "max") return extreme(arguments, name == "max");
  if (name == "sum") return sum(arguments);
  if (name == "print") {
    print(arguments);
    return {};
  }
  const auto& x = arguments["x"];
  if (name == "abs") {
    if (x.is<std::shared_ptr<Object>>()) return call_operation("torch.abs", {x});
    if (!is_number(x)) wrong_type(fmt::format("bad operand type for abs(): '{}'", type_name(x)));
    return x.is<double>()                                         ? Value{std::abs(x.as<double>())}
           : compare(ast::CompareOperator::less, x, {Integer{0}}) ? arithmetic(ast::UnaryOperator::negate, x)
                                                                  : Value{to_int(x)};
  }
  const auto& bounds = arguments["args"].as<List>()->items;  // range
  if (bounds.empty() || bounds.size() > 3)
    wrong_type(fmt::format("range expected 1 to 3 arguments, got {}", bounds.size()));
  auto first = to_index(bounds[0]);
  if (bounds.size() == 1) return {integers(0, first, 1)};
  return {integers(first, to_index(bounds[1]), bounds.size() == 3 ? to_index(bounds[2]) : 1)};
}

Value Walker::extreme(const Arguments& arguments, bool largest) {
  auto items = arguments["args"].as<List>()->items;
  if (items.size() == 1) items = iterate(items.front());
  if (items.empty()) throw Raised("value", "min() or max() of an empty sequence", "ValueError");
  auto best = items.front();
  auto op = largest ? ast::CompareOperator::greater : ast::CompareOperator::less;
  for (std::size_t i = 1; i < items.size(); ++i)
    if (truth(comparison(op, items[i], best))) best = items[i];
  return best;
}

Value Walker::sum(const Arguments& arguments) {
  auto total = arguments["start"];
  for (const auto& item : iterate(arguments["iterable"])) total = binary(ast::BinaryOperator::add, total, item);
  return total;
}

void Walker::print(const Arguments& arguments) {
  const auto& items = arguments["args"].as<List>()->items;
  for (std::size_t i = 0; i < items.size(); ++i) printed_ += (i == 0 ? "" : text(arguments["sep"])) + text(items[i]);
  printed_ += text(arguments["end"]);
  if (printed_.size() <= limits::printed) return;
  auto end = limits::printed;
  while (continues_character(printed_[end])) --end;
  printed_.resize(end);
}

Integer Walker::length(const Value& value) {
  if (const auto* list = value.get<List>()) return static_cast<Integer>((*list)->items.size());
  if (const auto* text = value.get<std::string>()) return characters(*text);
  if (value.is<std::shared_ptr<Object>>()) return machine_.length(value);
  wrong_type(fmt::format("object of type '{}' has no len()", type_name(value)));
}

bool Walker::truth(const Value& value) {
  if (value.is_none()) return false;
  if (is_number(value)) return as_double(value) != 0;
  if (value.is<std::shared_ptr<Object>>()) return machine_.truth(value);
  return (!value.is<List>() && !value.is<std::string>()) || length(value) != 0;
}

double Walker::to_float(const Value& value) {
  if (is_number(value)) return as_double(value);
  if (const auto* text = value.get<std::string>())
    return parse_number<double>(*text, "could not convert string to float:");
  if (value.is<std::shared_ptr<Object>>()) return machine_.to_float(value);
  wrong_type(fmt::format("float() argument must be a string or a real number, not '{}'", type_name(value)));
}

Integer Walker::to_int(const Value& value) {
  if (const auto* number = value.get<double>()) return truncate(*number);
  if (const auto* text = value.get<std::string>())
    return parse_number<Integer>(*text, "invalid literal for int() with base 10:");
  if (is_number(value)) return to_index(value);
  if (value.is<std::shared_ptr<Object>>()) return machine_.to_int(value);
  wrong_type(fmt::format("int() argument must be a string or a real number, not '{}'", type_name(value)));
}

// An index must be an integer; a float is none.
Integer Walker::to_index(const Value& value) {
  if (const auto* number = value.get<Integer>()) return *number;
  if (const auto* flag = value.get<bool>()) return *flag ? 1 : 0;
  if (value.is<std::shared_ptr<Object>>()) return machine_.to_int(value);
  wrong_type(fmt::format("'{}' object cannot be interpreted as an integer", type_name(value)));
}

std::string Walker::text(const Value& value, bool quoted) {
  if (value.is_none()) return "None";
  if (const auto* flag = value.get<bool>()) return *flag ? "True" : "False";
  if (const auto* number = value.get<Integer>()) return fmt::format("{}", *number);
  if (const auto* number = value.get<double>()) return float_text(*number);
  if (const auto* string = value.get<std::string>()) return quoted ? string_repr(*string) : *string;
  if (const auto* symbol = value.get<Symbol>()) return symbol_text(*symbol, quoted);
  if (value.is<std::shared_ptr<Object>>()) return machine_.text(value);
  const auto* list = value.get<List>();
  if (!list) return "<" + type_name(value) + ">";
  Inside guard(*this);
  std::string inside;
  for (const auto& item : (*list)->items) inside += (inside.empty() ? "" : ", ") + text(item, true);
  if ((*list)->is_size) return "torch.Size([" + inside + "])";
  if (!(*list)->is_tuple) return '[' + inside + ']';
  return '(' + inside + ((*list)->items.size() == 1 ? ",)" : ")");
}

records::Value Walker::record(const Value& value) {
  if (value.is_none()) return {};
  if (const auto* flag = value.get<bool>()) return {*flag};
  if (const auto* number = value.get<Integer>()) return {*number};
  if (const auto* number = value.get<double>()) return {*number};
  if (value.is<std::shared_ptr<Object>>()) return machine_.observe(value);
  const auto* list = value.get<List>();
  if (!list) return {text(value)};
  Inside guard(*this);
  records::Value::List items;
  for (const auto& item : (*list)->items) items.push_back(record(item));
  return {std::move(items)};
}

records::Values Walker::observe() {
  std::vector<std::string> leaves;
  for (const auto& name : program_.header.observe ? std::vector<std::string>{} : scope_.names()) {
    const auto& value = *scope_.find(name);
    if (type_name(value) != "Tensor") continue;
    if (truth(machine_.get_attribute(value, "requires_grad")) && truth(machine_.get_attribute(value, "is_leaf")))
      leaves.push_back(name);
  }
  auto expressions = observed(program_, leaves);
  if (expressions.empty()) throw nothing_to_judge(program_);
  records::Values values;
  for (const auto& expression : expressions) {
    at_ = expression.expr.at;
    machine_.about_to_observe(expression.text);
    values.emplace_back(expression.text, record(evaluate(expression.expr)));
  }
  return values;
}

}  // namespace gradproof::checks
