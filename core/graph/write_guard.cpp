#include <gradproof/core/graph/anomaly.hpp>
#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

void expect_history_writable(const Tensor& t, const char* operation) {
  const ViewInfo* view = t->meta ? find_view(t) : nullptr;
  if (view) expect_ordinary(t, *view, false);
  if (fault("leaf-rule-off")) return;
  const std::string advice =
      std::string(". ") + operation +
      " would change a parameter that gradients are asked for; write under no_grad(), or write to a clone()";
  if (view && t.requires_grad() && view->base.is_leaf() && !fault("leaf-rule-forgets-views"))
    raise(ErrorKind::leaf_write,
          "a view of a leaf Variable that requires grad is being used in an in-place operation" + advice);
  // Without asking for a view's producer, which would be made afresh: a view of what had no history is a leaf until
  // then.
  if (t.requires_grad() && !t->producer)
    raise(ErrorKind::leaf_write, "a leaf Variable that requires grad is being used in an in-place operation" + advice);
}

/// The mode in which such a view was made; null for the other kinds.
const char* mode_of(CreationMeta m) {
  return m == CreationMeta::no_grad_mode ? "no_grad" : m == CreationMeta::inference_mode ? "inference" : nullptr;
}

std::string advice_for(CreationMeta m) {
  if (m == CreationMeta::multi_output_node)
    return "This view is the output of a function that returns multiple views. Such functions do not allow the output "
           "views to be modified inplace. You should replace the inplace operation by an out-of-place one.";
  if (const char* mode = mode_of(m))
    return "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by "
           "moving both the view and the inplace either both inside the " +
           std::string(mode) + (m == CreationMeta::inference_mode ? "_mode" : "") +
           " block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be "
           "tracked).";
  return "This view was created inside a custom Function (or because an input was returned as-is) and the autograd "
         "logic to handle view+inplace would override the custom backward associated with the custom Function, leading "
         "to incorrect gradients. Clone the output of the custom Function.";
}

/// A planted defect: takes back beforehand what the write will count.
void uncount(const Tensor& t, bool recorded) {
  if (t->inference) return;
  if (fault("writes-not-counted") || (fault("unrecorded-writes-not-counted") && !recorded) ||
      (fault("view-writes-not-counted") && t.is_view()) || (fault("leaf-writes-not-counted") && t->requires_grad))
    t->version().set(t->version().current() - 1);
}

[[gnu::always_inline]] inline void expect_write(const Tensor& t, bool recorded, const char* operation) {
  t.body();
  if (recorded || fault("leaf-rule-in-no-grad")) expect_history_writable(t, operation);
  uncount(t, recorded);
  if (AnomalyMode::is_enabled()) [[unlikely]]
    note_write(t, operation);
}

bool is_allowed_by_fault(CreationMeta m) {
  return (fault("multi-output-views-writable") && m == CreationMeta::multi_output_node) ||
         (fault("no-grad-views-writable") && m == CreationMeta::no_grad_mode) ||
         (fault("inference-views-writable") && m == CreationMeta::inference_mode) ||
         (fault("custom-views-writable") && m == CreationMeta::in_custom_function);
}

}  // namespace

void wrote_uncounted(const Tensor& t) {
  if (!ThreadMode::has(ThreadMode::below_counters)) t->bump_version();
}

void expect_fillable(const Tensor& t, bool recorded, const char* operation) { expect_write(t, recorded, operation); }

void expect_writable(const Tensor& t, bool recorded, const char* operation) {
  expect_write(t, recorded, operation);
  if (!t->layout.is_contiguous() && overlaps_itself(t->layout))
    raise(ErrorKind::overlap,
          "unsupported operation: more than one element of the written-to tensor refers to a single memory location. "
          "Please clone() the tensor before performing " +
              std::string(operation) + ".");
}

void expect_ordinary(const Tensor& view, const ViewInfo& info, bool of_other_alias) {
  if (info.creation == CreationMeta::ordinary || is_allowed_by_fault(info.creation)) return;
  std::string text = "A view";
  if (const auto* producer = static_cast<Node*>(view->producer.get()))
    text = "Output " + std::to_string(view->output_nr) + " of " + producer->name() + " is a view";
  const char* mode = mode_of(info.creation);
  if (mode)
    text += (view->producer ? " of a view which was created in " : " was created in ") + std::string(mode) + " mode";
  text += of_other_alias ? " and its base or another view of its base has been modified inplace"
                         : " and is being modified inplace";
  if (mode) text += info.creation == CreationMeta::inference_mode ? " in normal mode" : " with grad mode enabled";
  raise(ErrorKind::view_write, text + ". " + advice_for(info.creation));
}

}  // namespace gradproof
