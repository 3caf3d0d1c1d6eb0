#include <gradproof/core/nn/modules/sequential.hpp>
#include <ostream>

namespace gradproof::nn {

void SequentialImpl::push_back(std::string name, AnyModule module) {
  register_module(std::move(name), module.ptr());
  entries_.push_back(std::move(module));
}

void SequentialImpl::extend(const SequentialImpl& other) {
  for (const AnyModule& module : std::vector(other.entries_)) push_back(module);
}

Tensor SequentialImpl::forward(const Tensor& input) {
  if (is_empty()) raise(ErrorKind::value, "Cannot call forward() on an empty Sequential; push_back() a module first");
  Tensor x = input;
  for (const AnyModule& module : entries_) x = module.forward(x);
  return x;
}

std::shared_ptr<Module> SequentialImpl::clone(const std::optional<Device>& device) const {
  const auto copy = std::make_shared<SequentialImpl>(*this);
  copy->forget_members();
  copy->entries_.clear();
  for (std::size_t i = 0; i < size(); ++i) copy->push_back(children_[i].key(), entries_[i].clone(device));
  return copy;
}

void SequentialImpl::pretty_print(std::ostream& stream) const { stream << "torch::nn::Sequential"; }

}  // namespace gradproof::nn
