// TOML to Header. A fault of TOML itself ends the reading; faults of keys and values are all collected.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradproof/checks/program/header_reader.hpp>
#include <gradproof/checks/program/header_words.hpp>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/nearest.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/toml.hpp>
#include <gradproof/checks/program/vocabulary.hpp>
#include <limits>

namespace gradproof::checks {
namespace {

using ast::Position;

class HeaderReader {
 public:
  HeaderReader(const HeaderText& text, std::vector<Fault>& faults) : text_(text), faults_(faults) {}
  ReadHeader read();

 private:
  using Read = void (HeaderReader::*)(const toml::Value&);
  struct Key {
    std::string_view name;
    Read read;
  };
  static const std::array<Key, 15> keys;

  void key(const toml::Entry& entry);
  template <std::string Header::*member>
  void text(const toml::Value& node);
  template <records::Values Header::*member>
  void values(const toml::Value& node);
  void source(const toml::Value& node);
  void observe(const toml::Value& node);
  void expect(const toml::Value& node);
  void expectation(const toml::Entry& entry);
  void error(const toml::Value& node);
  void error_line(const toml::Value& node);
  void seed(const toml::Value& node);
  void tolerance(const toml::Value& node);
  void needs(const toml::Value& node);

  void stated(const toml::Table& table, std::string_view prefix, records::Values& into);
  void statement_of_value(const std::string& expression, Position at, const toml::Value& node, records::Values& into);
  records::Value value(const toml::Value& node);
  records::Value word(const std::string& text);
  std::optional<Observed> expression(const std::string& text, Position at);
  std::vector<const toml::Value*> strings(const toml::Value& node, std::string_view what);
  void fault(Position at, std::string message) { faults_.push_back({at, std::move(message)}); }
  void too_many(const toml::Value& node) {
    fault(node.at, fmt::format("'{}' names more than {} expressions", name_, limits::observed));
  }
  void wrong_kind(const toml::Value& node, std::string_view expected) {
    fault(node.at, fmt::format("'{}' is {}; expected {}", name_, toml::kind_of(node), expected));
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
    toml::Table table = toml::read(text_);
    // `right` and `intend` spell an expression as `observe` does, wherever it stands.
    std::stable_partition(table.entries.begin(), table.entries.end(),
                          [](const toml::Entry& e) { return e.key == "observe"; });
    for (const toml::Entry& entry : table.entries) key(entry);
  } catch (const Fault& fault) {
    faults_.push_back(fault);
  }
  return std::move(result_);
}

void HeaderReader::key(const toml::Entry& entry) {
  name_ = entry.key;
  for (const Key& known : keys)
    if (known.name == name_) return (this->*known.read)(entry.value);
  std::vector<std::string_view> names;
  for (const Key& known : keys) names.push_back(known.name);
  fault(entry.at, fmt::format("'{}' is no key of a header; the keys are {}{}", name_, fmt::join(names, " "),
                              did_you_mean(name_, names)));
}

template <std::string Header::*member>
void HeaderReader::text(const toml::Value& node) {
  if (!node.get<std::string>()) return wrong_kind(node, "a string");
  result_.header.*member = *node.get<std::string>();
}

template <records::Values Header::*member>
void HeaderReader::values(const toml::Value& node) {
  if (!node.get<toml::Table>()) return wrong_kind(node, "a table: " + name_ + ".\"EXPRESSION\" = VALUE");
  stated(*node.get<toml::Table>(), "", result_.header.*member);
}

/// The strings of a list; anything else is a fault.
std::vector<const toml::Value*> HeaderReader::strings(const toml::Value& node, std::string_view what) {
  std::vector<const toml::Value*> found;
  const auto* list = node.get<toml::Array>();
  if (!list) return wrong_kind(node, fmt::format("a list of {}", what)), found;
  for (const toml::Value& item : *list) {
    if (item.get<std::string>())
      found.push_back(&item);
    else
      wrong_kind(item, fmt::format("a list of {}", what));
  }
  return found;
}

void HeaderReader::source(const toml::Value& node) {
  for (const toml::Value* item : strings(node, "links or ids, as strings"))
    result_.header.source.push_back(*item->get<std::string>());
}

void HeaderReader::observe(const toml::Value& node) {
  std::vector<Observed> all;
  for (const toml::Value* item : strings(node, "expressions, as strings")) {
    auto observed = expression(*item->get<std::string>(), item->content);
    if (!observed) continue;
    if (std::find(all.begin(), all.end(), *observed) != all.end())
      fault(item->at, fmt::format("'{}' is observed twice", observed->text));
    all.push_back(std::move(*observed));
    if (all.size() > limits::observed) return too_many(node);
  }
  if (const auto* list = node.get<toml::Array>(); list && list->empty())
    fault(node.at, "'observe' is empty; name an expression, or leave the key out to observe NAME.grad of every leaf");
  result_.observe = all;
  result_.header.observe = std::move(all);
}

void HeaderReader::expect(const toml::Value& node) {
  const auto* table = node.get<toml::Table>();
  if (!table) return wrong_kind(node, "expect.<subject> = outcome, such as expect.default = \"correct\"");
  for (const toml::Entry& entry : table->entries) expectation(entry);
}

void HeaderReader::expectation(const toml::Entry& entry) {
  const auto& [key, at, content, node] = entry;
  name_ = "expect." + key;
  if (!is_subject_key(key))
    fault(at, fmt::format("'{}' names no subject; a subject is name[@label][:device][+audit], NAME<2.1, NAME>=2.1, "
                          "audit or default, in quotes where TOML needs them",
                          key));
  Expectation made{key, {}};
  std::vector<const toml::Value*> words;
  const auto* list = node.get<toml::Array>();
  if (node.get<std::string>())
    words.push_back(&node);
  else if (list)
    words = strings(node, "outcomes, as strings");
  else
    return wrong_kind(node, "an outcome or a list of outcomes");
  for (const toml::Value* word : words) {
    const std::string& outcome = *word->get<std::string>();
    if (!is_outcome(outcome))
      fault(word->at, fmt::format("'{}' is no outcome; the outcomes are {}{}", outcome, fmt::join(outcomes, " "),
                                  did_you_mean(outcome, outcomes)));
    made.outcomes.push_back(outcome);
  }
  if (list && list->empty()) fault(node.at, fmt::format("'{}' allows no outcome", name_));
  result_.header.expect.push_back(std::move(made));
}

void HeaderReader::error(const toml::Value& node) {
  if (!node.get<std::string>()) return wrong_kind(node, "the kind of an error, as a string");
  const std::string& kind = *node.get<std::string>();
  std::vector<std::string_view> kinds(autograd_kinds.begin(), autograd_kinds.end());
  kinds.insert(kinds.end(), program_kinds.begin(), program_kinds.end());
  if (!is_error_kind(kind))
    fault(node.at, fmt::format("'{}' is no kind of error; the kinds are {}{}", kind, fmt::join(kinds, " "),
                               did_you_mean(kind, kinds)));
  result_.header.error = kind;
}

void HeaderReader::error_line(const toml::Value& node) {
  const auto* line = node.get<std::int64_t>();
  if (!line) return wrong_kind(node, "a line of this file, as an integer");
  result_.header.error_line = static_cast<int>(std::clamp<std::int64_t>(*line, 0, std::numeric_limits<int>::max()));
  result_.error_line_at = node.at;
}

void HeaderReader::seed(const toml::Value& node) {
  const auto* seed = node.get<std::int64_t>();
  if (!seed) return wrong_kind(node, "an integer");
  result_.header.seed = *seed;
}

void HeaderReader::tolerance(const toml::Value& node) {
  const auto* integer = node.get<std::int64_t>();
  const auto* real = node.get<double>();
  if (!integer && !real) return wrong_kind(node, "a number above 0");
  const double tolerance = real ? *real : static_cast<double>(*integer);
  if (!(tolerance > 0) || tolerance > std::numeric_limits<double>::max())
    return fault(node.at, fmt::format("'tolerance' is {}; expected a finite number above 0", tolerance));
  result_.header.tolerance = tolerance;
}

void HeaderReader::needs(const toml::Value& node) {
  for (const toml::Value* item : strings(node, "needs, as strings")) {
    const std::string& need = *item->get<std::string>();
    if (!is_need(need))
      fault(item->at, fmt::format("'{}' is no need; there are gpu, prelude:NAME, torch>=2.1 and torch<2.1", need));
    else if (const std::string name = need.substr(need.find(':') + 1);
             need.starts_with("prelude:") && !contains(prelude_names, name))
      fault(item->at, fmt::format("gradproof.prelude has no '{}'; it has {}{}", name, fmt::join(prelude_names, " "),
                                  did_you_mean(name, prelude_names)));
    result_.header.needs.push_back(need);
  }
}

/// Entries of `right` or `intend`. Without quotes TOML reads a.grad as a table in a table: both spell one expression.
void HeaderReader::stated(const toml::Table& table, std::string_view prefix, records::Values& into) {
  for (const auto& [key, at, content, value] : table.entries) {
    const std::string text = std::string(prefix) + key;
    if (const auto* inner = value.get<toml::Table>())
      stated(*inner, text + '.', into);
    else
      statement_of_value(text, content, value, into);
  }
}

void HeaderReader::statement_of_value(const std::string& text, Position at, const toml::Value& node,
                                      records::Values& into) {
  auto observed = expression(text, at);
  if (!observed) return;
  if (into.size() == limits::observed) return too_many(node);
  auto known = std::find(result_.observe.begin(), result_.observe.end(), *observed);
  if (known == result_.observe.end()) known = result_.observe.insert(known, std::move(*observed));
  if (std::any_of(into.begin(), into.end(), [&](const auto& entry) { return entry.first == known->text; }))
    fault(at, fmt::format("'{}' is given two values", known->text));
  into.emplace_back(known->text, value(node));
}

records::Value HeaderReader::value(const toml::Value& node) {
  if (const auto* flag = node.get<bool>()) return {*flag};
  if (const auto* integer = node.get<std::int64_t>()) return {*integer};
  if (const auto* number = node.get<double>()) return {*number};
  if (const auto* text = node.get<std::string>()) return word(*text);
  const auto* items = node.get<toml::Array>();
  if (!items)
    return wrong_kind(node, "numbers, booleans, strings (\"None\", \"nan\", \"inf\"), or lists of them"),
           records::Value{};
  records::Value::List list;
  for (const toml::Value& item : *items) list.push_back(value(item));
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

}  // namespace

ReadHeader read_header(const HeaderText& text, std::vector<Fault>& faults) { return HeaderReader(text, faults).read(); }

}  // namespace gradproof::checks
