#include <gradproof/core/layout/stream.hpp>
#include <gradproof/core/nn/module_row.hpp>
#include <gradproof/core/nn/modules/parameter_containers.hpp>
#include <ostream>

namespace gradproof::nn {

void ParameterContainer::pretty_print(std::ostream& stream) const {
  stream << title() << "(\n";
  for (const auto& p : parameters_)
    stream << '(' << p.key() << "): Parameter containing: [" << p->scalar_type() << " of size " << p->sizes() << "]\n";
  stream << ')';
}

Tensor& ParameterListImpl::at(std::size_t index) {
  expect_within(index, size());
  return parameters_[index].value();
}

ParameterDictImpl::ParameterDictImpl(const Parameters& parameters) { update(parameters); }

Tensor ParameterDictImpl::pop(const std::string& key) {
  Tensor parameter = parameters_[key];
  parameters_.erase(key);
  return parameter;
}

void ParameterDictImpl::set(const std::string& key, const Tensor& parameter) {
  if (Tensor* known = parameters_.find(key))
    *known = parameter;
  else
    insert(key, parameter);
}

}  // namespace gradproof::nn
