#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/literals.hpp>
#include <gradproof/checks/program/toml.hpp>
#include <gradproof/checks/program/toml_cursor.hpp>
#include <limits>

namespace gradproof::checks::toml {
namespace {

using ast::Position;
using Origin = Table::Origin;

struct KeyPart {
  std::string text;
  Position at, content;
};

/// Whether a number of Python, without its sign, is one of TOML too.
bool is_number(std::string_view digits, bool is_signed) {
  const char second = digits.size() > 1 ? digits[1] : '.';
  if (digits.back() == '.' || digits.find(".e") != std::string_view::npos ||
      digits.find(".E") != std::string_view::npos)
    return false;
  if (digits[0] != '0' || std::string_view(".eE").find(second) != std::string_view::npos) return true;
  return !is_signed && std::string_view("xob").find(second) != std::string_view::npos;
}

Value number(std::string_view word, Position at) {
  const bool negative = word.starts_with('-'), is_signed = negative || word.starts_with('+');
  const std::string_view digits = word.substr(is_signed ? 1 : 0);
  Token token{TokenKind::integer, "", at};
  if (!is_number(digits, is_signed) || read_number(digits, token) != digits.size())
    throw Fault{at, fmt::format("the header is not TOML: '{}' is no number", word)};
  if (token.kind == TokenKind::real) return {negative ? -token.real : token.real, at, at};
  const std::uint64_t largest =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) + (negative ? 1 : 0);
  if (token.integer > largest) throw Fault{at, "the integer does not fit in 64 bits; integers here have 64 bits"};
  return {static_cast<std::int64_t>(negative ? 0 - token.integer : token.integer), at, at};
}

bool is_date_or_time(std::string_view word) {
  const auto digits = static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_digit) - word.begin());
  return word.size() > digits && ((digits == 4 && word[4] == '-') || (digits == 2 && word[2] == ':'));
}

class Reader {
 public:
  explicit Reader(const HeaderText& text) : cursor_(text) {}
  Table read();

 private:
  std::vector<KeyPart> key();
  KeyPart key_part();
  void header_line(Table& root, Table*& current);
  void key_value(Table& into);
  Table& descend(Table& from, const KeyPart& part, Origin origin);
  void add(Table& into, KeyPart part, Value value);
  Value value();
  Value array();
  Value braces();
  Value bare();

  Cursor cursor_;
  int nesting_ = 0;
};

Table Reader::read() {
  Table root;
  Table* current = &root;
  for (cursor_.skip_lines(); !cursor_.ended(); cursor_.skip_lines()) {
    if (cursor_.peek() == '[')
      header_line(root, current);
    else
      key_value(*current);
    cursor_.end_line();
  }
  return root;
}

KeyPart Reader::key_part() {
  cursor_.skip_blanks();
  KeyPart part{"", cursor_.here(), cursor_.here()};
  if (cursor_.peek() == '"' || cursor_.peek() == '\'') {
    ++part.content.column;
    part.text = cursor_.take_string();
  } else {
    part.text = cursor_.take_word("");
    if (part.text.empty())
      cursor_.fail(
          fmt::format("found {}; expected a key of letters, digits, _ and -, or one in quotes", cursor_.found()));
  }
  cursor_.skip_blanks();
  return part;
}

std::vector<KeyPart> Reader::key() {
  constexpr std::size_t most_parts = 10;  // each but the last opens a table in a table
  std::vector<KeyPart> parts = {key_part()};
  while (cursor_.peek() == '.') {
    cursor_.advance();
    parts.push_back(key_part());
    if (parts.size() > most_parts)
      throw Fault{
          parts.back().at,
          fmt::format("a key of the header has more than {} parts; put quotes around an expression", most_parts)};
  }
  return parts;
}

/// [a.b]: the keys below belong to that table.
void Reader::header_line(Table& root, Table*& current) {
  cursor_.advance();
  if (cursor_.peek() == '[') cursor_.fail("found '[['; a header has no arrays of tables");
  const std::vector<KeyPart> parts = key();
  if (cursor_.peek() != ']') cursor_.fail(fmt::format("found {}; expected ']'", cursor_.found()));
  cursor_.advance();
  current = &root;
  for (const KeyPart& part : parts) current = &descend(*current, part, Origin::implied);
  if (current->origin != Origin::implied)
    throw Fault{parts.back().at, fmt::format("the table '{}' is defined twice", parts.back().text)};
  current->origin = Origin::header;
}

void Reader::key_value(Table& into) {
  std::vector<KeyPart> parts = key();
  if (cursor_.peek() != '=')
    cursor_.fail(fmt::format(
        "found {}; expected KEY = VALUE, with quotes around a key of other characters than letters, digits, _ and -",
        cursor_.found()));
  cursor_.advance();
  cursor_.skip_blanks();
  Value made = value();
  Table* table = &into;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) table = &descend(*table, parts[i], Origin::dotted);
  add(*table, std::move(parts.back()), std::move(made));
}

/// The table `part` in `from`; made as `origin` if it is new. Dotted keys add to dotted or implied tables only.
Table& Reader::descend(Table& from, const KeyPart& part, Origin origin) {
  const auto known =
      std::find_if(from.entries.begin(), from.entries.end(), [&](const Entry& e) { return e.key == part.text; });
  if (known == from.entries.end()) {
    add(from, part, {Table{{}, origin}, part.at, part.at});
    return std::get<Table>(from.entries.back().value.data);
  }
  auto* table = std::get_if<Table>(&known->value.data);
  if (!table) throw Fault{part.at, fmt::format("'{}' has a value already, so it is no table", part.text)};
  if (table->origin == Origin::braces || (origin == Origin::dotted && table->origin == Origin::header))
    throw Fault{part.at, fmt::format("the table '{}' is complete; nothing can be added to it here", part.text)};
  return *table;
}

void Reader::add(Table& into, KeyPart part, Value value) {
  if (into.entries.size() == limits::observed)
    throw Fault{part.at, fmt::format("a table of the header has more than {} keys", limits::observed)};
  for (const Entry& entry : into.entries)
    if (entry.key == part.text) throw Fault{part.at, fmt::format("the key '{}' is given twice", part.text)};
  into.entries.push_back({std::move(part.text), part.at, part.content, std::move(value)});
}

Value Reader::value() {
  const Position begin = cursor_.here();
  const char c = cursor_.peek();
  if (c == '[') return array();
  if (c == '{') return braces();
  if (c != '"' && c != '\'') return bare();
  const bool long_one = cursor_.rest().starts_with("\"\"\"") || cursor_.rest().starts_with("'''");
  Position content = {begin.line, begin.column + (long_one ? 3 : 1)};
  return {long_one ? cursor_.take_long_string() : cursor_.take_string(), begin, content};
}

Value Reader::array() {
  const Position begin = cursor_.here();
  if (++nesting_ > limits::nesting) cursor_.fail(fmt::format("values are nested more than {} deep", limits::nesting));
  Array items;
  cursor_.advance();
  for (cursor_.skip_lines(); cursor_.peek() != ']'; cursor_.skip_lines()) {
    items.push_back(value());
    cursor_.skip_lines();
    if (cursor_.peek() == ',')
      cursor_.advance();
    else if (cursor_.peek() != ']')
      cursor_.fail(fmt::format("found {}; expected ',' or ']'", cursor_.found()));
  }
  cursor_.advance();
  --nesting_;
  return {std::move(items), begin, begin};
}

Value Reader::braces() {
  const Position begin = cursor_.here();
  if (++nesting_ > limits::nesting) cursor_.fail(fmt::format("values are nested more than {} deep", limits::nesting));
  Table table{{}, Origin::dotted};
  cursor_.advance();
  cursor_.skip_blanks();
  if (cursor_.peek() != '}') key_value(table);
  for (cursor_.skip_blanks(); cursor_.peek() == ','; cursor_.skip_blanks()) {
    cursor_.advance();
    key_value(table);
  }
  if (cursor_.peek() != '}') cursor_.fail(fmt::format("found {}; expected ',' or '}}'", cursor_.found()));
  cursor_.advance();
  --nesting_;
  table.origin = Origin::braces;
  return {std::move(table), begin, begin};
}

/// A value without quotes: a number, true or false.
Value Reader::bare() {
  const Position begin = cursor_.here();
  const std::string found = cursor_.found();
  const std::string_view word = cursor_.take_word("+.:");
  const std::string_view magnitude = word.substr(word.starts_with('-') || word.starts_with('+') ? 1 : 0);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (word == "true" || word == "false") return {word == "true", begin, begin};
  if (magnitude == "inf") return {word[0] == '-' ? -infinity : infinity, begin, begin};
  if (magnitude == "nan") return {std::numeric_limits<double>::quiet_NaN(), begin, begin};
  if (is_date_or_time(word)) throw Fault{begin, fmt::format("found '{}'; a header has no dates and times", word)};
  if (magnitude.empty() || !is_digit(magnitude[0]))
    throw Fault{
        begin,
        fmt::format("the header is not TOML: found {}; expected a value: a string in quotes, a number, true, false, "
                    "a list in [ ] or a table in {{ }}",
                    word.empty() ? found : fmt::format("'{}'", word))};
  return number(word, begin);
}

}  // namespace

Table read(const HeaderText& text) { return Reader(text).read(); }

std::string_view kind_of(const Value& value) {
  static constexpr std::string_view kinds[] = {"a boolean", "an integer", "a float", "a string", "a list", "a table"};
  return kinds[value.data.index()];
}

}  // namespace gradproof::checks::toml
