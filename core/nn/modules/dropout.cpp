#include <gradproof/core/nn/modules/dropout.hpp>
#include <ostream>

namespace gradproof::nn {
namespace {

functional::DropoutFuncOptions call_options(const DropoutOptions& o, bool training) {
  return functional::DropoutFuncOptions().p(o.p()).training(training).inplace(o.inplace());
}

void print(std::ostream& stream, const char* name, const DropoutOptions& o) {
  stream << std::boolalpha << "torch::nn::" << name << "(p=" << o.p() << ", inplace=" << o.inplace() << ")";
}

}  // namespace

void DropoutImpl::pretty_print(std::ostream& stream) const { print(stream, "Dropout", options); }
Tensor DropoutImpl::forward(const Tensor& input) {
  return functional::dropout(input, call_options(options, is_training()));
}

void Dropout2dImpl::pretty_print(std::ostream& stream) const { print(stream, "Dropout2d", options); }
Tensor Dropout2dImpl::forward(const Tensor& input) {
  return functional::dropout2d(input, call_options(options, is_training()));
}

}  // namespace gradproof::nn
