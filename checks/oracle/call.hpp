#pragma once
// The arguments of one operation, read as the tape wants them.
#include <gradproof/checks/oracle/tensor.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <optional>
#include <string>

namespace gradproof::checks::oracle {

class TapeMachine;

/// A numpy array: the storage of a tensor, or its own, without history.
struct Ndarray : Object {
  explicit Ndarray(TensorPtr t) : tensor(std::move(t)) {}
  std::string_view type() const override { return "ndarray"; }
  TensorPtr tensor;
};

/// A node of the program's own graph, by the value that it made. The tape does not know its name.
struct GraphNode : Object {
  explicit GraphNode(Var o) : output(std::move(o)) {}
  std::string_view type() const override { return "Node"; }
  Var output;
};

/// A dtype by its symbol, "torch.float32" or "numpy.float32"; nothing for any other symbol.
std::optional<Dtype> dtype_named(std::string_view symbol);

// Values of the walker. Each raises `argument` when it is something else.
Tensor* tensor_in(const Value& value);  ///< of a Tensor or an ndarray; null for anything else
Var var_of(const Value& value);         ///< a tensor's value with its history, or a plain number
double number_of(const Value& value);
std::int64_t integer_of(const Value& value);
Shape sizes_of(const Value& value);               ///< an int, or ints in lists, tuples and sizes
std::vector<Value> items_of(const Value& value);  ///< of a list or tuple; anything else stands alone
Value list_of(std::vector<Value> items, bool is_tuple);
Value sizes_value(const Shape& sizes);

class Call {
 public:
  Call(TapeMachine& m, const Arguments& arguments, std::optional<Var> input = {})
      : machine(m), arguments_(arguments), input_(std::move(input)) {}

  const Value& operator[](std::string_view name) const { return arguments_[name]; }
  bool has(std::string_view name) const { return !arguments_[name].is_none(); }  ///< it is there and not None
  Var var(std::string_view name) const;
  Var input() const { return var("input"); }
  Tensor& tensor(std::string_view name = "input") const;
  Vars vars(std::string_view name) const;
  double number(std::string_view name) const { return number_of(arguments_[name]); }
  std::int64_t integer(std::string_view name) const { return integer_of(arguments_[name]); }
  bool flag(std::string_view name) const;
  std::string text(std::string_view name) const;
  Shape sizes(std::string_view name) const { return has(name) ? sizes_of(arguments_[name]) : Shape{}; }
  std::optional<Dtype> dtype(std::string_view name = "dtype") const;
  const Arguments& arguments() const { return arguments_; }

  TapeMachine& machine;

 private:
  const Arguments& arguments_;
  std::optional<Var> input_;  ///< stands for the parameter `input`: the destination of an in-place form
};

}  // namespace gradproof::checks::oracle
