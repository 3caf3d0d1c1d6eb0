#pragma once
// What a walked program needs of a framework. The walker (walk.hpp) evaluates names, literals, loops, lambdas,
// builtins and arithmetic on plain numbers; everything that touches an Object comes here, by canonical
// operation name with its arguments bound to parameter names. Native, libtorch and the oracle's tape are machines.
#include <gradproof/checks/program/value.hpp>
#include <gradproof/reports/records/value.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace gradproof::checks {

/// Arguments after binding: every parameter of the signature is present, in its order; an omitted one
/// holds the table's default. A variadic parameter (`*size`) holds one Sequence.
class Arguments {
 public:
  void add(std::string_view name, Value value, bool given) { entries_.push_back({name, std::move(value), given}); }
  /// The value of parameter `name`; None when the signature has no such parameter.
  const Value& operator[](std::string_view name) const;
  bool given(std::string_view name) const;  ///< did the program write it
  std::size_t size() const { return entries_.size(); }
  const Value& at(std::size_t i) const { return entries_.at(i).value; }
  std::string_view name(std::size_t i) const { return entries_.at(i).name; }

 private:
  struct Entry {
    std::string_view name;
    Value value;
    bool given;
  };
  std::vector<Entry> entries_;
};

/// The program raised. `kind` is one of language.md section 9, or empty when only the framework's text is known
/// (the judge then classifies `message`). `type` is the framework's exception type, if it has one.
struct Raised : std::runtime_error {
  Raised(std::string kind_, const std::string& message, std::string type_ = {})
      : std::runtime_error(message), kind(std::move(kind_)), type(std::move(type_)) {}
  std::string kind, type;
  int line = 0;              ///< filled by the walker
  bool in_backward = false;  ///< raised while backward() or autograd.grad() ran; filled by the machine
};

/// The machine lacks the construct: outcome `unsupported` with this reason.
struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A context manager of `with`, or a lasting mode call: "no_grad", "enable_grad", "set_grad_enabled", "inference_mode",
/// "set_detect_anomaly", "saved_tensors_hooks", "save_on_cpu", "cuda.stream".
class Machine {
 public:
  virtual ~Machine() = default;
  virtual std::string version() const = 0;

  /// Runs operation `op` (the table's canonical name: "add", "add_", "sum", "tensor", "autograd.grad", "backward",
  /// "ndarray.fill", "prelude.raw_write", ...). Free functions, methods and operators share one name: a+b,
  /// torch.add(a,b), a.add(b) are all "add" with parameters input, other, alpha. Either operand may be a plain number.
  virtual Value call(std::string_view op, const Arguments& arguments) = 0;

  virtual Value get_attribute(const Value& object, std::string_view name) = 0;  ///< x.grad, x.shape, x.data, n.T
  virtual void set_attribute(const Value& object, std::string_view name, const Value& value) = 0;
  virtual Value get_item(const Value& object,
                         const Value& index) = 0;  ///< index: int, Slice, None, Ellipsis, Object, Sequence
  virtual void set_item(const Value& object, const Value& index, const Value& value) = 0;
  virtual void enter(std::string_view context, const Arguments& arguments) = 0;
  virtual void leave() = 0;  ///< leaves the context entered last

  virtual bool truth(const Value& object) = 0;       ///< bool(t), assert t
  virtual double to_float(const Value& object) = 0;  ///< float(t)
  virtual std::int64_t to_int(const Value& object) = 0;
  virtual std::int64_t length(const Value& object) = 0;
  virtual std::string text(const Value& object) = 0;        ///< str(t), for print
  virtual records::Value observe(const Value& object) = 0;  ///< reads without counting as a use by the program
  /// The walker is about to read an observed expression: what follows, up to the next one, belongs to it.
  virtual void about_to_observe(std::string_view expression) { static_cast<void>(expression); }
  /// The walker is about to run the statement of that line; what follows, up to the next one, belongs to it.
  virtual void about_to_execute(int line) { static_cast<void>(line); }
  /// `name` of the program now holds `value`, which the statement that runs computed.
  virtual void bound(std::string_view name, const Value& value) { static_cast<void>(name), static_cast<void>(value); }
  virtual void looked_up(std::string_view name) { static_cast<void>(name); }  ///< the program reads this name
  /// Random numbers drawn so far, one row-major vector per drawing call, in order: the oracle replays them.
  virtual std::vector<std::vector<double>> draws() const { return {}; }
};

}  // namespace gradproof::checks
