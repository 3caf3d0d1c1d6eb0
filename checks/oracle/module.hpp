#pragma once
// Modules and optimizers as the tape has them: named tensors, and what they were made with.
#include <gradproof/checks/oracle/call.hpp>
#include <gradproof/checks/oracle/machine.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gradproof::checks::oracle {

/// A tensor by its name; null where the module could have one and has none (no bias).
using Named = std::vector<std::pair<std::string, TensorPtr>>;

struct Module : Object {
  explicit Module(std::string k) : kind(std::move(k)) {}
  std::string_view type() const override { return "Module"; }

  std::string kind;  ///< the canonical name that made it, "nn.Linear"
  Named parameters, buffers;
  std::vector<std::pair<std::string, std::shared_ptr<Module>>> children;
  std::map<std::string, Value, std::less<>> settings;  ///< the arguments it was made with
  bool training = true;
};

/// What `state_dict()` gives: tensors over the module's own memory, by name.
struct StateDict : Object {
  std::string_view type() const override { return "dict"; }
  Named entries;
};

std::shared_ptr<Module> module_of(const Value& value);  ///< raises `argument` when it is something else
/// Its own tensors and those of its children, depth first, each once; names as "0.weight".
Named all_parameters(const Module& module);
Named all_buffers(const Module& module);
Value module_attribute(const Module& module, std::string_view name);
Value module_item(const Module& module, std::int64_t index);  ///< of a list of modules; raises `index`

/// Puts .grad to None, or its elements to zero.
void clear_gradient(TapeMachine& machine, Tensor& parameter, bool set_to_none);

}  // namespace gradproof::checks::oracle
