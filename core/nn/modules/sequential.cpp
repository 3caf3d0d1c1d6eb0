#include <algorithm>
#include <gradproof/core/nn/modules/sequential.hpp>
#include <ostream>

namespace gradproof::nn {

SequentialImpl::SequentialImpl(std::initializer_list<NamedAnyModule> modules) {
  for (const NamedAnyModule& m : modules) push_back(m);
}
SequentialImpl::SequentialImpl(const OrderedDict<std::string, AnyModule>& modules) {
  for (const auto& m : modules) push_back(m.key(), m.value());
}

void SequentialImpl::push_back(std::string name, AnyModule module) {
  register_module(std::move(name), module.ptr());
  entries_.push_back(std::move(module));
}

void SequentialImpl::extend(const SequentialImpl& other) {
  for (const AnyModule& module : std::vector(other.entries_)) push_back(module);
}

const AnyModule& SequentialImpl::first() const {
  if (is_empty()) raise(ErrorKind::value, "Cannot call forward() on an empty Sequential; push_back() a module first");
  return entries_.front();
}

bool SequentialImpl::maps_tensors() const noexcept {
  return !is_empty() && std::all_of(begin(), end(), [](const AnyModule& m) { return m.maps_tensors(); });
}

Tensor SequentialImpl::forward_tensor(const Tensor& input) const {
  Tensor x = input;
  for (const AnyModule& module : entries_) x = module.forward(x);
  return x;
}

AnyValue SequentialImpl::forward_rest(AnyValue value) const {
  for (std::size_t i = 1; i < size(); ++i) value = entries_[i].any_forward(std::move(value));
  return value;
}

void SequentialImpl::refuse_result(const std::type_info& found, const std::type_info& expected) {
  raise(ErrorKind::argument,
        "The type of the return value is " + type_name(found) + ", but you asked for type " + type_name(expected));
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
