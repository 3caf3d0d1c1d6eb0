// The machine itself: attributes, indexing, contexts, reading. Operations are in libtorch_operations.cpp, and those
// that are operators of libtorch are called by name in libtorch_dispatch.cpp.
#include <ATen/ATen.h>
#include <fmt/format.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/function.h>
#include <torch/version.h>

#include <algorithm>
#include <array>
#include <gradproof/checks/subjects/libtorch_dispatch.hpp>
#include <gradproof/checks/subjects/libtorch_engine.hpp>
#include <gradproof/checks/subjects/libtorch_errors.hpp>
#include <gradproof/checks/subjects/libtorch_machine.hpp>
#include <gradproof/checks/subjects/libtorch_operations.hpp>
#include <gradproof/checks/subjects/libtorch_values.hpp>
#include <map>
#include <sstream>

namespace gradproof::checks::libtorch {
namespace {

using at::indexing::TensorIndex;

/// The operations that report what they drew, so that the oracle draws the same.
constexpr std::array<std::string_view, 19> drawing{
    "rand",    "randn",        "randint",    "randperm",    "rand_like",  "randn_like", "randint_like",
    "normal",  "bernoulli",    "poisson",    "multinomial", "normal_",    "uniform_",   "bernoulli_",
    "random_", "exponential_", "geometric_", "cauchy_",     "log_normal_"};

// --- attributes ---

Value node_of(const at::Tensor& tensor) {
  auto node = tensor.grad_fn();
  if (!node) return {};
  return {std::shared_ptr<Object>(std::make_shared<NodeObject>(std::move(node)))};
}

using Getter = Value (*)(const at::Tensor&);

const std::map<std::string_view, Getter>& getters() {
  static const std::map<std::string_view, Getter> table{
      {"data", [](const at::Tensor& t) { return wrap(at::Tensor(t.variable_data())); }},
      {"grad", [](const at::Tensor& t) { return wrap(t.grad()); }},
      {"requires_grad", [](const at::Tensor& t) { return Value{t.requires_grad()}; }},
      {"grad_fn", node_of},
      {"is_leaf", [](const at::Tensor& t) { return Value{t.is_leaf()}; }},
      {"retains_grad", [](const at::Tensor& t) { return Value{t.retains_grad()}; }},
      {"output_nr", [](const at::Tensor& t) { return integer(t.output_nr()); }},
      {"_version", [](const at::Tensor& t) { return integer(t._version()); }},
      {"_base", [](const at::Tensor& t) { return t.is_view() ? wrap(at::Tensor(t._base())) : Value{}; }},
      {"shape", [](const at::Tensor& t) { return integers(t.sizes()); }},
      {"dtype", [](const at::Tensor& t) { return Value{dtype_symbol(t.scalar_type())}; }},
      {"device", [](const at::Tensor& t) { return Value{device_symbol(t)}; }},
      {"layout", [](const at::Tensor&) { return Value{Symbol{"torch.strided"}}; }},
      {"ndim", [](const at::Tensor& t) { return integer(t.dim()); }},
      {"T", [](const at::Tensor& t) { return wrap(t.numpy_T()); }},
      {"mT", [](const at::Tensor& t) { return wrap(t.mT()); }},
      {"H", [](const at::Tensor& t) { return wrap(t.matrix_H()); }},
      {"mH", [](const at::Tensor& t) { return wrap(t.mH()); }},
      {"real", [](const at::Tensor& t) { return wrap(at::real(t)); }},
      {"itemsize", [](const at::Tensor& t) { return integer(t.element_size()); }},
      {"nbytes", [](const at::Tensor& t) { return integer(static_cast<int64_t>(t.nbytes())); }},
      {"is_cuda", [](const at::Tensor& t) { return Value{t.is_cuda()}; }},
      {"is_cpu", [](const at::Tensor& t) { return Value{t.is_cpu()}; }},
      {"is_sparse", [](const at::Tensor& t) { return Value{t.is_sparse()}; }},
  };
  return table;
}

const at::Tensor& tensor_for(std::string_view name, const Value& value) {
  if (const at::Tensor* tensor = get_tensor(value)) return *tensor;
  throw Raised(fmt::format("set_{}", name), fmt::format(".{} must be a tensor", name), "TypeError");
}

void set(const at::Tensor& tensor, std::string_view name, const Value& value) {
  if (name == "data") {
    tensor.set_data(tensor_for(name, value));
  } else if (name == "grad") {
    tensor.mutable_grad() = value.is_none() ? at::Tensor() : tensor_for(name, value);
  } else if (name == "requires_grad" && value.is<bool>()) {
    tensor.requires_grad_(value.as<bool>());
  } else {
    throw Unsupported(fmt::format("libtorch cannot set .{}", name));
  }
}

// --- indexing ---

TensorIndex slice_index(const Slice& slice) {
  return at::indexing::Slice(static_cast<int64_t>(slice.start.value_or(0)),
                             static_cast<int64_t>(slice.stop.value_or(at::indexing::INDEX_MAX)),
                             static_cast<int64_t>(slice.step.value_or(1)));
}

TensorIndex tensor_index(const Value& index) {
  if (index.is_none()) return at::indexing::None;
  if (const auto* flag = index.get<bool>()) return TensorIndex(*flag);
  if (const auto* number = index.get<std::int64_t>()) return TensorIndex(static_cast<int64_t>(*number));
  if (const auto* slice = index.get<Slice>()) return slice_index(*slice);
  if (index.is<Ellipsis>()) return at::indexing::Ellipsis;
  if (const auto* tensor = get_tensor(index)) return TensorIndex(*tensor);
  if (index.is<std::shared_ptr<Sequence>>()) return TensorIndex(tensor_from(index, {}));
  throw Raised("index", "only integers, slices, ellipsis, None and long or byte tensors are valid indices",
               "IndexError");
}

std::vector<TensorIndex> tensor_indices(const Value& index) {
  const auto* sequence = index.get<std::shared_ptr<Sequence>>();
  if (!sequence || !(*sequence)->is_tuple) return {tensor_index(index)};
  std::vector<TensorIndex> indices;
  for (const Value& item : (*sequence)->items) indices.push_back(tensor_index(item));
  if (indices.empty()) indices.push_back(at::indexing::Ellipsis);
  return indices;
}

// --- contexts ---

/// A mode that ends with its context.
using Mode = std::shared_ptr<void>;

/// Anomaly detection as it was before, when this ends.
struct AnomalyMode {
  explicit AnomalyMode(bool enabled) : before(torch::autograd::AnomalyMode::is_enabled()) {
    torch::autograd::AnomalyMode::set_enabled(enabled);
  }
  AnomalyMode(const AnomalyMode&) = delete;
  AnomalyMode& operator=(const AnomalyMode&) = delete;
  ~AnomalyMode() { torch::autograd::AnomalyMode::set_enabled(before); }
  bool before;
};

Mode make_mode(std::string_view context, const Arguments& arguments) {
  const auto* mode = arguments["mode"].get<bool>();
  const bool on = !mode || *mode;
  if (context == "no_grad") return std::make_shared<at::AutoGradMode>(false);
  if (context == "enable_grad") return std::make_shared<at::AutoGradMode>(true);
  if (context == "set_grad_enabled") return std::make_shared<at::AutoGradMode>(on);
  if (context == "inference_mode") return std::make_shared<c10::InferenceMode>(on);
  if (context == "set_detect_anomaly") return std::make_shared<AnomalyMode>(on);
  throw Unsupported(fmt::format("libtorch has no {}", context));
}

// --- the machine ---

class LibtorchMachine final : public Machine {
 public:
  explicit LibtorchMachine(const MachineOptions& options) {
    if (options.unchecked) switch_version_check_off();
    at::manual_seed(options.seed);
  }
  LibtorchMachine(const LibtorchMachine&) = delete;
  LibtorchMachine& operator=(const LibtorchMachine&) = delete;
  ~LibtorchMachine() override {
    while (!modes_.empty()) leave();
  }

  std::string version() const override { return TORCH_VERSION; }

  Value call(std::string_view op, const Arguments& arguments) override {
    if (op == "dropout" || op == "dropout_") note_kept(arguments);
    Value result = translated([&] {
      const Operation operation = find_operation(op);
      return operation ? operation(arguments) : dispatch(op, arguments);
    });
    const at::Tensor* tensor = get_tensor(result);
    if (tensor && std::find(drawing.begin(), drawing.end(), op) != drawing.end()) draws_.push_back(elements(*tensor));
    return result;
  }

  Value get_attribute(const Value& object, std::string_view name) override {
    const at::Tensor* tensor = get_tensor(object);
    const auto getter = getters().find(name);
    if (!tensor || getter == getters().end()) throw Unsupported(fmt::format("libtorch has no .{}", name));
    return translated([&] { return getter->second(*tensor); });
  }

  void set_attribute(const Value& object, std::string_view name, const Value& value) override {
    translated([&] { set(as_tensor(object), name, value); });
  }

  Value get_item(const Value& object, const Value& index) override {
    return translated([&] { return wrap(as_tensor(object).index(tensor_indices(index))); });
  }

  void set_item(const Value& object, const Value& index, const Value& value) override {
    translated([&] {
      at::Tensor tensor = as_tensor(object);
      const Number number = get_number(value);
      if (number.present) {
        tensor.index_put_(tensor_indices(index), number.scalar);
      } else {
        tensor.index_put_(tensor_indices(index), get_tensor(value) ? as_tensor(value) : tensor_from(value, {}));
      }
    });
  }

  void enter(std::string_view context, const Arguments& arguments) override {
    modes_.push_back(make_mode(context, arguments));
  }
  void leave() override { modes_.pop_back(); }

  bool truth(const Value& object) override {
    return translated([&] { return as_tensor(object).is_nonzero(); });
  }
  double to_float(const Value& object) override {
    return translated([&] { return as_tensor(object).item().toDouble(); });
  }
  std::int64_t to_int(const Value& object) override {
    return translated([&] { return as_tensor(object).item().toLong(); });
  }
  std::int64_t length(const Value& object) override {
    const at::Tensor& tensor = as_tensor(object);
    if (tensor.dim() == 0) throw Raised("argument", "len() of a 0-d tensor", "TypeError");
    return tensor.size(0);
  }

  std::string text(const Value& object) override {
    if (const auto* node = object.object<NodeObject>()) return fmt::format("<{}>", node->node->name());
    std::ostringstream stream;
    if (const at::Tensor* tensor = get_tensor(object)) translated([&] { stream << *tensor; });
    return stream.str();
  }

  records::Value observe(const Value& object) override {
    if (const auto* node = object.object<NodeObject>()) return {node->node->name()};
    return translated([&] { return nested_record(as_tensor(object)); });
  }

  std::vector<std::vector<double>> draws() const override { return draws_; }

 private:
  /// What dropout is about to multiply with, drawn twice from the same state of the stream.
  void note_kept(const Arguments& a) {
    const at::Tensor* input = get_tensor(a["input"]);
    const auto* p = a["p"].get<double>();
    const auto* training = a["training"].get<bool>();
    if (!input || input->numel() == 0 || !p || !(*p > 0 && *p < 1) || (training && !*training)) return;
    at::NoGradGuard no_grad;
    at::Generator stream = at::detail::getDefaultCPUGenerator();
    const at::Tensor state = stream.get_state();
    draws_.push_back(elements(at::dropout(at::ones_like(input->detach()), *p, true)));
    stream.set_state(state);
  }

  std::vector<Mode> modes_;
  std::vector<std::vector<double>> draws_;
};

}  // namespace
}  // namespace gradproof::checks::libtorch

namespace gradproof::checks {

std::unique_ptr<Machine> make_libtorch_machine(const MachineOptions& options) {
  if (!options.fault.empty()) throw std::invalid_argument("libtorch has no planted defects");
  return std::make_unique<libtorch::LibtorchMachine>(options);
}

}  // namespace gradproof::checks
