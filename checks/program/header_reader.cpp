// TOML to Header. The only file that sees the TOML library; a fault of TOML itself ends the reading, faults of keys
// and values are all collected.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradproof/checks/program/header_reader.hpp>
#include <gradproof/checks/program/header_words.hpp>
#include <gradproof/checks/program/nearest.hpp>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/utf8.hpp>
#include <gradproof/checks/program/vocabulary.hpp>
#include <limits>
#include <toml++/toml.h>

namespace gradproof::checks {
namespace {

using ast::Position;

std::string_view kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a float";
    case toml::node_type::boolean: return "a boolean";
    default: return "a date or time";
  }
}

/// The entries of a table in the order of the text; the library keeps them by name.
std::vector<std::pair<const toml::key*, const toml::node*>> in_order(const toml::table& table) {
  std::vector<std::pair<const toml::key*, const toml::node*>> entries;
  for (const auto& [key, node] : table) entries.emplace_back(&key, &node);
  const auto begin = [](const auto& entry) { return entry.first->source().begin; };
  std::stable_sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) { return begin(a) < begin(b); });
  return entries;
}

class HeaderReader {
 public:
  HeaderReader(const HeaderText& text, std::vector<Fault>& faults) : text_(text), faults_(faults) {}
  ReadHeader read();

 private:
  using Read = void (HeaderReader::*)(const toml::node&);
  struct Key {
    std::string_view name;
    Read read;
  };
  static const std::array<Key, 15> keys;

  void key(const toml::key& key, const toml::node& node);
  template <std::string Header::*member> void text(const toml::node& node);
  template <records::Values Header::*member> void values(const toml::node& node);
  void source(const toml::node& node);
  void observe(const toml::node& node);
  void expect(const toml::node& node);
  void expectation(const toml::key& key, const toml::node& node);
  void error(const toml::node& node);
  void error_line(const toml::node& node);
  void seed(const toml::node& node);
  void tolerance(const toml::node& node);
  void needs(const toml::node& node);

  void stated(const toml::table& table, std::string_view prefix, records::Values& into);
  void statement_of_value(const std::string& expression, Position at, const toml::node& node, records::Values& into);
  records::Value value(const toml::node& node);
  records::Value word(const std::string& text);
  std::optional<Observed> expression(const std::string& text, Position at);
  std::vector<const toml::node*> strings(const toml::node& node, std::string_view what);
  std::string string_at(const toml::node& node) { return node.ref<std::string>(); }

  Position place(const toml::source_position& at) const {
    return text_.in_file({static_cast<int>(at.line), static_cast<int>(at.column)});
  }
  Position place(const toml::node& node) const { return place(node.source().begin); }
  Position inside_quotes(const toml::source_position& at) const;
  void fault(Position at, std::string message) { faults_.push_back({at, std::move(message)}); }
  void too_many(const toml::node& node) {
    fault(place(node), fmt::format("'{}' names more than {} expressions", name_, limits::observed));
  }
  void wrong_kind(const toml::node& node, std::string_view expected) {
    fault(place(node), fmt::format("'{}' is {}; expected {}", name_, kind_of(node), expected));
  }

  const HeaderText& text_;
  std::vector<Fault>& faults_;
  std::string name_;  // the key that is being read
  ReadHeader result_;
};

const std::array<HeaderReader::Key, 15> HeaderReader::keys = {{{"title", &HeaderReader::text<&Header::title>},
                                                               {"category", &HeaderReader::text<&Header::category>},
                                                               {"note", &HeaderReader::text<&Header::note>},
                                                               {"why", &HeaderReader::text<&Header::why>},
                                                               {"twin", &HeaderReader::text<&Header::twin>},
                                                               {"source", &HeaderReader::source},
                                                               {"observe", &HeaderReader::observe},
                                                               {"expect", &HeaderReader::expect},
                                                               {"error", &HeaderReader::error},
                                                               {"error_line", &HeaderReader::error_line},
                                                               {"right", &HeaderReader::values<&Header::right>},
                                                               {"intend", &HeaderReader::values<&Header::intend>},
                                                               {"seed", &HeaderReader::seed},
                                                               {"tolerance", &HeaderReader::tolerance},
                                                               {"needs", &HeaderReader::needs}}};

ReadHeader HeaderReader::read() {
  try {
    const toml::table table = toml::parse(text_.toml);
    auto entries = in_order(table);
    // `right` and `intend` spell an expression as `observe` does, wherever it stands.
    std::stable_partition(entries.begin(), entries.end(), [](const auto& entry) { return entry.first->str() == "observe"; });
    for (const auto& [name, node] : entries) key(*name, *node);
  } catch (const toml::parse_error& error) {
    fault(place(error.source().begin), fmt::format("the header is not TOML: {}", error.description()));
  }
  return std::move(result_);
}

void HeaderReader::key(const toml::key& key, const toml::node& node) {
  name_ = key.str();
  for (const Key& known : keys)
    if (known.name == name_) return (this->*known.read)(node);
  std::vector<std::string_view> names;
  for (const Key& known : keys) names.push_back(known.name);
  fault(place(key.source().begin), fmt::format("'{}' is no key of a header; the keys are {}{}", name_,
                                               fmt::join(names, " "), did_you_mean(name_, names)));
}

template <std::string Header::*member> void HeaderReader::text(const toml::node& node) {
  if (!node.is_string()) return wrong_kind(node, "a string");
  result_.header.*member = string_at(node);
}

template <records::Values Header::*member> void HeaderReader::values(const toml::node& node) {
  if (!node.is_table()) return wrong_kind(node, "a table: " + name_ + ".\"EXPRESSION\" = VALUE");
  stated(*node.as_table(), "", result_.header.*member);
}

/// The strings of a list; anything else is a fault.
std::vector<const toml::node*> HeaderReader::strings(const toml::node& node, std::string_view what) {
  std::vector<const toml::node*> found;
  if (!node.is_array()) return wrong_kind(node, fmt::format("a list of {}", what)), found;
  for (const toml::node& item : *node.as_array()) {
    if (item.is_string()) found.push_back(&item);
    else wrong_kind(item, fmt::format("a list of {}", what));
  }
  return found;
}

void HeaderReader::source(const toml::node& node) {
  for (const toml::node* item : strings(node, "links or ids, as strings")) result_.header.source.push_back(string_at(*item));
}

void HeaderReader::observe(const toml::node& node) {
  std::vector<Observed> all;
  for (const toml::node* item : strings(node, "expressions, as strings")) {
    auto observed = expression(string_at(*item), inside_quotes(item->source().begin));
    if (!observed) continue;
    if (std::find(all.begin(), all.end(), *observed) != all.end())
      fault(place(*item), fmt::format("'{}' is observed twice", observed->text));
    all.push_back(std::move(*observed));
    if (all.size() > limits::observed) return too_many(node);
  }
  if (node.is_array() && node.as_array()->empty())
    fault(place(node), "'observe' is empty; name an expression, or leave the key out to observe NAME.grad of every leaf");
  result_.observe = all;
  result_.header.observe = std::move(all);
}

void HeaderReader::expect(const toml::node& node) {
  if (!node.is_table()) return wrong_kind(node, "expect.<subject> = outcome, such as expect.default = \"correct\"");
  for (const auto& [key, outcome] : in_order(*node.as_table())) expectation(*key, *outcome);
}

void HeaderReader::expectation(const toml::key& key, const toml::node& node) {
  name_ = "expect." + std::string(key.str());
  if (!is_subject_key(key.str()))
    fault(place(key.source().begin), fmt::format("'{}' names no subject; a subject is name[@label][:device][+audit], NAME<2.1, "
                                                 "NAME>=2.1, audit or default, in quotes where TOML needs them", key.str()));
  Expectation made{std::string(key.str()), {}};
  std::vector<const toml::node*> words;
  if (node.is_string()) words.push_back(&node);
  else if (node.is_array()) words = strings(node, "outcomes, as strings");
  else return wrong_kind(node, "an outcome or a list of outcomes");
  for (const toml::node* word : words) {
    const std::string outcome = string_at(*word);
    if (!is_outcome(outcome))
      fault(place(*word), fmt::format("'{}' is no outcome; the outcomes are {}{}", outcome, fmt::join(outcomes, " "),
                                      did_you_mean(outcome, outcomes)));
    made.outcomes.push_back(outcome);
  }
  if (node.is_array() && node.as_array()->empty()) fault(place(node), fmt::format("'{}' allows no outcome", name_));
  result_.header.expect.push_back(std::move(made));
}

void HeaderReader::error(const toml::node& node) {
  if (!node.is_string()) return wrong_kind(node, "the kind of an error, as a string");
  const std::string kind = string_at(node);
  std::vector<std::string_view> kinds(autograd_kinds.begin(), autograd_kinds.end());
  kinds.insert(kinds.end(), program_kinds.begin(), program_kinds.end());
  if (!is_error_kind(kind))
    fault(place(node), fmt::format("'{}' is no kind of error; the kinds are {}{}", kind, fmt::join(kinds, " "),
                                   did_you_mean(kind, kinds)));
  result_.header.error = kind;
}

void HeaderReader::error_line(const toml::node& node) {
  const auto line = node.is_integer() ? node.value<std::int64_t>() : std::nullopt;
  if (!line) return wrong_kind(node, "a line of this file, as an integer");
  result_.header.error_line = static_cast<int>(std::clamp<std::int64_t>(*line, 0, std::numeric_limits<int>::max()));
  result_.error_line_at = place(node);
}

void HeaderReader::seed(const toml::node& node) {
  if (!node.is_integer()) return wrong_kind(node, "an integer");
  result_.header.seed = node.value<std::int64_t>();
}

void HeaderReader::tolerance(const toml::node& node) {
  if (!node.is_number()) return wrong_kind(node, "a number above 0");
  const double tolerance = node.value<double>().value_or(0);
  if (!(tolerance > 0) || tolerance > std::numeric_limits<double>::max())
    return fault(place(node), fmt::format("'tolerance' is {}; expected a finite number above 0", tolerance));
  result_.header.tolerance = tolerance;
}

void HeaderReader::needs(const toml::node& node) {
  for (const toml::node* item : strings(node, "needs, as strings")) {
    const std::string need = string_at(*item);
    if (!is_need(need))
      fault(place(*item), fmt::format("'{}' is no need; there are gpu, prelude:NAME, torch>=2.1 and torch<2.1", need));
    else if (const std::string name = need.substr(need.find(':') + 1); need.starts_with("prelude:") && !contains(prelude_names, name))
      fault(place(*item), fmt::format("gradproof.prelude has no '{}'; it has {}{}", name, fmt::join(prelude_names, " "),
                                      did_you_mean(name, prelude_names)));
    result_.header.needs.push_back(need);
  }
}

/// Entries of `right` or `intend`. Without quotes TOML reads a.grad as a table in a table: both spell one expression.
void HeaderReader::stated(const toml::table& table, std::string_view prefix, records::Values& into) {
  for (const auto& [key, node] : in_order(table)) {
    const std::string text = std::string(prefix) + std::string(key->str());
    if (node->is_table()) stated(*node->as_table(), text + '.', into);
    else statement_of_value(text, inside_quotes(key->source().begin), *node, into);
  }
}

void HeaderReader::statement_of_value(const std::string& text, Position at, const toml::node& node, records::Values& into) {
  auto observed = expression(text, at);
  if (!observed) return;
  if (into.size() == limits::observed) return too_many(node);
  auto known = std::find(result_.observe.begin(), result_.observe.end(), *observed);
  if (known == result_.observe.end()) known = result_.observe.insert(known, std::move(*observed));
  if (std::any_of(into.begin(), into.end(), [&](const auto& entry) { return entry.first == known->text; }))
    fault(at, fmt::format("'{}' is given two values", known->text));
  into.emplace_back(known->text, value(node));
}

records::Value HeaderReader::value(const toml::node& node) {
  if (const auto* flag = node.as_boolean()) return {flag->get()};
  if (const auto* integer = node.as_integer()) return {integer->get()};
  if (const auto* number = node.as_floating_point()) return {number->get()};
  if (const auto* text = node.as_string()) return word(text->get());
  records::Value::List list;
  if (!node.is_array()) return wrong_kind(node, "numbers, booleans, strings (\"None\", \"nan\", \"inf\"), or lists of them"), records::Value{};
  for (const toml::node& item : *node.as_array()) list.push_back(value(item));
  return {std::move(list)};
}

/// TOML has no null; non-finite numbers are strings as in JSON.
records::Value HeaderReader::word(const std::string& text) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (text == "None") return {nullptr};
  if (text == "nan") return {std::numeric_limits<double>::quiet_NaN()};
  if (text == "inf") return {infinity};
  if (text == "-inf") return {-infinity};
  return {text};
}

std::optional<Observed> HeaderReader::expression(const std::string& text, Position at) {
  ExpressionResult parsed = parse_expression(text, "", at);
  for (Diagnostic& error : parsed.errors)
    fault({error.line, error.column}, fmt::format("in the expression of '{}': {}", name_, error.message));
  if (!parsed.expr) return std::nullopt;
  return Observed{text, std::move(*parsed.expr)};
}

/// Where the text of a string or key begins that stands at `at`, with or without quotes.
Position HeaderReader::inside_quotes(const toml::source_position& at) const {
  Position position = place(at);
  if (at.line < 1 || at.line > text_.lines.size()) return position;
  std::string_view rest = std::string_view(text_.toml).substr(text_.lines[at.line - 1].begin);
  for (toml::source_index column = 1; column < at.column && !rest.empty(); ++column)
    rest.remove_prefix(std::max<std::size_t>(character_bytes(rest), 1));
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return position;
  position.column += rest.starts_with("\"\"\"") || rest.starts_with("'''") ? 3 : 1;
  return position;
}

}  // namespace

ReadHeader read_header(const HeaderText& text, std::vector<Fault>& faults) {
  return HeaderReader(text, faults).read();
}

}  // namespace gradproof::checks
