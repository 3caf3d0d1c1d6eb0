#pragma once
#include <gradproof/core/nn/cloneable.hpp>
#include <typeinfo>

namespace gradproof::nn {

/// Throws `index` for one outside a row of `size` entries.
void expect_within(std::size_t index, std::size_t size);
[[noreturn]] void refuse_entry(const std::string& key, const Module& module, const std::type_info& expected);

/// The entry `key` of a container as M. Throws `argument` where it is none.
template <class M>
M& cast_entry(Module& module, const std::string& key) {
  if (M* found = module.as<M>()) return *found;
  refuse_entry(key, module, typeid(M));
}

/// What modules that hold others in a row share: each is a child, and stands in entries_ as its holder needs it.
template <class Derived, class Entry>
class ModuleRow : public Cloneable<Derived> {
 public:
  std::size_t size() const noexcept { return entries_.size(); }
  bool is_empty() const noexcept { return entries_.empty(); }
  auto begin() { return entries_.begin(); }
  auto end() { return entries_.end(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  /// Throw `index`.
  const std::shared_ptr<Module>& ptr(std::size_t index) const {
    expect_within(index, size());
    return this->children_[index].value();
  }
  std::shared_ptr<Module> operator[](std::size_t index) const { return ptr(index); }

 protected:
  std::vector<Entry> entries_;
};

}  // namespace gradproof::nn
