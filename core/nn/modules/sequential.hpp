#pragma once
#include <gradproof/core/nn/any_module.hpp>
#include <gradproof/core/nn/module_row.hpp>

namespace gradproof::nn {

/// Modules one after another; each has `Tensor forward(Tensor)`. Named by their place, or as they are told.
class SequentialImpl : public ModuleRow<SequentialImpl, AnyModule> {
 public:
  SequentialImpl() = default;
  template <class... Modules>
  requires(std::is_constructible_v<AnyModule, Modules>&&...) explicit SequentialImpl(Modules&&... modules) {
    (push_back(std::forward<Modules>(modules)), ...);
  }
  explicit SequentialImpl(std::initializer_list<NamedAnyModule> modules) {
    for (const NamedAnyModule& m : modules) push_back(m);
  }

  void push_back(std::string name, AnyModule module);
  void push_back(AnyModule module) { push_back(std::to_string(size()), std::move(module)); }
  void push_back(const NamedAnyModule& module) { push_back(module.name(), module.module()); }
  template <class M>
  requires std::is_constructible_v<AnyModule, M>
  void push_back(std::string name, M&& module) { push_back(std::move(name), AnyModule(std::forward<M>(module))); }
  template <class M>
  requires std::is_constructible_v<AnyModule, M>
  void push_back(M&& module) { push_back(AnyModule(std::forward<M>(module))); }
  /// The modules of `other` after these, by their places here.
  void extend(const SequentialImpl& other);

  /// Throws `value` where there is no module.
  Tensor forward(const Tensor& input);
  std::shared_ptr<Module> clone(const std::optional<Device>& device = std::nullopt) const override;

  void pretty_print(std::ostream& stream) const override;
};

class Sequential : public ModuleRowHolder<SequentialImpl> {
 public:
  using ModuleRowHolder<SequentialImpl>::ModuleRowHolder;
  Sequential() = default;
  Sequential(std::initializer_list<NamedAnyModule> modules)
      : ModuleRowHolder(std::make_shared<SequentialImpl>(modules)) {}
};

}  // namespace gradproof::nn
