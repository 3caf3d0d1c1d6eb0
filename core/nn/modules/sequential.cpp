#include <gradproof/core/nn/modules/sequential.hpp>
#include <ostream>

namespace gradproof::nn {

void SequentialImpl::push_back(const NamedAnyModule& module) {
  register_module(module.name(), module.module());
  calls_.push_back(module.forward());
}

Tensor SequentialImpl::forward(const Tensor& input) {
  if (is_empty()) raise(ErrorKind::value, "Cannot call forward() on an empty Sequential; push_back() a module first");
  Tensor x = input;
  for (std::size_t i = 0; i < calls_.size(); ++i) x = calls_[i](*children_[i].value(), x);
  return x;
}

void SequentialImpl::pretty_print(std::ostream& stream) const { stream << "torch::nn::Sequential"; }

}  // namespace gradproof::nn
