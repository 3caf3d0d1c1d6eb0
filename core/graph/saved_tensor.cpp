#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/graph/saved_tensor.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/alias.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

bool moved(std::uint32_t now, std::uint32_t saved) {
  if (fault("check-less-than")) return now < saved;
  return now != saved;
}

}  // namespace

bool set_version_check(bool on) noexcept { return std::exchange(SavedTensor::checks_versions, on); }

Ref<TensorImpl> SavedTensor::without_producer(const Tensor& value) {
  return Ref<TensorImpl>::share(alias(value, Alias::detach, value.layout()).impl());
}

Tensor SavedTensor::unpack(Node& node) const {
  if (checks_versions && moved(impl_->version.current(), version_)) [[unlikely]]
    raise_modified(node);
  Tensor value(impl_);
  if (!is_output_ || !GradMode::is_enabled()) return value;
  Tensor with_history = alias(value, Alias::detach, value.layout());
  with_history->producer = Ref<Counted>::share(&node);
  return with_history;
}

void SavedTensor::raise_modified(const Node& node) const {
  const Tensor value(impl_);
  const Ref<Node> made_by = is_output_ ? Ref<Node>::share(const_cast<Node*>(&node)) : value.grad_fn();
  std::string text =
      "one of the variables needed for gradient computation has been modified by an inplace operation: [" +
      std::string(long_name(value.dtype())) + " " + to_string(value.sizes()) + "]";
  if (made_by)
    text += ", which is output " + std::to_string(is_output_ ? 0 : value.output_nr()) + " of " + made_by->name() + ",";
  text += " is at version " + std::to_string(value._version()) + "; expected version " + std::to_string(version_) +
          " instead. It was saved by " + node.name() +
          ". Hint: clone() the tensor before the write, or write after backward().";
  raise(ErrorKind::modified_after_save, std::move(text));
}

}  // namespace gradproof
