#pragma once
#include <gradproof/core/nn/any_module.hpp>
#include <gradproof/core/nn/cloneable.hpp>

namespace gradproof::nn {

/// Modules one after another; each has `Tensor forward(Tensor)`. Named by their place, or as they are told.
class SequentialImpl : public Cloneable<SequentialImpl> {
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

  std::size_t size() const noexcept { return modules_.size(); }
  bool is_empty() const noexcept { return modules_.empty(); }
  auto begin() { return modules_.begin(); }
  auto end() { return modules_.end(); }
  auto begin() const { return modules_.begin(); }
  auto end() const { return modules_.end(); }
  /// Throw `index`.
  const std::shared_ptr<Module>& ptr(std::size_t index) const { return children_[index].value(); }
  template <class M>
  std::shared_ptr<M> ptr(std::size_t index) const {
    return std::dynamic_pointer_cast<M>(ptr(index));
  }
  std::shared_ptr<Module> operator[](std::size_t index) const { return ptr(index); }
  template <class M>
  M& at(std::size_t index) const {
    return dynamic_cast<M&>(*ptr(index));
  }
  void pretty_print(std::ostream& stream) const override;

 private:
  std::vector<AnyModule> modules_;
};

class Sequential : public ModuleHolder<SequentialImpl> {
 public:
  using ModuleHolder<SequentialImpl>::ModuleHolder;
  using Impl = SequentialImpl;
  Sequential() = default;
  Sequential(std::initializer_list<NamedAnyModule> modules) : ModuleHolder(std::make_shared<SequentialImpl>(modules)) {}
  std::shared_ptr<Module> operator[](std::size_t index) const { return get()->ptr(index); }
};

}  // namespace gradproof::nn
