#pragma once
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace gradproof::records {

/// One observed value as it stands in a record: a tensor is nested lists, a 0-dim tensor a number,
/// a bool tensor or flag true/false, None null, anything named (a dtype, a grad_fn) a text.
/// Numbers may be non-finite here; the JSON writer turns those into "nan", "inf", "-inf".
struct Value {
  using List = std::vector<Value>;
  using Data = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List>;
  Data data = nullptr;

  // Not inline: every file that holds values would compile what a variant's copies and ends are made of.
  Value() noexcept;
  template <class T>
  requires(!std::is_same_v<std::remove_cvref_t<T>, Value> && std::is_constructible_v<Data, T>) Value(T&& value)
      : data(std::forward<T>(value)) {}
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data); }
  bool operator==(const Value& other) const;
};

/// Expression -> value, in the order in which the header names the expressions.
using Values = std::vector<std::pair<std::string, Value>>;

}  // namespace gradproof::records
