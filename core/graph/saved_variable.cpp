#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/saved_variable.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {
namespace {

constexpr GradientRule kNobody = {"a SavedVariable", nullptr};

[[noreturn]] void raise_hook(std::string text) { raise(ErrorKind::saved_hook, std::move(text)); }

}  // namespace

SavedVariable::SavedVariable(const Tensor& variable, bool is_output, bool is_inplace_on_view) {
  if (!variable.defined()) return;
  given_ = true;
  is_output_ = (is_output && !variable.is_leaf()) || is_inplace_on_view;
  output_nr_ = variable.output_nr();
  if (!is_output_) history_ = gradient_edge(variable);
  saved_ = SavedTensor(variable, is_output_, output_nr_);
}

Tensor SavedVariable::unpack(const std::shared_ptr<Node>& saved_for) const {
  if (!given_) return {};
  if (!hooks_ && !saved_.defined()) raise_freed_graph();
  if (is_output_ && !saved_for && GradMode::is_enabled())
    raise(ErrorKind::argument,
          "No grad_fn for a saved output: give unpack() the node that keeps it, as unpack(getptr())");
  const Ref<Node> saver = saved_for ? Ref<Node>(saved_for) : Node::create(kNobody, 0, 0, {});
  if (!hooks_) return saved_.unpack(*saver);
  const Tensor value = hooks_->call_unpack_hook();
  if (!value.defined())
    raise_hook("Output of saved tensor unpack_hook expected to be a Tensor but got an undefined one");
  const Edge history = is_output_ ? Edge(saver, output_nr_) : history_;
  if (!GradMode::is_enabled() || !history.is_valid()) return value;
  const Tensor with_history = value.detach();
  with_history->producer = history.function;
  with_history->output_nr = history.input_nr;
  return with_history;
}

void SavedVariable::reset_data() {
  saved_.release();
  hooks_ = nullptr;
  history_ = Edge();
}

void SavedVariable::register_hooks(std::unique_ptr<SavedVariableHooks> hooks) {
  if (!given_)
    raise_hook("Calling register_hooks on a saved tensor whose value is None is forbidden: nothing was saved");
  if (hooks_) raise_hook("Calling register_hooks on a saved tensor whose hooks have already been set: one pair each");
  const Tensor values = [&] {
    NoGradGuard no_grad;
    return unpack().tensor_data();
  }();
  const std::uint32_t before = values._version();
  hooks->call_pack_hook(values);
  if (values._version() != before)
    raise_hook(
        "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook can not be "
        "modified by in-place operations; clone() the tensor in the hook and write to the clone.");
  hooks_ = std::move(hooks);
  saved_.release();
}

}  // namespace gradproof
