// What a program does with a module beside calling it.
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/oracle/module.hpp>
#include <gradproof/checks/oracle/places.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

void collect(const Module& m, const std::string& prefix, Named Module::*kind, Named& into) {
  for (const auto& [name, tensor] : m.*kind) {
    bool known = std::any_of(into.begin(), into.end(), [&t = tensor](const auto& other) { return other.second == t; });
    if (tensor && !known) into.emplace_back(prefix + name, tensor);
  }
  for (const auto& [name, child] : m.children) collect(*child, prefix + name + ".", kind, into);
}

void each_module(const std::shared_ptr<Module>& m, const std::function<void(Module&)>& visit) {
  visit(*m);
  for (const auto& child : m->children) each_module(child.second, visit);
}

Named own(const Named& tensors) {
  Named result;
  for (const auto& entry : tensors)
    if (entry.second) result.push_back(entry);
  return result;
}

Named parameters_of(const Call& c) {
  auto m = module_of(c["self"]);
  return c.flag("recurse") ? all_parameters(*m) : own(m->parameters);
}

Value tensors(const Named& named) {
  std::vector<Value> items;
  for (const auto& entry : named) items.push_back(TapeMachine::wrap(entry.second));
  return list_of(std::move(items), false);
}

Value named_parameters(const Call& c) {
  std::vector<Value> items;
  std::string prefix = c.text("prefix").empty() ? "" : c.text("prefix") + ".";
  for (const auto& [name, tensor] : parameters_of(c))
    items.push_back(list_of({Value{prefix + name}, TapeMachine::wrap(tensor)}, true));
  return list_of(std::move(items), false);
}

Value children(const Call& c) {
  std::vector<Value> items;
  for (const auto& child : module_of(c["self"])->children) items.push_back({std::shared_ptr<Object>(child.second)});
  return list_of(std::move(items), false);
}

TensorPtr given_tensor(const Call& c, const char* name) {
  auto* object = c[name].get<std::shared_ptr<Object>>();
  return object ? std::dynamic_pointer_cast<Tensor>(*object) : nullptr;
}

Value set_mode(const Call& c, bool training) {
  each_module(module_of(c["self"]), [training](Module& m) { m.training = training; });
  return c["self"];
}

Value set_requires_grad(const Call& c) {
  for (const auto& entry : all_parameters(*module_of(c["self"])))
    entry.second->set_requires_grad(!c.has("requires_grad") || c.flag("requires_grad"));
  return c["self"];
}

Value zero_grad(const Call& c) {
  for (const auto& entry : all_parameters(*module_of(c["self"])))
    clear_gradient(c.machine, *entry.second, c.flag("set_to_none"));
  return {};
}

/// The tensors stay the same objects, over new memory.
Value converted(const Call& c, std::optional<Dtype> dtype, const std::optional<std::string>& device = {}) {
  Recording off(false);
  auto m = module_of(c["self"]);
  for (const Named& all : {all_parameters(*m), all_buffers(*m)})
    for (const auto& [name, tensor] : all) {
      const bool stays = !device || tensor->storage()->device == *device;
      const bool casts = dtype && is_float(tensor->dtype()) && tensor->dtype() != *dtype;
      if (stays && !casts) continue;
      const OnDevice there(device.value_or(tensor->storage()->device));
      TensorPtr data = Tensor::make(casts ? cast(tensor->read(), *dtype) : tensor->read());
      tensor->set_data(*data, c.machine.carries_writes());
    }
  return c["self"];
}

Value to(const Call& c) {
  auto* symbol = c["device"].get<Symbol>();
  const bool is_dtype = symbol && dtype_named(symbol->name).has_value();
  return converted(c, is_dtype ? c.dtype("device") : c.dtype(),
                   c.has("device") && !is_dtype ? std::optional(device_named(c["device"])) : std::nullopt);
}

Named state_of(const Module& m) {
  Named all = all_parameters(m);
  for (const auto& buffer : all_buffers(m)) all.push_back(buffer);
  return all;
}

Value state_dict(const Call& c) {
  auto dict = std::make_shared<StateDict>();
  for (const auto& [name, tensor] : state_of(*module_of(c["self"])))
    dict->entries.emplace_back(c.text("prefix") + name, c.flag("keep_vars") ? tensor : tensor->cut(tensor->layout()));
  return {std::shared_ptr<Object>(dict)};
}

Value load_state_dict(const Call& c) {
  auto* dict = c["state_dict"].object<StateDict>();
  if (!dict || c.flag("assign")) throw Unsupported("the tape loads only what state_dict() gave, into the parameters");
  Recording off(false);
  for (const auto& [name, tensor] : state_of(*module_of(c["self"])))
    for (const auto& [key, source] : dict->entries)
      if (key == name) {
        Var value = source->read();
        c.machine.write(*tensor, [&](const Var& old) { return cast(value, old.dtype()); });
      }
  return {};
}

Value all_modules(const Call& c) {
  std::vector<Value> items;
  std::function<void(const std::shared_ptr<Module>&)> visit = [&](const std::shared_ptr<Module>& m) {
    items.push_back({std::shared_ptr<Object>(m)});
    for (const auto& child : m->children) visit(child.second);
  };
  visit(module_of(c["self"]));
  return list_of(std::move(items), false);
}

Value to_vector(const Call& c) {
  Vars parts;
  for (const Value& item : items_of(c["parameters"])) {
    Var x = var_of(item);
    parts.push_back(reshape(x, {x.value().size()}));
  }
  return c.machine.fresh(joined(parts, 0));
}

/// Each parameter's data become a view of the row.
Value from_vector(const Call& c) {
  std::int64_t start = 0;
  Recording off(false);
  for (const Value& item : items_of(c["parameters"])) {
    Tensor& parameter = *tensor_in(item);
    std::int64_t size = parameter.size();
    TensorPtr piece = c.tensor("vec").view([&](const Layout& layout) {
      Layout row = narrow(layout, 0, start, size);
      return reshaped(row, parameter.shape()).value_or(row);
    });
    parameter.set_data(*piece, c.machine.carries_writes());
    start += size;
  }
  return {};
}

Value append(const Call& c) {
  auto m = module_of(c["self"]);
  m->children.emplace_back(std::to_string(m->children.size()), module_of(c["module"]));
  return c["self"];
}

}  // namespace

std::shared_ptr<Module> module_of(const Value& value) {
  auto* object = value.get<std::shared_ptr<Object>>();
  auto module = object ? std::dynamic_pointer_cast<Module>(*object) : nullptr;
  if (!module) throw Raised("argument", "found no module, expected one", "TypeError");
  return module;
}

Named all_parameters(const Module& module) {
  Named all;
  collect(module, "", &Module::parameters, all);
  return all;
}

Named all_buffers(const Module& module) {
  Named all;
  collect(module, "", &Module::buffers, all);
  return all;
}

Value module_attribute(const Module& module, std::string_view name) {
  if (name == "training") return {module.training};
  for (const Named* tensors : {&module.parameters, &module.buffers})
    for (const auto& [key, tensor] : *tensors)
      if (key == name) return tensor ? TapeMachine::wrap(tensor) : Value{};
  if (auto setting = module.settings.find(name); setting != module.settings.end()) return setting->second;
  throw Unsupported(fmt::format("the tape has no attribute '{}' of this module", name));
}

Value module_item(const Module& module, std::int64_t index) {
  auto size = static_cast<std::int64_t>(module.children.size());
  if (index < -size || index >= size)
    throw Raised("index", fmt::format("index {} is out of range for {} modules", index, size), "IndexError");
  return {std::shared_ptr<Object>(module.children[static_cast<std::size_t>(index < 0 ? index + size : index)].second)};
}

void clear_gradient(TapeMachine& machine, Tensor& parameter, bool set_to_none) {
  if (!parameter.grad || set_to_none) {
    parameter.grad = nullptr;
    return;
  }
  if (parameter.grad->requires_grad()) parameter.grad->detach_in_place();
  Recording off(false);
  machine.write(*parameter.grad, [](const Var& g) { return zeros_like(g); });
}

const Operations& module_method_operations() {
  static const Operations table = {
      {"Module.parameters", [](const Call& c) { return tensors(parameters_of(c)); }},
      {"Module.named_parameters", named_parameters},
      {"Module.buffers", [](const Call& c) { return tensors(all_buffers(*module_of(c["self"]))); }},
      {"Module.children", children},
      {"Module.append", append},
      {"Module.modules", all_modules},
      {"Module.state_dict", state_dict},
      {"Module.load_state_dict", load_state_dict},
      {"nn.utils.parameters_to_vector", to_vector},
      {"nn.utils.vector_to_parameters", from_vector},
      {"Module.register_buffer",
       [](const Call& c) -> Value {
         module_of(c["self"])->buffers.emplace_back(c.text("name"), given_tensor(c, "tensor"));
         return {};
       }},
      {"Module.register_parameter",
       [](const Call& c) -> Value {
         module_of(c["self"])->parameters.emplace_back(c.text("name"), given_tensor(c, "param"));
         return {};
       }},
      {"Module.requires_grad_", set_requires_grad},
      {"Module.zero_grad", zero_grad},
      {"Module.train", [](const Call& c) { return set_mode(c, !c.has("mode") || c.flag("mode")); }},
      {"Module.eval", [](const Call& c) { return set_mode(c, false); }},
      {"Module.to", to},
      {"Module.float", [](const Call& c) { return converted(c, Dtype::float32); }},
      {"Module.double", [](const Call& c) { return converted(c, Dtype::float64); }},
      {"Module.half", [](const Call& c) { return converted(c, Dtype::float16); }},
      {"Module.bfloat16", [](const Call& c) { return converted(c, Dtype::bfloat16); }},
      {"Module.cpu", [](const Call& c) { return converted(c, {}, "cpu"); }},
      {"Module.cuda",
       [](const Call& c) { return converted(c, {}, c.has("device") ? device_named(c["device"]) : "cuda:0"); }},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
