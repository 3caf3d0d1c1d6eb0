#include <algorithm>
#include <gradproof/core/graph/record.hpp>

namespace gradproof {
namespace {

bool is_ordinary(const Tensor& t) { return t.defined() && !t->inference; }

}  // namespace

bool is_recorded_by_meta(const Tensor& t, Inputs inputs) {
  if (!t.requires_grad()) return false;
  return !t->inference || std::ranges::any_of(inputs, [](const Tensor* input) { return is_ordinary(*input); });
}

bool is_recorded(const std::vector<Tensor>& inputs) {
  return GradMode::is_recording() && std::ranges::any_of(inputs, &Tensor::requires_grad) &&
         std::ranges::any_of(inputs, is_ordinary);
}

}  // namespace gradproof
