#pragma once
// The rows of the table of names, as the names_<family>.cpp files write them and names.cpp reads them.
//
// A signature is Python's, with two shorthands: `**options` is what every function that makes a tensor takes
// (dtype, layout, device, pin_memory, requires_grad), `**like` what the `_like` functions take. A parameter may say
// what it accepts (`dim:int`, `other:tensor`): that only chooses between overloads, which are rows of one name.
// A variadic parameter takes its values one by one or as one list (`*size`), or only one by one (`*args:each`).
// `absolute = abs` gives an operation a further name.
#include <span>
#include <string_view>

namespace gradproof::checks {

/// An operation on tensors. Each letter of `forms` is a place where PyTorch has it:
/// t torch.f · m Tensor.f · f torch.nn.functional.f · _ Tensor.f_ · i torch.f_ · j torch.nn.functional.f_ ·
/// o torch.f takes out= · r draws random numbers.
struct TensorRow {
  std::string_view forms;
  std::string_view signature;  ///< a method's object is the parameter `input`
};

/// A function of a module ("torch.optim") or a method of a class ("Module"); a method's object is `self`.
struct MemberRow {
  std::string_view owner;
  std::string_view signature;
  std::string_view op = {};  ///< the canonical operation where it is not "optim.SGD", "Module.zero_grad"
  bool random = false;
};

/// The attributes of a class, separated by spaces; "=" after one that a program may assign.
struct AttributeRow {
  std::string_view owner;
  std::string_view names;
};

/// A constant: a name that stands for another ("torch.double" for "torch.float64"), or a number.
struct ConstantRow {
  std::string_view path;
  std::string_view value;
};

std::span<const TensorRow> pointwise_rows();
std::span<const TensorRow> comparison_rows();
std::span<const TensorRow> reduction_rows();
std::span<const TensorRow> linear_algebra_rows();
std::span<const TensorRow> view_rows();
std::span<const TensorRow> indexing_rows();
std::span<const TensorRow> creation_rows();
std::span<const TensorRow> method_rows();
std::span<const TensorRow> functional_rows();
std::span<const MemberRow> torch_rows();
std::span<const MemberRow> autograd_rows();
std::span<const MemberRow> module_rows();
std::span<const MemberRow> optimizer_rows();
std::span<const MemberRow> numpy_rows();
std::span<const MemberRow> python_rows();
std::span<const AttributeRow> attribute_rows();
std::span<const ConstantRow> constant_rows();

}  // namespace gradproof::checks
