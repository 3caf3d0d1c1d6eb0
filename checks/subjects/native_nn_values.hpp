#pragma once
// Modules and optimizers as a program's objects.
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/nn/modules/sequential.hpp>
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::checks::native {

/// A module of a program.
struct ModuleObject final : Object {
  explicit ModuleObject(nn::AnyModule m) : any(std::move(m)) {}
  std::string_view type() const override { return "Module"; }
  nn::Module& module() const { return *any.ptr(); }
  nn::AnyModule any;
};

/// A list of modules: a sequence of them that cannot be called.
struct ModuleList final : nn::SequentialImpl {
  [[noreturn]] Tensor forward(const Tensor& input);
};

struct OptimizerObject final : Object {
  explicit OptimizerObject(std::unique_ptr<optim::Optimizer> o) : optimizer(std::move(o)) {}
  std::string_view type() const override { return "Optimizer"; }
  std::unique_ptr<optim::Optimizer> optimizer;
};

Value wrap_module(nn::AnyModule module);
const ModuleObject& as_module(const Value& v);  ///< throws Raised `argument`

/// Parameters and buffers by name (None where there is none), `training`, and what it was made with. Throws Unsupported
/// for any other attribute.
Value module_attribute(const ModuleObject& module, std::string_view name);
/// A child by number. Throws Raised `index`.
Value module_item(const ModuleObject& module, const Value& index);

/// What state_dict() gives: tensors over the module's own memory, by name.
struct StateDictObject final : Object {
  std::string_view type() const override { return "dict"; }
  std::vector<std::pair<std::string, Tensor>> entries;
};
/// The entry of that name. Throws Raised `index` ("KeyError") where there is none.
Value entry_of(const StateDictObject& dict, const Value& key);

}  // namespace gradproof::checks::native
