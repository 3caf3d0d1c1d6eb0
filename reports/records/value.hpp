#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gradproof::records {

/// One observed value as it stands in a record: a tensor is nested lists, a 0-dim tensor a number,
/// a bool tensor or flag true/false, None null, anything named (a dtype, a grad_fn) a text.
/// Numbers may be non-finite here; the JSON writer turns those into "nan", "inf", "-inf".
struct Value {
  using List = std::vector<Value>;
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List> data = nullptr;

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data); }
  bool operator==(const Value&) const = default;
};

/// Expression -> value, in the order in which the header names the expressions.
using Values = std::vector<std::pair<std::string, Value>>;

}  // namespace gradproof::records
