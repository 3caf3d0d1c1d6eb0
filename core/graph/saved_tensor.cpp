#include <gradproof/core/graph/anomaly.hpp>
#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/graph/saved_hooks.hpp>
#include <gradproof/core/graph/saved_tensor.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/alias.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

bool moved(std::uint32_t now, std::uint32_t saved) {
  if (fault("check-less-than")) return now < saved;
  if (fault("check-off")) return false;
  if (fault("check-tolerates-one-write")) return now > saved + 1;
  return now != saved;
}

}  // namespace

bool set_version_check(bool on) noexcept { return std::exchange(SavedTensor::checks_versions, on); }

void SavedTensor::keep(const Tensor& value, std::uint32_t output_nr) {
  if (value->inference && !fault("inference-tensors-saved"))
    raise(ErrorKind::inference,
          "Inference tensors cannot be saved for backward. To work around you can make a clone to get a normal tensor "
          "and use it in autograd. Found a tensor of sizes " +
              to_string(value.sizes()) + " made in inference mode.");
  if (innermost_hooks) {
    kept_ = pack_saved(value, is_output_).release();
    form_ = Form::packed;
    return;
  }
  Ref<TensorImpl> own = Ref<TensorImpl>::share(alias(value, Alias::detach, value.layout()).impl());
  own->output_nr = output_nr;
  kept_ = own.release();
}

Tensor SavedTensor::handle(Node& node) const {
  if (form_ != Form::bytes) return Tensor(Ref<TensorImpl>::share(body()));
  const Node::Output& form = node.outputs()[0];
  return Tensor(TensorImpl::create(Ref<Storage>::share(bytes()), Layout(form.sizes()), form.dtype));
}

Tensor SavedTensor::unpack_with_care(Node& node) const {
  if (form_ == Form::packed) [[unlikely]]
    return unpack_saved(*body(), node, is_output_);
  const Tensor value = handle(node);
  if (checks_versions) {
    if (moved(value->version().current(), version_)) [[unlikely]]
      raise_modified(node);
    if (had_producer_ && !value->producer && !fault("detach-in-place-unnoticed")) [[unlikely]]
      raise_detached();
  }
  if (!is_output_ || !GradMode::is_enabled() || fault("saved-result-without-history")) return value;
  Tensor with_history = alias(value, Alias::detach, value.layout());
  with_history->producer = Ref<Counted>::share(&node);
  with_history->output_nr = value.output_nr();
  return with_history;
}

void SavedTensor::raise_detached() const {
  raise(ErrorKind::modified_after_save,
        "Trying to use a saved tensor that has been detached in-place, i.e. with .detach_(). This is not supported, "
        "please use out-of-place `.detach()` instead. Found a tensor of sizes " +
            to_string(body()->layout.sizes()) + ".");
}

void SavedTensor::raise_modified(Node& node) const {
  const Tensor value = handle(node);
  const Ref<Node> made_by = is_output_ ? Ref<Node>::share(&node) : value.grad_fn();
  std::string text =
      "one of the variables needed for gradient computation has been modified by an inplace operation: [" +
      value.toString() + " " + to_string(value.sizes()) + "]";
  if (made_by) text += ", which is output " + std::to_string(value.output_nr()) + " of " + made_by->name() + ",";
  text += " is at version " + std::to_string(value._version()) + "; expected version " + std::to_string(version_) +
          " instead. It was saved by " + node.name() + ". ";
  if (!AnomalyMode::is_enabled())
    text += "Hint: enable anomaly detection to learn which operation wrote, with AnomalyMode::set_enabled(true); ";
  else if (const std::string writer = last_writer(value); !writer.empty())
    text += "The last write to it was " + writer + ". Hint: ";
  text += "clone() the tensor before the write, or write after backward().";
  raise(ErrorKind::modified_after_save, std::move(text));
}

}  // namespace gradproof
