// Read `rows` first: it is the knowledge, the functions below only look things up. Rows are tried from top to bottom,
// so a phrase that contains another stands above it.
#include <algorithm>
#include <array>
#include <gradproof/checks/judge/classify.hpp>

namespace gradproof::checks {
namespace {

enum class Moment {
  by_kind,  ///< the kind says it
  running,  ///< backward inside a backward, else forward
  reading,  ///< backward inside a backward, else api: somebody read saved tensors by hand
  backward,
  api
};

/// A text with `phrase`, and with `also` if that is not empty, is of `kind`.
struct Row {
  std::string_view phrase, kind;
  Moment moment = Moment::by_kind;
  std::string_view also = {};
};

constexpr Row rows[] = {
    // What autograd refuses.
    {"modified by an inplace operation", "modified_after_save"},
    {"saved tensor that has been detached in-place", "modified_after_save"},
    {"No grad_fn for non-leaf saved", "modified_after_save"},  // the same, in 1.13
    {"a leaf Variable that requires grad", "leaf_write"},
    {"a view and is being modified inplace", "view_write"},
    {"its base or another view of its base has been modified inplace", "view_write"},
    {"A view was created in", "view_write"},
    {"is a view of a view which was created in", "view_write"},
    {"creation_meta == CreationMeta::DEFAULT", "view_write"},  // an internal assert where newer releases explain
    {"Inference tensors cannot be saved", "inference"},
    {"Inplace update to inference tensor", "inference"},
    {"Inference tensors do not track version counter", "inference", Moment::api},
    {"Setting requires_grad=True on inference tensor", "inference", Moment::api},
    {"backward through the graph a second time", "freed_graph"},
    {"does not require grad and does not have a grad_fn", "no_graph"},
    {"appears to not have been used in the graph", "unused_input"},
    {"One of the differentiated Tensors does not require grad", "requires_grad"},
    {"floating point and complex dtype can require gradients", "requires_grad"},
    {"floating point dtype can require gradients", "requires_grad"},
    {"you can only change requires_grad flags of leaf variables", "requires_grad"},
    {"can't retain_grad on Tensor that has requires_grad=False", "requires_grad"},
    {"cannot register a hook on a", "requires_grad", Moment::by_kind, "that doesn't require gradient"},
    {"hooks cannot be registered on non-leaf tensors", "requires_grad"},
    {"can be implicitly created only for scalar outputs", "non_scalar_seed"},
    {"functions with out=... arguments don't support automatic differentiation", "out_requires_grad"},
    {"Can't detach views in-place", "detach_view"},
    {"assigned grad ", "set_grad"},
    {"attempting to assign a gradient", "set_grad"},
    {"can't assign Variable as its own grad", "set_grad"},
    {"data set to a tensor that requires gradients", "set_data"},
    {"Variable data has to be a tensor", "set_data"},
    {"Attempted to call `variable.set_data(tensor)`", "set_data"},
    {"marked as dirty", "dirty"},
    {"mark_dirty can only accept", "dirty"},
    {"Function modifies inplace an input that is a view", "dirty"},
    {"saved tensor whose hooks have already been set", "saved_hook", Moment::api},
    {"saved tensor pack hook", "saved_hook"},
    {"saved tensor unpack_hook", "saved_hook"},
    {"torch.utils.checkpoint: ", "saved_hook"},
    {"expected Variable", "custom_function", Moment::by_kind, "hook returned"},
    {"expected Variable or None", "custom_function"},
    {"an incorrect number of gradients", "custom_function"},
    {"implement either the backward or vjp", "custom_function"},
    {"save_for_backward can only save", "custom_function"},
    {"mark_non_differentiable only accepts", "custom_function"},
    {"Checkpointing is not compatible with .grad()", "custom_function", Moment::api},
    {"checkpoint is incompatible with .grad()", "custom_function", Moment::api},
    {"refers to a single memory location", "overlap"},
    {"refer to a single memory location", "overlap"},
    {"cannot resize variables that require grad", "resize"},
    {"resize storage that is not resizable", "resize"},
    {"derivative for", "not_differentiable", Moment::by_kind, "is not implemented"},
    {"Mismatch in shape: grad_output", "gradient_shape", Moment::api},
    {"returned an invalid gradient at index", "gradient_shape"},
    {"invalid gradient at index", "gradient_shape", Moment::api},  // libtorch of a seed
    {"has changed the size of value", "gradient_shape"},
    {"has changed the type of value", "gradient_shape"},
    {"Can't call numpy() on Tensor that", "numpy_requires_grad"},
    {"Expected all tensors to be on the same device", "device_access"},
    {"is not on the expected device", "device_access"},
    {"device type tensor to numpy", "device_access", Moment::api},
    {"Can't export tensors", "dlpack"},
    {"support the deepcopy protocol", "deepcopy"},

    // What is wrong with the program whatever autograd does.
    {"can't allocate memory", "memory"},
    {"not enough memory", "memory"},
    {"out of memory", "memory"},
    {"Storage size calculation overflowed", "memory"},
    {"bad_alloc", "memory"},
    {"Torch not compiled with", "device_unavailable"},
    {"is not linked with support for", "device_unavailable"},  // libtorch
    {"from the 'CUDA' backend", "device_unavailable"},         // libtorch
    {"Found no NVIDIA driver", "device_unavailable"},
    {"CUDA driver version is insufficient", "device_unavailable"},
    {"No CUDA GPUs are available", "device_unavailable"},
    {"Cannot initialize CUDA without", "device_unavailable"},
    {"only one element tensors can be converted to Python scalars", "value", Moment::api},
    {"arrays can be converted to Python scalars", "value", Moment::api},
    {"elements cannot be converted to Scalar", "value", Moment::api},
    {"than one value is ambiguous", "value", Moment::api},
    {"than one element is ambiguous", "value", Moment::api},
    {"tensors and", "argument", Moment::api, "gradients"},
    {"requires_grad must be a bool", "argument", Moment::api},
    {"expect a Iterable[Tensor]", "argument", Moment::api},
    {"Expected one of cpu, cuda", "argument"},

    {"out of bounds for storage", "shape"},
    {"shapes cannot be multiplied", "shape"},
    {"must match the size of tensor b", "shape"},
    {"doesn't match the broadcast shape", "shape"},
    {"inconsistent tensor size", "shape"},
    {"size mismatch", "shape"},
    {"arguments to matmul need to be at least 1D", "shape"},
    {"must be a matrix", "shape"},
    {"1D tensors expected", "shape"},
    {"Expected size for first two dimensions", "shape"},
    {"is invalid for input of size", "shape"},
    {"only one dimension can be inferred", "shape"},
    {"view size is not compatible", "shape"},
    {"expects a tensor with <=", "shape"},
    {"Sizes of tensors must match", "shape"},
    {"Tensors must have same number of dimensions", "shape"},
    {"to be equal size", "shape"},
    {"The expanded size of the tensor", "shape"},
    {"the number of sizes provided", "shape"},
    {"number of dimensions", "shape"},
    {"Number of dimensions", "shape"},
    {"channels, but got", "shape"},
    {"cannot be broadcast to", "shape"},
    {"don't multiply up to the size of dim", "shape"},
    {"mismatch in length of strides and shape", "shape"},
    {"Given normalized_shape", "shape"},
    {"to match target batch_size", "shape"},
    {"negative dimension", "shape"},
    {"Dimension size must be non-negative", "shape"},
    {"to sum exactly to", "shape"},
    {"Expected 1-D argument", "shape"},
    {"could not broadcast input array", "shape"},
    {"operands could not be broadcast together", "shape"},
    {"cannot reshape array", "shape"},
    {"has a mismatch in its core dimension", "shape"},
    {"is not equal to len", "shape"},

    {"tensors used as indices must be", "index"},
    {"can't be cast to the desired output type", "dtype"},
    {"could not infer output dtype", "dtype"},
    {"expected scalar type", "dtype"},
    {"expected dtype", "dtype"},
    {"to have the same dtype", "dtype"},
    {"to have same dtype", "dtype"},
    {"must have the same dtype", "dtype"},
    {"dtypes match", "dtype"},
    {"self.dtype to be equal to src.dtype", "dtype"},
    {"bool tensor", "dtype", Moment::by_kind, "is not supported"},
    {"only implemented on integer and Boolean", "dtype"},
    {"\" not implemented for '", "dtype"},
    {"Expected dtype", "dtype", Moment::by_kind, "for index"},
    {"only supports boolean masks", "dtype"},
    {"to be a boolean tensor", "dtype"},
    {"input dtype should be", "dtype"},
    {"floating point or complex tensor as input", "dtype"},
    {"only supports floating-point dtypes", "dtype"},
    {"must not be a floating point number", "dtype"},
    {"expected target dtype", "dtype"},
    {"Cannot cast ufunc", "dtype"},
    {"can't convert np.ndarray of type", "dtype"},

    {"to have non-zero size", "value"},
    {"is out of bounds", "index"},
    {"out of range", "index"},
    {"too many indices", "index"},
    {"exceeds dimension size", "index"},
    {"invalid index of a 0-dim tensor", "index"},
    {"new(): invalid data type", "index"},  // x["a"]
};

/// What the name of an exception says where its text is unknown.
constexpr struct {
  std::string_view type, kind;
} types[] = {
    {"IndexError", "index"},         {"KeyError", "index"},
    {"TypeError", "argument"},       {"AttributeError", "argument"},
    {"NameError", "argument"},       {"UnboundLocalError", "argument"},
    {"MemoryError", "memory"},       {"OutOfMemoryError", "memory"},
    {"BufferError", "dlpack"},       {"NotImplementedError", "not_implemented"},
    {"AssertionError", "assertion"},
};

/// The kinds that do not simply happen where something runs.
constexpr struct {
  std::string_view kind;
  Moment moment;
} moments[] = {
    {"modified_after_save", Moment::reading},
    {"freed_graph", Moment::reading},
    {"audit", Moment::backward},
    {"no_graph", Moment::api},
    {"unused_input", Moment::api},
    {"requires_grad", Moment::api},
    {"non_scalar_seed", Moment::api},
    {"detach_view", Moment::api},
    {"set_grad", Moment::api},
    {"set_data", Moment::api},
    {"numpy_requires_grad", Moment::api},
    {"dlpack", Moment::api},
    {"deepcopy", Moment::api},
};

bool matches(const Row& row, const Complaint& complaint) {
  const auto has = [&](std::string_view part) { return complaint.message.find(part) != std::string_view::npos; };
  return (complaint.kind.empty() || complaint.kind == row.kind) && has(row.phrase) && has(row.also);
}

/// pybind wraps what a hook raised as RuntimeError("ValueError: the text ..."); the inner type says more.
std::string_view inner_type(const Complaint& complaint) {
  const std::string_view word = complaint.message.substr(0, complaint.message.find(": "));
  return complaint.type == "RuntimeError" && word.ends_with("Error") ? word : complaint.type;
}

std::string_view kind_of_type(std::string_view type) {
  const auto* found = std::ranges::find_if(types, [&](const auto& entry) { return entry.type == type; });
  return found == std::end(types) ? "value" : found->kind;
}

Moment moment_of_kind(std::string_view kind) {
  const auto* found = std::ranges::find_if(moments, [&](const auto& entry) { return entry.kind == kind; });
  return found == std::end(moments) ? Moment::running : found->moment;
}

std::string_view name(Moment moment, bool in_backward) {
  if (moment == Moment::api || (moment == Moment::reading && !in_backward)) return "api";
  return in_backward || moment == Moment::backward ? "backward" : "forward";
}

}  // namespace

Classification classify(const Complaint& complaint) {
  const auto* row = std::ranges::find_if(rows, [&](const Row& candidate) { return matches(candidate, complaint); });
  const bool known = row != std::end(rows);
  const std::string_view kind = !complaint.kind.empty() ? complaint.kind
                                : known                 ? row->kind
                                                        : kind_of_type(inner_type(complaint));
  const bool moment_known = known && row->moment != Moment::by_kind;
  const Moment moment = moment_known ? row->moment : moment_of_kind(kind);
  return {std::string(kind), std::string(name(moment, complaint.in_backward))};
}

}  // namespace gradproof::checks
