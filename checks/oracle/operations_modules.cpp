// torch.nn's modules: making them, and calling them. A module is its functional form, with tensors of its own.
#include <fmt/format.h>

#include <cmath>
#include <gradproof/checks/oracle/module.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

TensorPtr parameter(const Call& c, Shape shape, Numbers numbers) {
  TensorPtr t = Tensor::make(constant(Array(std::move(shape), c.dtype().value_or(Dtype::float32), std::move(numbers))));
  t->set_requires_grad(true);
  return t;
}
TensorPtr drawn(const Call& c, const Shape& shape) { return parameter(c, shape, c.machine.draw(count(shape))); }
TensorPtr filled(const Call& c, const Shape& shape, double value) {
  return parameter(c, shape, Numbers(static_cast<std::size_t>(count(shape)), value));
}
bool wants(const Call& c, const char* name) { return !c.has(name) || c.flag(name); }

Value made(const std::shared_ptr<Module>& module) { return {std::shared_ptr<Object>(module)}; }

Value linear(const Call& c) {
  auto m = std::make_shared<Module>("nn.Linear");
  std::int64_t in = c.integer("in_features"), out = c.integer("out_features");
  m->settings = {{"in_features", {in}}, {"out_features", {out}}};
  m->parameters.emplace_back("weight", drawn(c, {out, in}));
  m->parameters.emplace_back("bias", wants(c, "bias") ? drawn(c, {out}) : nullptr);
  return made(m);
}

Value embedding(const Call& c) {
  if (c.has("_weight") || c.has("max_norm")) throw Unsupported("the tape has no Embedding with _weight or max_norm");
  auto m = std::make_shared<Module>("nn.Embedding");
  for (const char* name : {"padding_idx", "max_norm", "scale_grad_by_freq"}) m->settings[name] = c[name];
  Shape shape{c.integer("num_embeddings"), c.integer("embedding_dim")};
  m->parameters.emplace_back("weight", drawn(c, shape));
  if (c.has("padding_idx")) {
    TensorPtr weight = m->parameters[0].second;
    Recording off(false);
    c.machine.write(*weight->view([row = c.integer("padding_idx")](const Layout& l) { return select(l, 0, row); }),
                    [](const Var& old) { return zeros_like(old); });
  }
  return made(m);
}

Value prelu(const Call& c) {
  auto m = std::make_shared<Module>("nn.PReLU");
  m->parameters.emplace_back("weight", filled(c, {c.integer("num_parameters")}, c.number("init")));
  return made(m);
}

template <std::size_t n>
Value convolution(const Call& c) {
  if (c.text("padding_mode") != "zeros") throw Unsupported("the tape pads convolutions only with zeros");
  auto m = std::make_shared<Module>(n == 1 ? "nn.Conv1d" : "nn.Conv2d");
  for (const char* name : {"stride", "padding", "dilation", "groups"}) m->settings[name] = c[name];
  Shape shape{c.integer("out_channels"), c.integer("in_channels") / c.integer("groups")},
      kernel = c.sizes("kernel_size");
  kernel.resize(n, kernel.at(0));
  shape.insert(shape.end(), kernel.begin(), kernel.end());
  m->parameters.emplace_back("weight", drawn(c, shape));
  m->parameters.emplace_back("bias", wants(c, "bias") ? drawn(c, {shape[0]}) : nullptr);
  return made(m);
}

void add_affine(const Call& c, Module& m, const Shape& shape, const char* flag) {
  bool affine = wants(c, flag);
  m.parameters.emplace_back("weight", affine ? filled(c, shape, 1) : nullptr);
  m.parameters.emplace_back("bias", affine && wants(c, "bias") ? filled(c, shape, 0) : nullptr);
  m.settings["eps"] = c["eps"];
}

Value layer_norm(const Call& c) {
  auto m = std::make_shared<Module>("nn.LayerNorm");
  m->settings["normalized_shape"] = sizes_value(c.sizes("normalized_shape"));
  add_affine(c, *m, c.sizes("normalized_shape"), "elementwise_affine");
  return made(m);
}

Value group_norm(const Call& c) {
  auto m = std::make_shared<Module>("nn.GroupNorm");
  m->settings["num_groups"] = c["num_groups"];
  add_affine(c, *m, {c.integer("num_channels")}, "affine");
  return made(m);
}

Value batch_norm(const Call& c) {
  auto m = std::make_shared<Module>("nn.BatchNorm");
  Shape shape{c.integer("num_features")};
  add_affine(c, *m, shape, "affine");
  m->settings["momentum"] = c["momentum"];
  if (!wants(c, "track_running_stats")) return made(m);
  Dtype dtype = c.dtype().value_or(Dtype::float32);
  m->buffers.emplace_back("running_mean", Tensor::make(constant(Array::full(shape, dtype, 0))));
  m->buffers.emplace_back("running_var", Tensor::make(constant(Array::full(shape, dtype, 1))));
  m->buffers.emplace_back("num_batches_tracked", Tensor::make(constant(Array::full({}, Dtype::int64, 0))));
  return made(m);
}

/// A module without tensors keeps its arguments for its functional form.
Value stateless(const Call& c, const char* kind) {
  auto m = std::make_shared<Module>(kind);
  for (std::size_t i = 0; i < c.arguments().size(); ++i)
    m->settings[std::string(c.arguments().name(i))] = c.arguments().at(i);
  return made(m);
}

Value listed(const char* kind, const Value& modules) {
  auto m = std::make_shared<Module>(kind);
  for (const Value& child : modules.is_none() ? std::vector<Value>{} : items_of(modules))
    m->children.emplace_back(std::to_string(m->children.size()), module_of(child));
  return made(m);
}

// ---- calling

TensorPtr find(const Named& tensors, std::string_view name) {
  for (const auto& [key, tensor] : tensors)
    if (key == name) return tensor;
  return nullptr;
}

Value value_of(const TensorPtr& t) { return t ? TapeMachine::wrap(t) : Value{}; }

/// The functional form over `input`, with the module's settings and tensors by their names.
Value functional(TapeMachine& machine, const Module& m, std::string_view op, const Value& input) {
  Arguments arguments;
  arguments.add("input", input, true);
  for (const auto& [name, value] : m.settings)
    if (name != "inplace") arguments.add(name, value, true);
  for (const auto& [name, tensor] : m.parameters) arguments.add(name, value_of(tensor), true);
  return machine.call(op, arguments);
}

Value call_batch_norm(TapeMachine& machine, const Module& m, const Value& input) {
  TensorPtr batches = find(m.buffers, "num_batches_tracked");
  Value momentum = m.settings.at("momentum");
  if (m.training && batches) {
    Recording off(false);
    machine.write(*batches, [](const Var& n) { return cast(n + constant(1.0), Dtype::int64); });
    if (momentum.is_none()) momentum = {1.0 / batches->content()[0]};
  }
  Arguments arguments;
  arguments.add("input", input, true);
  for (const char* name : {"running_mean", "running_var"}) arguments.add(name, value_of(find(m.buffers, name)), true);
  for (const auto& [name, tensor] : m.parameters) arguments.add(name, value_of(tensor), true);
  arguments.add("training", {m.training || !batches}, true);
  arguments.add("momentum", momentum, true);
  arguments.add("eps", m.settings.at("eps"), true);
  return machine.call("batch_norm", arguments);
}

/// A loss takes a target beside its input.
Value call_loss(TapeMachine& machine, const Module& m, std::string_view op, const std::vector<Value>& given) {
  Arguments arguments;
  arguments.add("input", given.at(0), true);
  arguments.add("target", given.at(1), true);
  for (const auto& [name, value] : m.settings) arguments.add(name, value, true);
  return machine.call(op, arguments);
}

Value call_dropout(TapeMachine& machine, const Module& m, const Value& input) {
  Arguments arguments;
  arguments.add("input", input, true);
  for (const auto& [name, value] : m.settings) arguments.add(name, value, true);
  arguments.add("training", {m.training}, true);
  return machine.call("dropout", arguments);
}

const std::map<std::string_view, std::string_view>& functional_forms() {
  static const std::map<std::string_view, std::string_view> forms = {
      {"nn.Linear", "linear"},
      {"nn.PReLU", "prelu"},
      {"nn.Conv1d", "conv1d"},
      {"nn.Conv2d", "conv2d"},
      {"nn.MaxPool1d", "max_pool1d"},
      {"nn.MaxPool2d", "max_pool2d"},
      {"nn.AvgPool2d", "avg_pool2d"},
      {"nn.LayerNorm", "layer_norm"},
      {"nn.GroupNorm", "group_norm"},
      {"nn.Flatten", "flatten"},
      {"nn.ReLU", "relu"},
      {"nn.ReLU6", "relu6"},
      {"nn.LeakyReLU", "leaky_relu"},
      {"nn.ELU", "elu"},
      {"nn.SELU", "selu"},
      {"nn.CELU", "celu"},
      {"nn.GELU", "gelu"},
      {"nn.SiLU", "silu"},
      {"nn.Mish", "mish"},
      {"nn.Hardtanh", "hardtanh"},
      {"nn.Threshold", "threshold"},
      {"nn.Tanh", "tanh"},
      {"nn.Sigmoid", "sigmoid"},
      {"nn.LogSigmoid", "logsigmoid"},
      {"nn.Softsign", "softsign"},
      {"nn.Softplus", "softplus"},
      {"nn.Softmax", "softmax"},
      {"nn.LogSoftmax", "log_softmax"},
  };
  return forms;
}

const std::map<std::string_view, std::string_view>& losses() {
  static const std::map<std::string_view, std::string_view> forms = {
      {"nn.MSELoss", "mse_loss"},
      {"nn.L1Loss", "l1_loss"},
      {"nn.SmoothL1Loss", "smooth_l1_loss"},
      {"nn.HuberLoss", "huber_loss"},
      {"nn.CrossEntropyLoss", "cross_entropy"},
      {"nn.NLLLoss", "nll_loss"},
      {"nn.BCELoss", "binary_cross_entropy"},
      {"nn.BCEWithLogitsLoss", "binary_cross_entropy_with_logits"},
      {"nn.KLDivLoss", "kl_div"},
  };
  return forms;
}

Value call_module(TapeMachine& machine, const Module& m, const std::vector<Value>& given) {
  if (auto loss = losses().find(m.kind); loss != losses().end() && given.size() == 2)
    return call_loss(machine, m, loss->second, given);
  if (given.size() != 1) throw Raised("argument", fmt::format("forward() got {} inputs", given.size()), "TypeError");
  if (m.kind == "nn.Identity") return given[0];
  if (m.kind == "nn.BatchNorm") return call_batch_norm(machine, m, given[0]);
  if (m.kind == "nn.Sequential") {
    Value x = given[0];
    for (const auto& child : m.children) x = call_module(machine, *child.second, {x});
    return x;
  }
  if (m.kind == "nn.Dropout") return call_dropout(machine, m, given[0]);
  if (m.kind == "nn.Embedding") return functional(machine, m, "embedding", given[0]);
  auto form = functional_forms().find(m.kind);
  if (form == functional_forms().end()) throw Raised("not_implemented", "this module cannot be called");
  auto inplace = m.settings.find("inplace");
  bool writes = inplace != m.settings.end() && number_of(inplace->second) != 0;
  return functional(machine, m, std::string(form->second) + (writes ? "_" : ""), given[0]);
}

}  // namespace

const Operations& module_operations() {
  static const Operations table = {
      {"nn.Linear", linear},
      {"nn.Embedding", embedding},
      {"nn.PReLU", prelu},
      {"nn.Conv1d", convolution<1>},
      {"nn.Conv2d", convolution<2>},
      {"nn.MaxPool1d", [](const Call& c) { return stateless(c, "nn.MaxPool1d"); }},
      {"nn.MaxPool2d", [](const Call& c) { return stateless(c, "nn.MaxPool2d"); }},
      {"nn.AvgPool2d", [](const Call& c) { return stateless(c, "nn.AvgPool2d"); }},
      {"nn.LayerNorm", layer_norm},
      {"nn.GroupNorm", group_norm},
      {"nn.BatchNorm1d", batch_norm},
      {"nn.BatchNorm2d", batch_norm},
      {"nn.Sequential", [](const Call& c) { return listed("nn.Sequential", c["args"]); }},
      {"nn.ModuleList", [](const Call& c) { return listed("nn.ModuleList", c["modules"]); }},
      {"nn.Identity", [](const Call& c) { return stateless(c, "nn.Identity"); }},
      {"nn.Dropout", [](const Call& c) { return stateless(c, "nn.Dropout"); }},
      {"nn.Dropout2d", [](const Call& c) { return stateless(c, "nn.Dropout"); }},
      {"nn.Flatten", [](const Call& c) { return stateless(c, "nn.Flatten"); }},
      {"nn.ReLU", [](const Call& c) { return stateless(c, "nn.ReLU"); }},
      {"nn.ReLU6", [](const Call& c) { return stateless(c, "nn.ReLU6"); }},
      {"nn.LeakyReLU", [](const Call& c) { return stateless(c, "nn.LeakyReLU"); }},
      {"nn.ELU", [](const Call& c) { return stateless(c, "nn.ELU"); }},
      {"nn.SELU", [](const Call& c) { return stateless(c, "nn.SELU"); }},
      {"nn.CELU", [](const Call& c) { return stateless(c, "nn.CELU"); }},
      {"nn.GELU", [](const Call& c) { return stateless(c, "nn.GELU"); }},
      {"nn.SiLU", [](const Call& c) { return stateless(c, "nn.SiLU"); }},
      {"nn.Mish", [](const Call& c) { return stateless(c, "nn.Mish"); }},
      {"nn.Hardtanh", [](const Call& c) { return stateless(c, "nn.Hardtanh"); }},
      {"nn.Threshold", [](const Call& c) { return stateless(c, "nn.Threshold"); }},
      {"nn.Tanh", [](const Call& c) { return stateless(c, "nn.Tanh"); }},
      {"nn.Sigmoid", [](const Call& c) { return stateless(c, "nn.Sigmoid"); }},
      {"nn.LogSigmoid", [](const Call& c) { return stateless(c, "nn.LogSigmoid"); }},
      {"nn.Softsign", [](const Call& c) { return stateless(c, "nn.Softsign"); }},
      {"nn.Softplus", [](const Call& c) { return stateless(c, "nn.Softplus"); }},
      {"nn.Softmax", [](const Call& c) { return stateless(c, "nn.Softmax"); }},
      {"nn.LogSoftmax", [](const Call& c) { return stateless(c, "nn.LogSoftmax"); }},
      {"nn.MSELoss", [](const Call& c) { return stateless(c, "nn.MSELoss"); }},
      {"nn.L1Loss", [](const Call& c) { return stateless(c, "nn.L1Loss"); }},
      {"nn.SmoothL1Loss", [](const Call& c) { return stateless(c, "nn.SmoothL1Loss"); }},
      {"nn.HuberLoss", [](const Call& c) { return stateless(c, "nn.HuberLoss"); }},
      {"nn.CrossEntropyLoss", [](const Call& c) { return stateless(c, "nn.CrossEntropyLoss"); }},
      {"nn.NLLLoss", [](const Call& c) { return stateless(c, "nn.NLLLoss"); }},
      {"nn.BCELoss", [](const Call& c) { return stateless(c, "nn.BCELoss"); }},
      {"nn.BCEWithLogitsLoss", [](const Call& c) { return stateless(c, "nn.BCEWithLogitsLoss"); }},
      {"nn.KLDivLoss", [](const Call& c) { return stateless(c, "nn.KLDivLoss"); }},
      {"Module.call",
       [](const Call& c) { return call_module(c.machine, *module_of(c["self"]), items_of(c["input"])); }},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
