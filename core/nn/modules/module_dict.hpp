#pragma once
#include <gradproof/core/nn/module_row.hpp>

namespace gradproof::nn {

/// Modules by name, in the order in which the names came, for a program to choose from.
class ModuleDictImpl : public Cloneable<ModuleDictImpl> {
 public:
  using Modules = OrderedDict<std::string, std::shared_ptr<Module>>;
  using Pairs = std::vector<std::pair<std::string, std::shared_ptr<Module>>>;
  using Iterator = Modules::Iterator;
  using ConstIterator = Modules::ConstIterator;

  ModuleDictImpl() = default;
  explicit ModuleDictImpl(const Pairs& modules);
  explicit ModuleDictImpl(const Modules& modules);

  Pairs items() const;
  std::vector<std::string> keys() const { return children_.keys(); }
  std::vector<std::shared_ptr<Module>> values() const { return children_.values(); }
  Iterator begin() { return children_.begin(); }
  Iterator end() { return children_.end(); }
  ConstIterator begin() const { return children_.begin(); }
  ConstIterator end() const { return children_.end(); }
  std::size_t size() const noexcept { return children_.size(); }
  bool empty() const noexcept { return children_.is_empty(); }
  bool contains(const std::string& key) const { return children_.contains(key); }
  void clear() { children_.clear(); }

  /// These throw `argument` for a name that is not there, at() also where its module is no M.
  std::shared_ptr<Module> operator[](const std::string& key) const { return children_[key]; }
  template <class M>
  M& at(const std::string& key) const {
    return cast_entry<M>(*children_[key], key);
  }
  std::shared_ptr<Module> pop(const std::string& key);

  /// Adds modules; one whose name is there takes its place.
  void update(const Pairs& modules);
  template <class Items>
  void update(const Items& modules) {
    for (const auto& item : modules) set(item.key(), item.value());
  }
  std::shared_ptr<Module> clone(const std::optional<Device>& device = std::nullopt) const override;
  void pretty_print(std::ostream& stream) const override;

 private:
  void set(const std::string& key, std::shared_ptr<Module> module);
};
TORCH_MODULE(ModuleDict);

}  // namespace gradproof::nn
