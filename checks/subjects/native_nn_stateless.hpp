#pragma once
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/core/nn/module.hpp>

namespace gradproof::checks::native {

/// A loss of a program as a module: nn.functional's operation with the settings that the module was made with.
struct LossModule final : nn::Module {
  LossModule(Operation o, Arguments s) : operation(o), settings(std::move(s)) {}
  Value operator()(const Value& input, const Value& target) const;
  [[noreturn]] Tensor forward(const Tensor& input);  ///< of one input: throws Raised `argument`
  Operation operation;
  Arguments settings;
};

/// Modules without parameters, by name: each calls the function that it stands for.
const Operations& stateless_module_operations();

}  // namespace gradproof::checks::native
