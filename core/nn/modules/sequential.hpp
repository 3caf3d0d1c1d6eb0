#pragma once
#include <gradproof/core/nn/pimpl.hpp>

namespace gradproof::nn {

/// A module whose type is forgotten, but not its `Tensor forward(Tensor)`, and its name in a Sequential.
class NamedAnyModule {
 public:
  /// A module's own forward, behind one signature.
  using Forward = Tensor (*)(Module&, const Tensor&);

  template <class M>
  requires std::is_base_of_v<Module, M> NamedAnyModule(std::string name, std::shared_ptr<M> module)
      : name_(std::move(name)),
        module_(std::move(module)),
        forward_([](Module& m, const Tensor& x) -> Tensor { return static_cast<M&>(m).forward(x); }) {}
  NamedAnyModule(std::string name, std::shared_ptr<Module> module, Forward forward)
      : name_(std::move(name)), module_(std::move(module)), forward_(forward) {}
  template <class M>
  NamedAnyModule(std::string name, const ModuleHolder<M>& holder) : NamedAnyModule(std::move(name), holder.ptr()) {}
  template <class M>
  requires std::is_base_of_v<Module, std::remove_cvref_t<M>> NamedAnyModule(std::string name, M&& module)
      : NamedAnyModule(std::move(name), std::make_shared<std::remove_cvref_t<M>>(std::forward<M>(module))) {}

  const std::string& name() const { return name_; }
  const std::shared_ptr<Module>& module() const { return module_; }
  Forward forward() const { return forward_; }

 private:
  std::string name_;
  std::shared_ptr<Module> module_;
  Forward forward_;
};

/// Modules one after another; each has `Tensor forward(Tensor)`. Named by their place, or as they are told.
class SequentialImpl : public Module {
 public:
  using Forward = NamedAnyModule::Forward;

  SequentialImpl() = default;
  template <class... Modules>
  explicit SequentialImpl(Modules&&... modules) {
    (push_back(std::forward<Modules>(modules)), ...);
  }
  explicit SequentialImpl(std::initializer_list<NamedAnyModule> modules) {
    for (const NamedAnyModule& m : modules) push_back(m);
  }

  void push_back(const NamedAnyModule& module);
  template <class M>
  requires std::is_constructible_v<NamedAnyModule, std::string, M>
  void push_back(std::string name, M&& module) { push_back(NamedAnyModule(std::move(name), std::forward<M>(module))); }
  template <class M>
  requires std::is_constructible_v<NamedAnyModule, std::string, M>
  void push_back(M&& module) { push_back(std::to_string(size()), std::forward<M>(module)); }

  /// The modules of `other` after these, by their places here.
  void extend(const SequentialImpl& other);
  /// Throws `value` where there is no module.
  Tensor forward(const Tensor& input);
  std::size_t size() const noexcept { return calls_.size(); }
  bool is_empty() const noexcept { return calls_.empty(); }
  /// Throw `index`.
  std::shared_ptr<Module> ptr(std::size_t index) const { return children_[index].value(); }
  template <class M>
  std::shared_ptr<M> ptr(std::size_t index) const {
    return std::dynamic_pointer_cast<M>(ptr(index));
  }
  std::shared_ptr<Module> operator[](std::size_t index) const { return ptr(index); }
  template <class M>
  M& at(std::size_t index) const {
    return dynamic_cast<M&>(*ptr(index));
  }
  Forward forward_of(std::size_t index) const { return calls_.at(index); }
  void pretty_print(std::ostream& stream) const override;

 private:
  std::vector<Forward> calls_;
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
