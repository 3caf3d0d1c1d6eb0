#pragma once
// What the libtorch machine hands to a program, and how it and c10's own values turn into each other.
#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#include <gradproof/checks/program/value.hpp>
#include <gradproof/reports/records/value.hpp>
#include <type_traits>
#include <utility>
#include <vector>

namespace gradproof::checks::libtorch {

/// A tensor of a program.
struct TensorObject : Object {
  explicit TensorObject(at::Tensor value) : tensor(std::move(value)) {}
  std::string_view type() const override { return "Tensor"; }
  at::Tensor tensor;
};

/// How libtorch holds a node; newer releases count references otherwise.
using NodePointer = std::decay_t<decltype(std::declval<const at::Tensor&>().grad_fn())>;

/// The function behind a result, `grad_fn`.
struct NodeObject : Object {
  explicit NodeObject(NodePointer value) : node(std::move(value)) {}
  std::string_view type() const override { return "Node"; }
  NodePointer node;
};

/// A value for `tensor`; None for an undefined one.
Value wrap(at::Tensor tensor);
Value wrap(const std::vector<at::Tensor>& tensors);

inline Value integer(std::int64_t number) { return number; }

/// The tensor in `value`, or null.
const at::Tensor* get_tensor(const Value& value);

/// The tensor in `value`; throws Raised, kind "argument", for anything else.
const at::Tensor& as_tensor(const Value& value);

/// The tensors of one tensor or of a list; None gives none, and None in a list an undefined tensor.
std::vector<at::Tensor> as_tensors(const Value& value);

/// The number in `value` as libtorch's own, or nothing.
struct Number {
  bool present = false;
  at::Scalar scalar = {};
};
Number get_number(const Value& value);

/// What an operation returned: several results become a tuple.
Value from_ivalue(const c10::IValue& result);

/// "torch.float32" and back; throws Raised, kind "argument", for a value that names no dtype.
Symbol dtype_symbol(at::ScalarType type);
at::ScalarType as_dtype(const Value& value);

/// The tensor's device: "torch.device:cpu".
Symbol device_symbol(const at::Tensor& tensor);

/// Sizes and the like as a tuple of integers.
Value integers(at::IntArrayRef numbers);

/// A tensor from nested lists of numbers (and of tensors with one element), of `dtype` or of the one the numbers
/// suggest.
at::Tensor tensor_from(const Value& data, const Value& dtype);

/// A tensor's elements as nested lists, for the program and for records. Throws Unsupported for complex numbers.
Value nested_values(const at::Tensor& tensor);
records::Value nested_record(const at::Tensor& tensor);

/// A tensor's elements as numbers, row-major.
std::vector<double> elements(const at::Tensor& tensor);

}  // namespace gradproof::checks::libtorch
