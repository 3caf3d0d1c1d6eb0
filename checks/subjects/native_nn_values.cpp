#include <gradproof/checks/subjects/native_nn_values.hpp>
#include <gradproof/core/nn/nn.hpp>

namespace gradproof::checks::native {
namespace {

std::optional<Value> made_with(nn::Module& m, std::string_view name) {
  if (const auto* linear = m.as<nn::Linear>()) {
    if (name == "in_features") return Value{linear->options.in_features()};
    if (name == "out_features") return Value{linear->options.out_features()};
  }
  if (const auto* norm = m.as<nn::BatchNormImplBase>()) {
    if (name == "eps") return Value{norm->options.eps()};
    if (name == "momentum") return norm->options.momentum() ? Value{*norm->options.momentum()} : Value{};
  }
  if (const auto* norm = m.as<nn::LayerNorm>(); norm && name == "eps") return Value{norm->options.eps()};
  if (const auto* norm = m.as<nn::GroupNorm>(); norm && name == "eps") return Value{norm->options.eps()};
  if (const auto* dropout = m.as<nn::Dropout>(); dropout && name == "p") return Value{dropout->options.p()};
  if (const auto* dropout = m.as<nn::Dropout2d>(); dropout && name == "p") return Value{dropout->options.p()};
  return std::nullopt;
}

bool names_a_tensor(std::string_view name) {
  for (std::string_view known : {"weight", "bias", "running_mean", "running_var", "num_batches_tracked"})
    if (name == known) return true;
  return false;
}

}  // namespace

Tensor ModuleList::forward(const Tensor&) { throw Raised("not_implemented", "a list of modules cannot be called"); }

Value wrap_module(nn::AnyModule module) {
  return {std::shared_ptr<Object>(std::make_shared<ModuleObject>(std::move(module)))};
}

const ModuleObject& as_module(const Value& v) {
  const auto* module = v.object<ModuleObject>();
  if (!module) throw Raised("argument", "expected a Module", "TypeError");
  return *module;
}

Value module_attribute(const ModuleObject& object, std::string_view name) {
  nn::Module& m = object.module();
  if (name == "training") return {m.is_training()};
  for (const auto& dict : {m.named_parameters(false), m.named_buffers(false)})
    if (const Tensor* t = dict.find(std::string(name))) return wrap(*t);
  if (const auto value = made_with(m, name)) return *value;
  if (names_a_tensor(name)) return {};
  throw Unsupported("the native runtime's " + m.name() + " has no ." + std::string(name));
}

Value module_item(const ModuleObject& object, const Value& index) {
  const auto* list = object.module().as<nn::SequentialImpl>();
  if (!list) throw Raised("argument", "'" + object.module().name() + "' object is not subscriptable", "TypeError");
  const std::int64_t size = std::int64_t(list->size()), asked = as_integer(index),
                     at = asked < 0 ? asked + size : asked;
  if (at < 0 || at >= size)
    throw Raised("index", "index " + std::to_string(asked) + " is out of range for a list of " + std::to_string(size),
                 "IndexError");
  return wrap_module(list->begin()[at]);
}

Value entry_of(const StateDictObject& dict, const Value& key) {
  const auto* name = key.get<std::string>();
  for (const auto& [key_of, tensor] : dict.entries)
    if (name && key_of == *name) return wrap(tensor);
  throw Raised("index", name ? "'" + *name + "'" : "the keys of a state dict are texts", "KeyError");
}

}  // namespace gradproof::checks::native
