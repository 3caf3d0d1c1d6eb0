#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/saved_hooks.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/alias.hpp>

namespace gradproof {
namespace {

struct Packed final : MetaBase {
  std::shared_ptr<SavedTensorHooks> hooks;
  std::any value;
  Edge history;  ///< of an input; an output's is the node itself
};

}  // namespace

SavedTensorHooksGuard::SavedTensorHooksGuard(std::function<std::any(const Tensor&)> pack,
                                             std::function<Tensor(const std::any&)> unpack)
    : hooks_(std::make_shared<SavedTensorHooks>(SavedTensorHooks{std::move(pack), std::move(unpack)})),
      outer_(std::exchange(SavedTensor::innermost_hooks, this)) {}
SavedTensorHooksGuard::~SavedTensorHooksGuard() { SavedTensor::innermost_hooks = outer_; }

Ref<TensorImpl> pack_saved(const Tensor& value, bool is_output) {
  auto packed = std::make_unique<Packed>();
  packed->hooks = SavedTensor::innermost_hooks->hooks_;
  if (!is_output) packed->history = gradient_edge(value);
  const Tensor values = value.tensor_data();
  const std::uint32_t before = values._version();
  {
    // What the hook itself computes is saved as it is.
    SavedTensorHooksGuard* const hooks = std::exchange(SavedTensor::innermost_hooks, nullptr);
    struct Restore {
      SavedTensorHooksGuard* hooks;
      SavedTensorHooksGuard*& slot;
      ~Restore() { slot = hooks; }
    } restore{hooks, SavedTensor::innermost_hooks};
    packed->value = packed->hooks->pack(values);
  }
  if (values._version() != before)
    raise(ErrorKind::saved_hook,
          "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook can not be "
          "modified by in-place operations; clone() the tensor in the hook and write to the clone.");
  Ref<TensorImpl> stand_in = TensorImpl::create(Ref<Storage>(), Layout(), value.dtype());
  stand_in->output_nr = value.output_nr();
  stand_in->meta = std::move(packed);
  return stand_in;
}

Tensor unpack_saved(TensorImpl& stand_in, Node& node, bool is_output) {
  auto& packed = static_cast<Packed&>(*stand_in.meta);
  const Tensor value = packed.hooks->unpack(packed.value);
  if (!value.defined())
    raise(ErrorKind::saved_hook, "Output of saved tensor unpack_hook expected to be a Tensor but got an undefined one");
  if (!GradMode::is_enabled()) return value;
  const Edge history = is_output ? Edge{Ref<Node>::share(&node), stand_in.output_nr} : packed.history;
  if (!history.is_valid()) return value;
  const Tensor with_history = alias(value, Alias::detach, value.layout());
  with_history->producer = history.function;
  with_history->output_nr = history.input_nr;
  return with_history;
}

}  // namespace gradproof
