#pragma once
// TOML 1.0 as far as a header can use it: no dates, no arrays of tables. Our own reader, because it keeps the order of
// the keys and the place of every key and value, and because toml++ 3.3 ends the process on some malformed texts.
#include <gradproof/checks/program/header_text.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gradproof::checks::toml {

struct Value;
struct Entry;

using Array = std::vector<Value>;

/// Entries in the order of the text, no key twice.
struct Table {
  /// How it came to be decides what may be added: `implied` by [a.b] for a, `dotted` by a.b = 1 for a, by a line
  /// `[header]`, or written in braces and so complete.
  enum class Origin { implied, dotted, header, braces };
  std::vector<Entry> entries;
  Origin origin = Origin::implied;
};

struct Value {
  std::variant<bool, std::int64_t, double, std::string, Array, Table> data;
  ast::Position at;
  ast::Position content;  ///< of a string: of the first character inside the quotes

  template <class T>
  const T* get() const {
    return std::get_if<T>(&data);
  }
};

struct Entry {
  std::string key;
  ast::Position at;
  ast::Position content;  ///< of the first character of the key, inside quotes if there are
  Value value;
};

/// Reads a header; places are places in the file. Throws the first Fault.
Table read(const HeaderText& text);

/// "a string", "a table", ...
std::string_view kind_of(const Value& value);

}  // namespace gradproof::checks::toml
