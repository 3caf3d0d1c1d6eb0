#pragma once
#include <gradproof/core/nn/module_row.hpp>

namespace gradproof::nn {

/// Modules in a row, named by their places, for a program to walk.
class ModuleListImpl : public ModuleRow<ModuleListImpl, std::shared_ptr<Module>> {
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
  template <class M>
  requires std::is_base_of_v<Module, std::remove_cvref_t<M>>
  void insert(std::size_t index, M&& module) {
    insert(index, std::shared_ptr<Module>(std::make_shared<std::remove_cvref_t<M>>(std::forward<M>(module))));
  }
  template <class Row>
  void extend(const Row& modules) {
    for (const auto& module : modules) push_back(module);
  }
  using ModuleRow::ptr;
  /// Null where it is no M. Throws `index`.
  template <class M>
  std::shared_ptr<M> ptr(std::size_t index) const {
    return std::dynamic_pointer_cast<M>(ptr(index));
  }
  /// Throws `index`, and `argument` where it is no M.
  template <class M>
  M& at(std::size_t index) const {
    return cast_entry<M>(*ptr(index), std::to_string(index));
  }
  std::shared_ptr<Module> clone(const std::optional<Device>& device = std::nullopt) const override;

  void pretty_print(std::ostream& stream) const override;
};
TORCH_MODULE(ModuleList);

}  // namespace gradproof::nn
