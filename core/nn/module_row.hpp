#pragma once
#include <gradproof/core/nn/cloneable.hpp>

namespace gradproof::nn {

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
  const std::shared_ptr<Module>& ptr(std::size_t index) const { return this->children_[index].value(); }
  template <class M>
  std::shared_ptr<M> ptr(std::size_t index) const {
    return std::dynamic_pointer_cast<M>(ptr(index));
  }
  std::shared_ptr<Module> operator[](std::size_t index) const { return ptr(index); }
  template <class M>
  M& at(std::size_t index) const {
    return dynamic_cast<M&>(*ptr(index));
  }

 protected:
  std::vector<Entry> entries_;
};

/// The holder of one.
template <class Contained>
class ModuleRowHolder : public ModuleHolder<Contained> {
 public:
  using ModuleHolder<Contained>::ModuleHolder;
  using Impl = Contained;
  std::shared_ptr<Module> operator[](std::size_t index) const { return this->get()->ptr(index); }
};

}  // namespace gradproof::nn
