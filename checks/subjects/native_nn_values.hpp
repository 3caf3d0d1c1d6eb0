#pragma once
// Modules and optimizers as a program's objects.
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/nn/modules/sequential.hpp>
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::checks::native {

/// A module of a program, with its own forward.
struct ModuleObject final : Object {
  ModuleObject(std::shared_ptr<nn::Module> m, nn::SequentialImpl::Forward f) : module(std::move(m)), forward(f) {}
  std::string_view type() const override { return "Module"; }
  std::shared_ptr<nn::Module> module;
  nn::SequentialImpl::Forward forward;  ///< null for a list of modules
};

struct OptimizerObject final : Object {
  explicit OptimizerObject(std::unique_ptr<optim::Optimizer> o) : optimizer(std::move(o)) {}
  std::string_view type() const override { return "Optimizer"; }
  std::unique_ptr<optim::Optimizer> optimizer;
};

Value wrap_module(std::shared_ptr<nn::Module> module, nn::SequentialImpl::Forward forward);
template <class M>
Value wrap_module(std::shared_ptr<M> module) {
  return wrap_module(std::move(module),
                     [](nn::Module& m, const Tensor& x) -> Tensor { return static_cast<M&>(m).forward(x); });
}
const ModuleObject& as_module(const Value& v);  ///< throws Raised `argument`

/// Parameters and buffers by name (None where there is none), `training`, and what it was made with. Throws Unsupported
/// for any other attribute.
Value module_attribute(const ModuleObject& module, std::string_view name);
/// A child by number. Throws Raised `index`.
Value module_item(const ModuleObject& module, const Value& index);

}  // namespace gradproof::checks::native
