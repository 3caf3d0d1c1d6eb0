#pragma once
// The table of names (language.md section 4): every function, method, attribute and constant that the language
// knows. PyTorch's names and parameters, written as rows of text (names_rows.hpp) and parsed once, on first use.
#include <gradproof/checks/program/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks {

/// One parameter of a signature.
struct Parameter {
  enum class Kind { positional, variadic, keyword_only };
  std::string name;
  Kind kind = Kind::positional;
  std::string accepts;            ///< "int", "tensor", ...: chooses between overloads only; empty: anything
  std::optional<Value> fallback;  ///< its default; absent: the argument is required
};

/// One way to call a name.
struct Signature {
  std::vector<Parameter> parameters;
};

/// A function, or a method of one class, with its overloads in order of preference.
struct Callee {
  std::string name;      ///< as messages show it: "torch.add", "Tensor.add_"
  std::string op;        ///< the canonical operation that Machine::call gets
  std::string receiver;  ///< the parameter that takes a method's object; empty for a function
  bool random = false;   ///< draws random numbers
  std::vector<Signature> signatures;
};

/// The function at a full path ("torch.add", "numpy.zeros", "math.sin", "gradproof.prelude.version"), or null.
const Callee* find_function(std::string_view path);

/// The method `name` of class `owner` ("Tensor", "ndarray", "Module", ...), or null.
const Callee* find_method(std::string_view owner, std::string_view name);

/// The methods of that name, one for each class that has it.
std::vector<const Callee*> methods_named(std::string_view name);

/// Every function and method of the table.
std::vector<const Callee*> all_callees();

/// Whether some class has an attribute `name` that can be read.
bool is_attribute(std::string_view name);

/// Whether some class has an attribute `name` that a program may assign.
bool is_settable(std::string_view name);

/// The constant at a full path ("torch.float32", "math.pi"), or nothing.
std::optional<Value> find_constant(std::string_view path);

/// Whether `path` names something that holds names: "torch", "torch.nn.functional", "numpy".
bool is_module(std::string_view path);

/// The known name under module `path` that is spelled most like `name`; empty when none is near.
std::string nearest_in_module(std::string_view path, std::string_view name);

/// The known method or attribute of any class that is spelled most like `name`; empty when none is near.
std::string nearest_member(std::string_view name);
}  // namespace gradproof::checks
