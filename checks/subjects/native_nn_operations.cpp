// torch.nn's modules, their methods and initialization, and the functions that come with them.
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/checks/subjects/native_nn_stateless.hpp>
#include <gradproof/checks/subjects/native_nn_values.hpp>
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/nn/nn.hpp>
#include <gradproof/core/ops/functions/random.hpp>
#include <gradproof/core/tensor/generator.hpp>

namespace gradproof::checks::native {
namespace {

namespace F = gradproof::nn::functional;

const Tensor& input(const Arguments& a) { return as_tensor(a["input"]); }
Tensor optional_tensor(const Value& v) { return v.is_none() ? Tensor() : as_tensor(v); }
double number(const Arguments& a, std::string_view name) { return as_number(a[name]).toDouble(); }
std::int64_t integer(const Arguments& a, std::string_view name) { return as_integer(a[name]); }
bool flag(const Arguments& a, std::string_view name) { return as_flag(a[name], false); }

void refuse(const Arguments& a, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names)
    if (!a[name].is_none() && as_flag(a[name], true))
      throw Unsupported("the native runtime has no " + std::string(name) + " here");
}

// Modules
// --------------------------------------------------------------------------------------------------------------
template <class M, class... A>
Value made(const Arguments& a, A&&... arguments) {
  auto module = std::make_shared<M>(std::forward<A>(arguments)...);
  if (const auto dtype = as_dtype(a["dtype"])) module->to(*dtype);
  return wrap_module(nn::AnyModule(std::move(module)));
}

Value linear(const Arguments& a) {
  return made<nn::LinearImpl>(
      a, nn::LinearOptions(integer(a, "in_features"), integer(a, "out_features")).bias(as_flag(a["bias"], true)));
}
Value embedding_module(const Arguments& a) {
  refuse(a, {"max_norm", "scale_grad_by_freq", "sparse", "_weight", "_freeze"});
  nn::EmbeddingOptions options(integer(a, "num_embeddings"), integer(a, "embedding_dim"));
  if (!a["padding_idx"].is_none()) options.padding_idx(integer(a, "padding_idx"));
  return made<nn::EmbeddingImpl>(a, options);
}
Value layer_norm_module(const Arguments& a) {
  if (!as_flag(a["bias"], true)) throw Unsupported("the native runtime has no LayerNorm without bias");
  return made<nn::LayerNormImpl>(a, nn::LayerNormOptions(as_integers(a["normalized_shape"]))
                                        .eps(number(a, "eps"))
                                        .elementwise_affine(as_flag(a["elementwise_affine"], true)));
}
Value group_norm_module(const Arguments& a) {
  return made<nn::GroupNormImpl>(a, nn::GroupNormOptions(integer(a, "num_groups"), integer(a, "num_channels"))
                                        .eps(number(a, "eps"))
                                        .affine(as_flag(a["affine"], true)));
}
template <class M>
Value batch_norm_module(const Arguments& a) {
  auto options = nn::BatchNormOptions(integer(a, "num_features"))
                     .eps(number(a, "eps"))
                     .affine(as_flag(a["affine"], true))
                     .track_running_stats(as_flag(a["track_running_stats"], true));
  options.momentum(a["momentum"].is_none() ? std::nullopt : std::optional(number(a, "momentum")));
  return made<M>(a, options);
}
/// Notes what the input is about to be multiplied with, drawn from a copy of the stream that dropout will draw from.
void note_kept(const Tensor& x, double p, bool training, bool by_channel) {
  if (!training || !(p > 0 && p < 1) || x.numel() == 0) return;
  NoGradGuard no_grad;
  Tensor like = x.detach();
  if (by_channel) {
    if (x.dim() < 2) return;
    std::vector<std::int64_t> sizes(std::size_t(x.dim()), 1);
    sizes[0] = x.size(0), sizes[1] = x.size(1);
    like = zeros(sizes, x.options().requires_grad(false));
  }
  note_draw(dropout_mask(like, p, default_generator().clone()).expand(x.sizes()));
}

/// Dropout that notes what it draws.
template <class M, bool by_channel>
struct NotedDropout final : M {
  using M::M;
  Tensor forward(const Tensor& x) {
    note_kept(x, this->options.p(), this->is_training(), by_channel);
    return M::forward(x);
  }
};
template <class M, bool by_channel>
Value dropout_module(const Arguments& a) {
  return made<NotedDropout<M, by_channel>>(a, nn::DropoutOptions(number(a, "p")).inplace(flag(a, "inplace")));
}
Value relu_module(const Arguments& a) { return made<nn::ReLUImpl>(a, nn::ReLUOptions(flag(a, "inplace"))); }
Value flatten_module(const Arguments& a) {
  return made<nn::FlattenImpl>(a,
                               nn::FlattenOptions().start_dim(integer(a, "start_dim")).end_dim(integer(a, "end_dim")));
}
template <class M>
Value plain_module(const Arguments& a) {
  return made<M>(a);
}

std::vector<Value> items(const Value& v) {
  const auto* sequence = v.get<std::shared_ptr<Sequence>>();
  return sequence ? (*sequence)->items : std::vector<Value>();
}

template <class List>
Value listed(const std::vector<Value>& modules) {
  const auto list = std::make_shared<List>();
  for (const Value& v : modules) list->push_back(as_module(v).any);
  return wrap_module(nn::AnyModule(list));
}
Value sequential(const Arguments& a) { return listed<nn::SequentialImpl>(items(a["args"])); }
Value module_list(const Arguments& a) { return listed<ModuleList>(items(a["modules"])); }

// Methods of modules
// ---------------------------------------------------------------------------------------------------
nn::Module& self(const Arguments& a) { return as_module(a["self"]).module(); }

Value call(const Arguments& a) {
  const nn::AnyModule& m = as_module(a["self"]).any;
  const std::vector<Value> given = items(a["input"]);
  if (const auto* loss = m.ptr()->as<LossModule>(); loss && given.size() == 2) return (*loss)(given[0], given[1]);
  if (given.size() != 1)
    throw Raised("argument", "forward() takes one input, found " + std::to_string(given.size()), "TypeError");
  const Tensor& x = as_tensor(given[0]);
  const Tensor y = m.forward(x);
  return y.is_same(x) ? given[0] : wrap(y);
}

Value list_of(const TensorList& tensors) {
  std::vector<Value> all;
  for (const Tensor& t : tensors) all.push_back(wrap(t));
  return make_sequence(false, std::move(all));
}
Value parameters(const Arguments& a) { return list_of(self(a).parameters(as_flag(a["recurse"], true))); }
Value buffers(const Arguments& a) { return list_of(self(a).buffers(as_flag(a["recurse"], true))); }
Value named_parameters(const Arguments& a) {
  const auto* prefix = a["prefix"].get<std::string>();
  const std::string before = prefix && !prefix->empty() ? *prefix + "." : "";
  std::vector<Value> all;
  for (const auto& p : self(a).named_parameters(as_flag(a["recurse"], true)))
    all.push_back(make_sequence(true, {Value{before + p.key()}, wrap(p.value())}));
  return make_sequence(false, std::move(all));
}
Value children(const Arguments& a) {
  std::vector<Value> all;
  const std::size_t count = self(a).children().size();
  for (std::size_t i = 0; i < count; ++i) all.push_back(module_item(as_module(a["self"]), {std::int64_t(i)}));
  return make_sequence(false, std::move(all));
}
Value append(const Arguments& a) {
  auto* list = self(a).as<nn::SequentialImpl>();
  if (!list) throw Raised("argument", "this module has no append", "AttributeError");
  list->push_back(as_module(a["module"]).any);
  return a["self"];
}
Value register_buffer(const Arguments& a) {
  self(a).register_buffer(a["name"].as<std::string>(), optional_tensor(a["tensor"]));
  return {};
}
Value register_parameter(const Arguments& a) {
  const Tensor p = optional_tensor(a["param"]);
  self(a).register_parameter(a["name"].as<std::string>(), p, p.defined() && p.requires_grad());
  return {};
}
Value module_requires_grad(const Arguments& a) {
  self(a).requires_grad_(as_flag(a["requires_grad"], true));
  return a["self"];
}
Value module_zero_grad(const Arguments& a) {
  self(a).zero_grad(as_flag(a["set_to_none"], true));
  return {};
}
Value train(const Arguments& a) {
  self(a).train(as_flag(a["mode"], true));
  return a["self"];
}
Value eval(const Arguments& a) {
  self(a).eval();
  return a["self"];
}
Value to(const Arguments& a) {
  const auto* symbol = a["device"].get<Symbol>();
  const bool is_device = !a["device"].is_none() && !(symbol && !symbol->name.starts_with("torch.device:"));
  if (is_device) self(a).to(as_device(a["device"]), as_flag(a["non_blocking"], false));
  if (const auto dtype = as_dtype(a[is_device || a["device"].is_none() ? "dtype" : "device"])) self(a).to(*dtype);
  return a["self"];
}
template <DType To>
Value to_dtype(const Arguments& a) {
  self(a).to(To);
  return a["self"];
}
Value cpu(const Arguments& a) {
  self(a).to(Device());
  return a["self"];
}
Value cuda(const Arguments& a) {
  self(a).to(a["device"].is_none() ? Device(kCUDA) : as_device(a["device"]));
  return a["self"];
}

// nn.init and nn.utils
// -------------------------------------------------------------------------------------------------
Value init_constant(const Arguments& a) {
  nn::init::constant_(as_tensor(a["tensor"]), as_number(a["val"]));
  return a["tensor"];
}
template <Tensor (*Fill)(Tensor)>
Value init_with(const Arguments& a) {
  Fill(as_tensor(a["tensor"]));
  return a["tensor"];
}
Value init_uniform(const Arguments& a) {
  nn::init::uniform_(as_tensor(a["tensor"]), number(a, "a"), number(a, "b"));
  return a["tensor"];
}
Value init_normal(const Arguments& a) {
  nn::init::normal_(as_tensor(a["tensor"]), number(a, "mean"), number(a, "std"));
  return a["tensor"];
}
template <Tensor (*Fill)(Tensor, double)>
Value init_xavier(const Arguments& a) {
  Fill(as_tensor(a["tensor"]), number(a, "gain"));
  return a["tensor"];
}
nn::init::NonlinearityType nonlinearity(const std::string& name) {
  if (name == "leaky_relu") return kLeakyReLU;
  if (name == "relu") return kReLU;
  if (name == "tanh") return kTanh;
  if (name == "linear" || name == "sigmoid") return kLinear;
  throw Unsupported("the native runtime has no gain for " + name);
}
template <Tensor (*Fill)(Tensor, double, nn::init::FanModeType, nn::init::NonlinearityType)>
Value init_kaiming(const Arguments& a) {
  nn::init::FanModeType mode = kFanIn;
  if (a["mode"].as<std::string>() == "fan_out") mode = kFanOut;
  Fill(as_tensor(a["tensor"]), number(a, "a"), mode, nonlinearity(a["nonlinearity"].as<std::string>()));
  return a["tensor"];
}
Value clip_norm(const Arguments& a) {
  const TensorList all = as_tensors(a["parameters"]);
  const double norm =
      nn::utils::clip_grad_norm_(all, number(a, "max_norm"), number(a, "norm_type"), flag(a, "error_if_nonfinite"));
  return wrap(scalar_tensor(norm, all.empty() ? TensorOptions() : TensorOptions(all[0].dtype())));
}
Value clip_value(const Arguments& a) {
  nn::utils::clip_grad_value_(as_tensors(a["parameters"]), number(a, "clip_value"));
  return {};
}

// Functions
// ------------------------------------------------------------------------------------------------------------
Value layer_norm(const Arguments& a) {
  return wrap(gradproof::layer_norm(input(a), as_integers(a["normalized_shape"]), optional_tensor(a["weight"]),
                                    optional_tensor(a["bias"]), number(a, "eps")));
}
Value group_norm(const Arguments& a) {
  return wrap(gradproof::group_norm(input(a), integer(a, "num_groups"), optional_tensor(a["weight"]),
                                    optional_tensor(a["bias"]), number(a, "eps")));
}
Value batch_norm(const Arguments& a) {
  return wrap(F::batch_norm(input(a), optional_tensor(a["running_mean"]), optional_tensor(a["running_var"]),
                            F::BatchNormFuncOptions()
                                .weight(optional_tensor(a["weight"]))
                                .bias(optional_tensor(a["bias"]))
                                .training(flag(a, "training"))
                                .momentum(number(a, "momentum"))
                                .eps(number(a, "eps"))));
}
Value instance_norm_of(const Arguments& a) {
  return wrap(gradproof::instance_norm(input(a), optional_tensor(a["weight"]), optional_tensor(a["bias"]),
                                       optional_tensor(a["running_mean"]), optional_tensor(a["running_var"]),
                                       flag(a, "use_input_stats"), number(a, "momentum"), number(a, "eps")));
}
template <Tensor (*Drop)(const Tensor&, const F::DropoutFuncOptions&), bool by_channel, bool in_place = false>
Value dropout(const Arguments& a) {
  note_kept(input(a), number(a, "p"), as_flag(a["training"], true), by_channel);
  const Tensor y = Drop(input(a), F::DropoutFuncOptions()
                                      .p(number(a, "p"))
                                      .training(as_flag(a["training"], true))
                                      .inplace(in_place || flag(a, "inplace")));
  return y.is_same(input(a)) ? a["input"] : wrap(y);
}

const Operations kOperations = {
    {"nn.Linear", linear},
    {"nn.Embedding", embedding_module},
    {"nn.LayerNorm", layer_norm_module},
    {"nn.GroupNorm", group_norm_module},
    {"nn.BatchNorm1d", batch_norm_module<nn::BatchNorm1dImpl>},
    {"nn.BatchNorm2d", batch_norm_module<nn::BatchNorm2dImpl>},
    {"nn.Dropout", dropout_module<nn::DropoutImpl, false>},
    {"nn.Dropout2d", dropout_module<nn::Dropout2dImpl, true>},
    {"nn.ReLU", relu_module},
    {"nn.Tanh", plain_module<nn::TanhImpl>},
    {"nn.Sigmoid", plain_module<nn::SigmoidImpl>},
    {"nn.Identity", plain_module<nn::IdentityImpl>},
    {"nn.Flatten", flatten_module},
    {"nn.Sequential", sequential},
    {"nn.ModuleList", module_list},
    {"Module.call", call},
    {"Module.parameters", parameters},
    {"Module.named_parameters", named_parameters},
    {"Module.buffers", buffers},
    {"Module.children", children},
    {"Module.append", append},
    {"Module.register_buffer", register_buffer},
    {"Module.register_parameter", register_parameter},
    {"Module.requires_grad_", module_requires_grad},
    {"Module.zero_grad", module_zero_grad},
    {"Module.train", train},
    {"Module.eval", eval},
    {"Module.to", to},
    {"Module.float", to_dtype<kFloat>},
    {"Module.double", to_dtype<kDouble>},
    {"Module.half", to_dtype<kHalf>},
    {"Module.bfloat16", to_dtype<kBFloat16>},
    {"Module.cpu", cpu},
    {"Module.cuda", cuda},
    {"nn.init.constant_", init_constant},
    {"nn.init.zeros_", init_with<nn::init::zeros_>},
    {"nn.init.ones_", init_with<nn::init::ones_>},
    {"nn.init.eye_", init_with<nn::init::eye_>},
    {"nn.init.uniform_", init_uniform},
    {"nn.init.normal_", init_normal},
    {"nn.init.xavier_uniform_", init_xavier<nn::init::xavier_uniform_>},
    {"nn.init.xavier_normal_", init_xavier<nn::init::xavier_normal_>},
    {"nn.init.kaiming_uniform_", init_kaiming<nn::init::kaiming_uniform_>},
    {"nn.init.kaiming_normal_", init_kaiming<nn::init::kaiming_normal_>},
    {"nn.utils.clip_grad_norm_", clip_norm},
    {"nn.utils.clip_grad_value_", clip_value},
    {"layer_norm", layer_norm},
    {"group_norm", group_norm},
    {"batch_norm", batch_norm},
    {"instance_norm", instance_norm_of},
    {"dropout", dropout<F::dropout, false>},
    {"dropout1d", dropout<F::dropout2d, true>},
    {"dropout2d", dropout<F::dropout2d, true>},
    {"dropout_", dropout<F::dropout, false, true>},
    {"dropout1d_", dropout<F::dropout2d, true, true>},
    {"dropout2d_", dropout<F::dropout2d, true, true>},
};

}  // namespace

const Operations& nn_operations() { return kOperations; }

}  // namespace gradproof::checks::native
