#pragma once
#include <gradproof/checks/program/value.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gradproof::checks::explain {

/// How a value came to be: what stands around the spelling of `of` ("b" and ".data", "from_numpy(", "a" and ")") spells
/// it until the program gives it a name.
struct Around {
  std::string before, after;
};
struct Origin {
  int of = -1;  ///< the object that it was made of
  Around around;
  std::string by;  ///< operation
  int line = 0;
};

/// The tensors, arrays, modules and optimizers of a running program, each with a number, and how the program spells
/// them. Holds none of them: what nobody else holds goes, as it would without being watched.
class Objects {
 public:
  /// The number of the object that `value` is; -1 for what is none.
  int number(const Value& value);
  /// The same for an object that has none yet; then `origin` says where it comes from.
  int born(const Value& value, const Origin& origin);
  /// Numbers of all objects in `value`: itself, or the items of a list.
  std::vector<int> numbers(const Value& value);

  /// A parameter's name for an object that has none.
  void call_it(int number, const std::string& name);
  /// `name` of the program now holds `value`, since `line`; items of a list are spelled name[i].
  void bind(const std::string& name, const Value& value, int line);
  /// What `name` holds now; -1: nothing of ours.
  int named(std::string_view name) const;
  bool has_name(int number) const { return !at(number).name.empty(); }
  /// Whether its name is that of a lambda's parameter.
  bool is_parameter(int number) const { return at(number).is_parameter; }
  const Origin& origin(int number) const { return at(number).origin; }
  /// "b", "b.data", "the result of mul in line 8"; "b of line 3" where another line gave the name to something else.
  std::string spell(int number) const;
  /// The same as the program writes it, whatever became of the name.
  std::string expression(int number) const;
  /// Whether spell() is an expression that could stand in the program.
  bool is_spelled(int number) const;

  struct Live {
    int number;
    std::shared_ptr<Object> object;
  };
  std::vector<Live> alive();

 private:
  struct Entry {
    std::weak_ptr<Object> object;
    Origin origin;
    std::string name;  ///< the first that it was bound to
    bool is_parameter = false;
    int named_in = 0;        ///< line
    bool lost_name = false;  ///< another line gave the name to another object
  };
  const Entry& at(int number) const { return entries_[static_cast<std::size_t>(number)]; }

  std::vector<Entry> entries_;
  std::vector<int> alive_;
  std::map<const Object*, int> numbers_;
  std::map<std::string, int, std::less<>> names_;
};

}  // namespace gradproof::checks::explain
