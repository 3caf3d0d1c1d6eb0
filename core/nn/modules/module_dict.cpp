#include <gradproof/core/nn/modules/module_dict.hpp>
#include <ostream>

namespace gradproof::nn {

ModuleDictImpl::ModuleDictImpl(const Pairs& modules) { update(modules); }
ModuleDictImpl::ModuleDictImpl(const Modules& modules) { update(modules); }

ModuleDictImpl::Pairs ModuleDictImpl::items() const { return children_.pairs(); }

void ModuleDictImpl::update(const Pairs& modules) {
  for (const auto& [key, module] : modules) set(key, module);
}

std::shared_ptr<Module> ModuleDictImpl::pop(const std::string& key) {
  std::shared_ptr<Module> module = children_[key];
  children_.erase(key);
  return module;
}

void ModuleDictImpl::set(const std::string& key, std::shared_ptr<Module> module) {
  if (contains(key))
    replace_module(key, std::move(module));
  else
    register_module(key, std::move(module));
}

std::shared_ptr<Module> ModuleDictImpl::clone(const std::optional<Device>& device) const {
  const auto copy = std::make_shared<ModuleDictImpl>(*this);
  for (auto& item : *copy) item.value() = item.value()->clone(device);
  return copy;
}

void ModuleDictImpl::pretty_print(std::ostream& stream) const { stream << "torch::nn::ModuleDict"; }

}  // namespace gradproof::nn
