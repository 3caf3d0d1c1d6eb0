#include <gradproof/core/nn/modules/sequential.hpp>
#include <ostream>

namespace gradproof::nn {

void SequentialImpl::push_back(const NamedAnyModule& module) {
  register_module(module.name(), module.module());
  calls_.push_back(module.forward());
}

void SequentialImpl::extend(const SequentialImpl& other) {
  for (std::size_t i = 0; i < other.size(); ++i)
    push_back(NamedAnyModule(std::to_string(size()), other.ptr(i), other.forward_of(i)));
}

Tensor SequentialImpl::forward(const Tensor& input) {
  if (is_empty()) raise(ErrorKind::value, "Cannot call forward() on an empty Sequential; push_back() a module first");
  Tensor x = input;
  for (std::size_t i = 0; i < calls_.size(); ++i) x = calls_[i](*children_[i].value(), x);
  return x;
}

void SequentialImpl::pretty_print(std::ostream& stream) const { stream << "torch::nn::Sequential"; }

}  // namespace gradproof::nn
