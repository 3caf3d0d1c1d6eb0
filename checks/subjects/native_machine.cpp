// The machine over gradproof's own runtime: attributes, contexts, reading. Operations stand in native_*_operations.cpp.
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/checks/subjects/native_nn_stateless.hpp>
#include <gradproof/checks/subjects/native_nn_values.hpp>
#include <gradproof/checks/subjects/native_numpy.hpp>
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/version.hpp>
#include <gradproof/core/ops/out.hpp>
#include <gradproof/core/ops/print.hpp>
#include <gradproof/core/sim/sim.hpp>
#include <gradproof/core/tensor/faults.hpp>
#include <gradproof/core/tensor/generator.hpp>
#include <set>
#include <stdexcept>
#include <utility>

namespace gradproof::checks {
namespace native {
namespace {

using Getter = Value (*)(const Tensor&);

Value node_of(const Tensor& t) {
  const Ref<Node> fn = t.grad_fn();
  return fn ? Value{std::shared_ptr<Object>(std::make_shared<NodeObject>(fn))} : Value{};
}
Value all_transposed(const Tensor& t) {
  std::vector<std::int64_t> dims;
  for (std::int64_t d = t.dim(); d-- > 0;) dims.push_back(d);
  return wrap(t.permute(dims));
}

const std::map<std::string_view, Getter> kTensorGetters = {
    {"data", [](const Tensor& t) { return wrap(t.data()); }},
    {"grad", [](const Tensor& t) { return wrap(t.grad()); }},
    {"requires_grad", [](const Tensor& t) { return Value{t.requires_grad()}; }},
    {"grad_fn", node_of},
    // Python asks for the producer, where C++ lets a view that may have no fresh one be a leaf.
    {"is_leaf", [](const Tensor& t) { return Value{!t.grad_fn()}; }},
    {"retains_grad", [](const Tensor& t) { return Value{t.retains_grad()}; }},
    {"output_nr", [](const Tensor& t) { return Value{std::int64_t(t.output_nr())}; }},
    {"_version", [](const Tensor& t) { return Value{std::int64_t(t._version())}; }},
    {"_base", [](const Tensor& t) { return t.is_view() ? wrap(t._base()) : Value{}; }},
    {"shape", [](const Tensor& t) { return integers(t.sizes()); }},
    {"dtype", [](const Tensor& t) { return Value{dtype_symbol(t.dtype())}; }},
    {"device", [](const Tensor& t) { return Value{Symbol{"torch.device:" + t.device().str()}}; }},
    {"layout", [](const Tensor&) { return Value{Symbol{"torch.strided"}}; }},
    {"ndim", [](const Tensor& t) { return Value{t.dim()}; }},
    {"T", all_transposed},
    {"H", all_transposed},
    {"mH", [](const Tensor& t) { return wrap(t.transpose(-2, -1)); }},
    {"mT", [](const Tensor& t) { return wrap(t.transpose(-2, -1)); }},
    {"itemsize", [](const Tensor& t) { return Value{std::int64_t(t.element_size())}; }},
    {"nbytes", [](const Tensor& t) { return Value{t.numel() * std::int64_t(t.element_size())}; }},
    {"is_cuda", [](const Tensor& t) { return Value{t.is_cuda()}; }},
    {"is_cpu", [](const Tensor& t) { return Value{t.is_cpu()}; }},
    {"is_sparse", [](const Tensor&) { return Value{false}; }},
    {"real", [](const Tensor& t) { return wrap(t); }},
};

const std::map<std::string_view, Value (*)(const HostArray&)> kArrayGetters = {
    {"shape", [](const HostArray& a) { return integers(a.layout().sizes()); }},
    {"dtype", [](const HostArray& a) { return Value{Symbol{"numpy." + std::string(name(a.dtype()))}}; }},
    {"ndim", [](const HostArray& a) { return Value{std::int64_t(a.layout().dim())}; }},
    {"size", [](const HostArray& a) { return Value{a.layout().numel()}; }},
    {"itemsize", [](const HostArray& a) { return Value{std::int64_t(size_of(a.dtype()))}; }},
    {"nbytes", [](const HostArray& a) { return Value{a.layout().numel() * std::int64_t(size_of(a.dtype()))}; }},
};

const Tensor& gradient_of(const Value& value) {
  if (!get_tensor(value))
    throw Raised("set_grad", "assigned grad expected to be a Tensor or None but got another type", "TypeError");
  return as_tensor(value);
}

void set(const Tensor& t, std::string_view name, const Value& value) {
  if (name == "data")
    t.set_data(as_tensor(value));
  else if (name == "grad")
    t.set_grad(value.is_none() ? Tensor() : gradient_of(value));
  else if (name == "requires_grad")
    t.requires_grad_(as_flag(value, true));
  else
    throw Unsupported("the native runtime cannot set ." + std::string(name));
}

Operation find(std::string_view op) {
  // The first that has the name: families before the general tables.
  static const Operations* const tables[] = {
      &pointwise_operations(), &reduction_operations(),
      &loss_operations(),      &linear_algebra_operations(),
      &graph_operations(),     &view_operations(),
      &index_operations(),     &random_operations(),
      &nn_operations(),        &stateless_module_operations(),
      &tensor_operations(),    &creation_operations(),
      &autograd_operations(),  &numpy_operations(),
      &further_operations(),   &query_operations(),
      &optimizer_operations(), &device_operations(),
  };
  for (const Operations* table : tables)
    if (const auto found = table->find(op); found != table->end()) return found->second;
  return nullptr;
}

/// Whether a tensor operation was asked of an array (n * 2, n += 1): then it runs over the array's bytes, unrecorded.
bool is_array_arithmetic(std::string_view op, const Arguments& a) {
  static const std::set<std::string_view> further_operators = {
      "div",         "div_",         "floor_divide", "floor_divide_", "remainder",   "remainder_",
      "bitwise_and", "bitwise_and_", "bitwise_or",   "bitwise_or_",   "bitwise_xor", "bitwise_xor_"};
  return (tensor_operations().count(op) || further_operators.count(op)) &&
         (a["input"].object<ArrayObject>() || a["other"].object<ArrayObject>());
}

Value on_arrays(Operation operation, std::string_view op, const Arguments& a) {
  NoGradGuard no_grad;
  Arguments tensors;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto* array = a.at(i).object<ArrayObject>();
    tensors.add(a.name(i), array ? wrap(from_numpy(array->array)) : a.at(i), a.given(a.name(i)));
  }
  const bool tensor_operand = get_tensor(a["input"]) || get_tensor(a["other"]);
  if (!tensor_operand && !op.ends_with('_')) tensors = promoted_as_numpy(op, tensors);
  const Value result = operation(tensors);
  if (op.ends_with('_')) return a["input"];
  return tensor_operand || !get_tensor(result) ? result : wrap(gradproof::numpy(*get_tensor(result)));
}

/// Operations whose results never require grad: their out= asks nobody about gradients.
bool is_differentiable(std::string_view op) {
  static const std::set<std::string_view> without = {"eq",
                                                     "floor_divide",
                                                     "ne",
                                                     "lt",
                                                     "le",
                                                     "gt",
                                                     "ge",
                                                     "isnan",
                                                     "isinf",
                                                     "signbit",
                                                     "logical_and",
                                                     "logical_or",
                                                     "logical_xor",
                                                     "logical_not",
                                                     "bitwise_and",
                                                     "bitwise_or",
                                                     "bitwise_xor",
                                                     "bitwise_not",
                                                     "bitwise_left_shift",
                                                     "bitwise_right_shift",
                                                     "argmax",
                                                     "argmin",
                                                     "any",
                                                     "all",
                                                     "argsort",
                                                     "isin",
                                                     "nonzero"};
  return without.count(op) == 0;
}
/// Operations that compute in out's type, whatever the operands' is.
bool computes_in_out(std::string_view op) {
  static const std::set<std::string_view> sums = {"sum", "nansum", "prod", "cumsum", "cumprod"};
  return sums.count(op) > 0;
}

void collect_tensors(const Value& v, TensorList& into) {
  if (const Tensor* t = get_tensor(v)) into.push_back(*t);
  if (const auto* sequence = v.get<std::shared_ptr<Sequence>>())
    for (const Value& item : (*sequence)->items) collect_tensors(item, into);
}

void write_result(std::string_view op, const Value& out, const Value& result) {
  if (const auto* outs = out.get<std::shared_ptr<Sequence>>()) {
    const auto& results = result.as<std::shared_ptr<Sequence>>()->items;
    for (std::size_t i = 0; i < results.size(); ++i) write_result(op, (*outs)->items.at(i), results[i]);
    return;
  }
  const Tensor& target = as_tensor(out);
  write_out(target, computes_in_out(op) ? as_tensor(result).to(target.dtype()) : as_tensor(result));
}

/// The one way of every out= form: asked for permission, computed without it and unrecorded, written.
Value with_out(Operation operation, std::string_view op, const Arguments& a) {
  Arguments without;
  TensorList inputs, outs;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool is_out = a.name(i) == "out";
    without.add(a.name(i), is_out ? Value{} : a.at(i), a.given(a.name(i)));
    collect_tensors(a.at(i), is_out ? outs : inputs);
  }
  const bool recording = GradMode::is_enabled();
  NoGradGuard no_grad;
  for (const Tensor& out : outs) {
    GradMode::set_enabled(recording && is_differentiable(op));
    expect_out(std::string(op).c_str(), out, {});
    for (const Tensor& input : inputs) expect_out(std::string(op).c_str(), out, {&input});
  }
  GradMode::set_enabled(false);
  write_result(op, a["out"], operation(without));
  return a["out"];
}

/// Noted while an operation ran, until the machine takes them.
TensorList& noted_draws() {
  static TensorList noted;
  return noted;
}

class NativeMachine final : public Machine {
 public:
  explicit NativeMachine(const MachineOptions& options)
      : check_before_(set_version_check(!options.unchecked)), audits_(options.audit) {
    noted_draws().clear();
    manual_seed(options.seed);
    if (!options.accelerator.empty()) provide(options.accelerator);
    set_default_device(options.device.empty() ? Device() : Device(options.device));
    if (audits_) sim::detect_races(true);
  }
  ~NativeMachine() override {
    while (!contexts_.empty()) leave();
    set_version_check(check_before_);
    set_default_device(Device());
    if (audits_) sim::detect_races(false);
  }

  std::string version() const override { return std::string(gradproof::version()); }

  Value call(std::string_view op, const Arguments& arguments) override {
    const Operation operation = find(op);
    if (!operation) throw Unsupported("the native runtime has no " + std::string(op) + " yet");
    const Value result = translated([&] {
      if (!arguments["out"].is_none() && !numpy_operations().count(op)) return with_out(operation, op, arguments);
      if (is_array_arithmetic(op, arguments)) return on_arrays(operation, op, arguments);
      return as_flag(arguments["pin_memory"], false) ? pinned_leaf(operation(arguments)) : operation(arguments);
    });
    expect_no_race();
    report_draws(op, result);
    if (const auto* made = op.starts_with("nn.") ? result.object<ModuleObject>() : nullptr)
      made->module().to(default_device());
    return result;
  }
  std::vector<std::vector<double>> draws() const override { return draws_; }

  Value get_attribute(const Value& object, std::string_view name) override {
    return translated([&]() -> Value {
      if (const auto* array = object.object<ArrayObject>()) {
        if (name == "T") return wrap(gradproof::numpy(*get_tensor(all_transposed(from_numpy(array->array)))));
        if (const auto f = kArrayGetters.find(name); f != kArrayGetters.end()) return f->second(array->array);
      }
      if (const auto* module = object.object<ModuleObject>()) return module_attribute(*module, name);
      const Tensor* t = get_tensor(object);
      const auto f = kTensorGetters.find(name);
      if (!t || f == kTensorGetters.end())
        throw Unsupported("the native runtime has no ." + std::string(name) + " here");
      return f->second(*t);
    });
  }
  void set_attribute(const Value& object, std::string_view name, const Value& value) override {
    translated([&] { set(as_tensor(object), name, value); });
  }
  Value get_item(const Value& object, const Value& index) override {
    if (const auto* module = object.object<ModuleObject>()) return module_item(*module, index);
    if (const auto* dict = object.object<StateDictObject>()) return entry_of(*dict, index);
    return translated([&] { return get_index(object, index); });
  }
  void set_item(const Value& object, const Value& index, const Value& value) override {
    translated([&] { set_index(object, index, value); });
  }

  void enter(std::string_view context, const Arguments& arguments) override {
    contexts_.push_back(enter_context(context, arguments));
  }
  void leave() override { contexts_.pop_back(); }

  bool truth(const Value& object) override {
    return translated([&] {
      const Tensor t = values_of(object);
      if (t.numel() != 1)
        throw Raised("value",
                     "Boolean value of Tensor with " + std::string(t.numel() ? "more than one value" : "no values") +
                         " is ambiguous",
                     "RuntimeError");
      return t.item().toBool();
    });
  }
  double to_float(const Value& object) override {
    return translated([&] { return values_of(object).item().toDouble(); });
  }
  std::int64_t to_int(const Value& object) override {
    return translated([&] { return values_of(object).item().toLong(); });
  }
  std::int64_t length(const Value& object) override {
    if (const auto* module = object.object<ModuleObject>()) return std::int64_t(module->module().children().size());
    const Tensor t = values_of(object);
    if (t.dim() == 0) throw Raised("argument", "len() of a 0-d tensor", "TypeError");
    return t.size(0);
  }

  std::string text(const Value& object) override {
    if (const auto* node = object.object<NodeObject>()) return "<" + node->node->name() + ">";
    if (const Tensor* t = get_tensor(object)) return translated([&] { return gradproof::to_string(*t); });
    const auto* array = object.object<ArrayObject>();
    return array ? array_text(from_numpy(array->array)) : gradproof::to_string(values_of(object));
  }
  records::Value observe(const Value& object) override {
    if (const auto* node = object.object<NodeObject>()) return {node->node->name()};
    return translated([&] { return nested_record(values_of(object)); });
  }

 private:
  /// The tensor, or one over the array's bytes.
  static Tensor values_of(const Value& object) {
    const auto* array = object.object<ArrayObject>();
    return array ? from_numpy(array->array) : as_tensor(object);
  }

  void report_draws(std::string_view op, const Value& result) {
    if (is_replaying()) return;
    for (const Tensor& drawn : std::exchange(noted_draws(), {})) report_drawn(drawn);
    if (const Tensor* drawn = draws_elements(op) ? get_tensor(result) : nullptr) report_drawn(*drawn);
    const auto* module = result.object<ModuleObject>();
    if (module && draws_parameters(op))
      for (const Tensor& parameter : module->module().parameters()) report_drawn(parameter);
  }
  void report_drawn(const Tensor& t) {
    for (draws_.emplace_back(); const Scalar& s : elements(t)) draws_.back().push_back(s.toDouble());
  }
  static bool draws_elements(std::string_view op) {
    const bool initializes = op.starts_with("nn.init.") && (op.ends_with("uniform_") || op.ends_with("normal_"));
    return initializes || random_operations().count(op) > 0;
  }
  static bool draws_parameters(std::string_view op) { return op == "nn.Linear" || op == "nn.Embedding"; }

  /// What was just made, in page-locked memory.
  static Value pinned_leaf(const Value& made) {
    const Tensor& t = as_tensor(made);
    return wrap(pinned(t.detach()).requires_grad_(t.requires_grad()));
  }
  /// Also while the worker is warm: a program's memory limit is beyond what is there when it begins.
  static void provide(const std::string& accelerator) {
    if (accelerator != "cuda") rename_devices(accelerator, "cuda");
    if (!cuda::is_available()) Device(kCUDA).backend().synchronize();  // says what is missing
    for (int index = 0; index < cuda::device_count(); ++index) default_stream(Device(kCUDA, index));
  }
  void expect_no_race() const {
    if (!audits_) return;
    for (const std::string& race : sim::take_races()) throw Raised("race", race, "RuntimeError");
  }

  const bool check_before_, audits_;
  std::vector<std::shared_ptr<void>> contexts_;
  std::vector<std::vector<double>> draws_;
};

#if defined(GRADPROOF_FAULTS)
void plant(const std::string& name) {
  if (!name.empty() && !plant_fault(name)) throw std::invalid_argument("there is no planted defect '" + name + "'");
}
#else
void plant(const std::string& name) {
  if (!name.empty()) throw std::invalid_argument("this build has no planted defects, so not '" + name + "'");
}
#endif

}  // namespace

Operation find_operation(std::string_view op) { return find(op); }
void note_draw(const Tensor& numbers) {
  if (!is_replaying()) noted_draws().push_back(numbers);
}
bool& is_replaying() {
  static bool replaying = false;
  return replaying;
}

}  // namespace native

std::unique_ptr<Machine> make_native_machine(const MachineOptions& options) {
  native::plant(options.fault);
  return std::make_unique<native::NativeMachine>(options);
}

}  // namespace gradproof::checks
