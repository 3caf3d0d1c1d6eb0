#pragma once
#include <gradproof/core/nn/cloneable.hpp>

namespace gradproof::nn {

/// Modules in a row, named by their places, for a program to walk.
class ModuleListImpl : public Cloneable<ModuleListImpl> {
 public:
  ModuleListImpl() = default;
  template <class... Modules>
  requires(sizeof...(Modules) > 0 && (!std::is_same_v<std::remove_cvref_t<Modules>, ModuleListImpl> &&
                                      ...)) explicit ModuleListImpl(Modules&&... modules) {
    (push_back(std::forward<Modules>(modules)), ...);
  }

  void push_back(std::shared_ptr<Module> module) { insert(size(), std::move(module)); }
  template <class M>
  void push_back(const ModuleHolder<M>& holder) {
    push_back(std::shared_ptr<Module>(holder.ptr()));
  }
  template <class M>
  requires std::is_base_of_v<Module, std::remove_cvref_t<M>>
  void push_back(M&& module) {
    push_back(std::shared_ptr<Module>(std::make_shared<std::remove_cvref_t<M>>(std::forward<M>(module))));
  }
  /// Those from `index` on move by one. Throws `index` beyond the end.
  void insert(std::size_t index, std::shared_ptr<Module> module);
  template <class M>
  void insert(std::size_t index, const ModuleHolder<M>& holder) {
    insert(index, std::shared_ptr<Module>(holder.ptr()));
  }
  template <class Row>
  void extend(const Row& modules) {
    for (const auto& module : modules) push_back(module);
  }
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
  std::vector<std::shared_ptr<Module>> modules_;
};
class ModuleList : public ModuleHolder<ModuleListImpl> {
 public:
  using ModuleHolder<ModuleListImpl>::ModuleHolder;
  using Impl = ModuleListImpl;
  std::shared_ptr<Module> operator[](std::size_t index) const { return get()->ptr(index); }
};

}  // namespace gradproof::nn
