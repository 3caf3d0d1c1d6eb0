#pragma once
#include <gradproof/checks/program/value.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks {

/// The names that a file has bound, and in what order.
class Scope {
 public:
  Scope() = default;
  ~Scope();  ///< empties the lists that the names hold: one may hold itself, or be nested deeper than the stack
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  void bind(const std::string& name, Value value);
  bool unbind(const std::string& name);  ///< false: it was not bound
  const Value* find(std::string_view name) const;
  /// The names bound now, in the order of their first binding.
  std::vector<std::string> names() const;

 private:
  std::map<std::string, Value, std::less<>> values_;
  std::vector<std::string> order_;
};

/// The parameters of a running lambda; `outer` are those of the lambda that it stands in.
struct Frame {
  std::map<std::string, Value, std::less<>> values;
  std::shared_ptr<const Frame> outer;

  const Value* find(std::string_view name) const;
};

/// What a name stands for that is bound to a module or to a function of the table, as a Symbol: the path behind it,
/// or "" when the value is something else.
std::string_view module_path(const Value& value);
std::string_view function_path(const Value& value);
Value module_symbol(std::string_view path);
Value function_symbol(std::string_view path);

}  // namespace gradproof::checks
