#pragma once
// What the native machine hands to a program, and how plain values and tensors turn into each other.
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/host_array.hpp>

namespace gradproof::checks::native {

/// A tensor of a program.
struct TensorObject final : Object {
  explicit TensorObject(Tensor t) : tensor(std::move(t)) {}
  std::string_view type() const override { return "Tensor"; }
  Tensor tensor;
};

/// A numpy array of a program: bytes without a counter.
struct ArrayObject final : Object {
  explicit ArrayObject(HostArray a) : array(std::move(a)) {}
  std::string_view type() const override { return "ndarray"; }
  HostArray array;
};

/// The function behind a result, `grad_fn`.
struct NodeObject final : Object {
  explicit NodeObject(Ref<Node> n) : node(std::move(n)) {}
  std::string_view type() const override { return "Node"; }
  Ref<Node> node;
};

/// A hook on a tensor or a node, until it is removed.
struct HookObject final : Object {
  HookObject(Tensor t, std::uint32_t i) : tensor(std::move(t)), id(i) {}
  std::string_view type() const override { return "RemovableHandle"; }
  HookObject(Ref<Node> n, std::uint32_t i) : node(std::move(n)), id(i) {}
  Tensor tensor;
  Ref<Node> node;  ///< of a hook on a node; then there is no tensor
  std::uint32_t id;
};

Value wrap(const Tensor& t);  ///< None for an undefined one
Value wrap(HostArray array);
Value wrap_all(const TensorList& tensors);
Value make_sequence(bool is_tuple, std::vector<Value> items);
Value integers(IntArrayRef numbers);  ///< a tuple

const Tensor* get_tensor(const Value& v);  ///< null when v is none
const Tensor& as_tensor(const Value& v);   ///< throws Raised `argument`
TensorList as_tensors(const Value& v);     ///< of one tensor or a sequence; None gives none
std::optional<Scalar> get_number(const Value& v);
Scalar as_number(const Value& v);                       ///< throws Raised `argument`
std::int64_t as_integer(const Value& v);                ///< throws Raised `argument`
std::vector<std::int64_t> as_integers(const Value& v);  ///< of one integer or a sequence; None gives none
bool as_flag(const Value& v, bool fallback);
const Callable& as_function(const Value& v);  ///< throws Raised `argument`

/// The dtype a symbol names ("torch.float32", "numpy.int64"), nothing for None. Throws Unsupported for one that the
/// runtime lacks.
std::optional<DType> as_dtype(const Value& v);
Symbol dtype_symbol(DType t);

/// Row-major numbers of nested lists, of numbers, tensors with one element and arrays. Throws Raised `value` when
/// ragged.
struct Literal {
  std::vector<Scalar> numbers;
  std::vector<std::int64_t> sizes;
};
Literal literal(const Value& data);
std::vector<Scalar> elements(const Tensor& t);  ///< row-major

/// Elements as nested lists of `V`, which is Value or records::Value.
Value nested_values(const Tensor& t);
records::Value nested_record(const Tensor& t);

/// Types by their names in Python, "torch.FloatTensor" where C++ has "CPUFloatType": PyTorch's Python layer rewrites
/// messages the same way.
std::string in_python_words(std::string text);

/// Runs `f` and turns the runtime's errors into Raised.
template <class F>
auto translated(F f, bool in_backward = false) {
  try {
    return f();
  } catch (const Error& e) {
    Raised raised(std::string(to_string(e.kind())), in_python_words(e.what()));
    raised.in_backward = in_backward;
    throw raised;
  } catch (Raised& raised) {
    raised.in_backward = raised.in_backward || in_backward;
    throw;
  }
}

}  // namespace gradproof::checks::native
