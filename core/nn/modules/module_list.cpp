#include <gradproof/core/nn/modules/module_list.hpp>
#include <ostream>

namespace gradproof::nn {

void ModuleListImpl::insert(std::size_t index, std::shared_ptr<Module> module) {
  if (index > size())
    raise(ErrorKind::index, "Index out of range: found " + std::to_string(index) + ", the ModuleList has " +
                                std::to_string(size()) + " modules");
  entries_.insert(entries_.begin() + std::ptrdiff_t(index), std::move(module));
  children_.clear();
  for (std::size_t i = 0; i < size(); ++i) register_module(std::to_string(i), entries_[i]);
}

std::shared_ptr<Module> ModuleListImpl::clone(const std::optional<Device>& device) const {
  const auto copy = std::make_shared<ModuleListImpl>(*this);
  copy->forget_members();
  copy->entries_.clear();
  for (const auto& module : entries_) copy->push_back(module->clone(device));
  return copy;
}

void ModuleListImpl::pretty_print(std::ostream& stream) const { stream << "torch::nn::ModuleList"; }

}  // namespace gradproof::nn
