#pragma once
// Reading one JSON object key by key: for json.cpp and for who has a file format of his own.
#include <cstdint>
#include <gradproof/reports/records/json.hpp>
#include <limits>
#include <nlohmann/json.hpp>

namespace gradproof::records {

using Node = nlohmann::ordered_json;

/// JSON text on one line; bytes that are not UTF-8 become U+FFFD instead of an exception.
inline std::string print(const Node& node) { return node.dump(-1, ' ', false, Node::error_handler_t::replace); }

/// Throws the RecordError for a key that holds the wrong thing.
[[noreturn]] inline void wrong(const std::string& where, const Node& found, const std::string& expected) {
  std::string text = print(found);
  if (text.size() > 60) text = found.type_name();
  throw RecordError(where + ": found " + text + "; expected " + expected);
}

/// A number, or one of the texts that stand for the non-finite ones.
inline double read_number(const Node& node, const std::string& where) {
  if (node.is_number()) return node.get<double>();
  if (node == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (node == "inf") return std::numeric_limits<double>::infinity();
  if (node == "-inf") return -std::numeric_limits<double>::infinity();
  wrong(where, node, "a number, \"nan\", \"inf\" or \"-inf\"");
}

/// True for an integer that 64 signed bits hold.
inline bool fits_int64(const Node& node) {
  if (!node.is_number_unsigned()) return node.is_number_integer();
  return node.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

/// The keys of one JSON object; every accessor throws RecordError with the path of the key that is missing or wrong.
class Fields {
 public:
  Fields(const Node& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object_.is_object()) wrong(where_, object_, "an object");
  }

  const Node& at(const char* key) const {
    const auto found = object_.find(key);
    if (found == object_.end()) throw RecordError(where_ + ": the key \"" + key + "\" is missing");
    return *found;
  }
  bool has(const char* key) const { return object_.contains(key); }
  std::string path(const char* key) const { return where_ + "." + key; }

  Fields fields(const char* key) const { return {at(key), path(key)}; }
  double number(const char* key) const { return read_number(at(key), path(key)); }
  std::string text(const char* key) const {
    if (!at(key).is_string()) wrong(path(key), at(key), "a text");
    return at(key).get<std::string>();
  }
  bool flag(const char* key) const {
    if (!at(key).is_boolean()) wrong(path(key), at(key), "true or false");
    return at(key).get<bool>();
  }
  std::int64_t integer(const char* key) const {
    if (!fits_int64(at(key))) wrong(path(key), at(key), "an integer of 64 bits");
    return at(key).get<std::int64_t>();
  }
  int count(const char* key) const {
    const std::int64_t value = integer(key);
    if (value < 0 || value > std::numeric_limits<int>::max()) wrong(path(key), at(key), "a count from 0 to 2147483647");
    return static_cast<int>(value);
  }
  const Node& list(const char* key) const {
    if (!at(key).is_array()) wrong(path(key), at(key), "a list");
    return at(key);
  }
  std::vector<std::string> texts(const char* key) const {
    std::vector<std::string> result;
    for (const Node& item : list(key)) {
      if (!item.is_string()) wrong(path(key), item, "a text");
      result.push_back(item.get<std::string>());
    }
    return result;
  }

 private:
  const Node& object_;
  std::string where_;
};

}  // namespace gradproof::records
