// Backward passes and what watches them. Hooks get copies: what a hook does to its copy reaches its own tensor's
// gradient and nobody else's.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

struct Handle : Object {
  explicit Handle(std::function<void()> r) : remove(std::move(r)) {}
  std::string_view type() const override { return "RemovableHandle"; }
  std::function<void()> remove;
};

/// The tensors of one argument: one alone, or a list of them.
std::vector<TensorPtr> tensors_of(const Value& value) {
  std::vector<TensorPtr> result;
  for (const Value& item : value.is_none() ? std::vector<Value>{} : items_of(value)) {
    auto* object = item.get<std::shared_ptr<Object>>();
    result.push_back(object ? std::dynamic_pointer_cast<Tensor>(*object) : nullptr);
    if (!result.back() && !item.is_none())
      throw Raised("argument", "backward: found no tensor, expected one or a list of them", "TypeError");
  }
  return result;
}

/// Given seeds, and ones where none is given.
Vars seeds_for(const std::vector<TensorPtr>& roots, const Value& given) {
  std::vector<TensorPtr> seeds = tensors_of(given);
  seeds.resize(roots.size());
  Vars result;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    if (seeds[i] && seeds[i]->shape() != roots[i]->shape())
      throw Raised("gradient_shape", fmt::format("backward: the seed has sizes {}, the root has {}", seeds[i]->shape(),
                                                 roots[i]->shape()));
    result.push_back(seeds[i] ? seeds[i]->read() : constant(Array::full(roots[i]->shape(), roots[i]->dtype(), 1)));
  }
  return result;
}

/// Gradients with respect to the newest version of each input that the roots depend on.
Vars pull_back_to(const Vars& roots, const Vars& seeds, const std::vector<TensorPtr>& inputs) {
  std::vector<Vars> versions;
  Vars targets, result;
  for (const TensorPtr& input : inputs) {
    versions.push_back(input->versions());
    targets.insert(targets.end(), versions.back().begin(), versions.back().end());
  }
  Vars gradients = pull_back(roots, seeds, targets);
  auto next = gradients.begin();
  for (const Vars& of_input : versions) {
    Var newest;
    for (std::size_t i = 0; i < of_input.size(); ++i, ++next)
      if (!newest) newest = *next;
    result.push_back(newest);
  }
  return result;
}

/// Runs `pass` with the grad mode of a backward pass; what it raises was raised in backward.
template <class Body>
auto in_backward(const Call& c, const Body& body) {
  c.machine.begin_pass();
  Recording mode(c.flag("create_graph"));
  try {
    return body();
  } catch (Raised& error) {
    error.in_backward = true;
    throw;
  }
}

Value backward(const Call& c, const char* roots_name, const char* seeds_name) {
  std::vector<TensorPtr> roots = tensors_of(c[roots_name]), inputs = tensors_of(c["inputs"]);
  return in_backward(c, [&]() -> Value {
    Vars seeds = seeds_for(roots, c[seeds_name]), values;
    for (const TensorPtr& root : roots) values.push_back(root->read());
    if (inputs.empty()) {
      pull_back(values, seeds);
      return {};
    }
    Vars gradients = pull_back_to(values, seeds, inputs);
    for (std::size_t i = 0; i < inputs.size(); ++i)
      if (gradients[i] && !inputs[i]->retains_grad) inputs[i]->accumulate(gradients[i]);
    return {};
  });
}

Value grad(const Call& c) {
  std::vector<TensorPtr> roots = tensors_of(c["outputs"]), inputs = tensors_of(c["inputs"]);
  if (c.flag("is_grads_batched")) throw Unsupported("the tape has no batched gradients");
  return in_backward(c, [&]() -> Value {
    Vars seeds = seeds_for(roots, c["grad_outputs"]), values;
    for (const TensorPtr& root : roots) values.push_back(root->read());
    std::vector<Value> result;
    for (const Var& g : pull_back_to(values, seeds, inputs)) {
      bool zero = !g && c.flag("materialize_grads");
      result.push_back(g      ? c.machine.gradient_copy(g)
                       : zero ? c.machine.gradient_copy(zeros_like(inputs[result.size()]->read()))
                              : Value{});
    }
    return list_of(std::move(result), true);
  });
}

std::shared_ptr<Callable> callable(const Call& c, const char* name) {
  auto* function = c[name].get<std::shared_ptr<Callable>>();
  if (!function)
    throw Raised("argument", fmt::format("argument '{}' cannot be called, expected a function", name), "TypeError");
  return *function;
}

Value register_hook(const Call& c) {
  auto hook = std::make_shared<Hook>();
  hook->call = [&machine = c.machine, function = callable(c, "hook")](const Var& g) {
    Value copy = machine.gradient_copy(g);
    Value answer = (*function)(std::span<const Value>(&copy, 1));
    Tensor* changed = answer.object<Tensor>() ? answer.object<Tensor>() : copy.object<Tensor>();
    bool untouched = changed == copy.object<Tensor>() && changed->storage()->writes == 0;
    return untouched ? g : changed->read();
  };
  c.tensor().own()->hooks.push_back(hook);
  return {std::make_shared<Handle>([hook] { hook->removed = true; })};
}

/// A hook in front of a node sees a tuple of one gradient, and may give another.
Value register_prehook(const Call& c) {
  auto* node = c["self"].object<GraphNode>();
  if (!node) throw Raised("argument", "found no node, expected one", "TypeError");
  auto hook = std::make_shared<Hook>();
  hook->call = [&machine = c.machine, function = callable(c, "fn")](const Var& g) {
    Value copy = machine.gradient_copy(g), row = list_of({copy}, true);
    Value answer = (*function)(std::span<const Value>(&row, 1));
    if (!answer.is_none()) return var_of(items_of(answer).at(0));
    return copy.object<Tensor>()->storage()->writes == 0 ? g : copy.object<Tensor>()->read();
  };
  node->output->hooks.push_back(hook);
  return {std::make_shared<Handle>([hook] { hook->removed = true; })};
}

Value register_post_hook(const Call& c) {
  auto function = callable(c, "hook");
  c.tensor().after_accumulation.push_back(function);
  std::weak_ptr<Tensor> tensor = std::static_pointer_cast<Tensor>(c.tensor().shared_from_this());
  return {std::make_shared<Handle>([tensor, function] {
    if (auto alive = tensor.lock()) std::erase(alive->after_accumulation, function);
  })};
}

Value retain_grad(const Call& c) {
  c.tensor().retain_grad();
  c.machine.keep_retained(std::static_pointer_cast<Tensor>(c.tensor().shared_from_this()));
  return {};
}

Value requires_grad(const Call& c) {
  c.tensor().set_requires_grad(c.flag("requires_grad"));
  return c["input"];
}

Value remove_hook(const Call& c) {
  if (auto* handle = c["self"].object<Handle>()) handle->remove();
  return {};
}

/// The tape knows no names of PyTorch's nodes.
Value node_name(const Call& c) {
  c.machine.touch_unspeakable();
  return {std::string()};
}

/// A flag that the tape does not keep.
Value unspeakable_flag(const Call& c) {
  c.machine.touch_unspeakable();
  return {false};
}

Value grad_mode(const Call&) { return {Recording::is_on()}; }

}  // namespace

const Operations& autograd_operations() {
  static const Operations table = {
      {"backward", [](const Call& c) { return backward(c, "input", "gradient"); }},
      {"autograd.backward", [](const Call& c) { return backward(c, "tensors", "grad_tensors"); }},
      {"autograd.grad", grad},
      {"requires_grad_", requires_grad},
      {"retain_grad", retain_grad},
      {"register_hook", register_hook},
      {"register_post_accumulate_grad_hook", register_post_hook},
      {"RemovableHandle.remove", remove_hook},
      {"Node.register_prehook", register_prehook},
      {"is_grad_enabled", grad_mode},
      {"Node.name", node_name},
      {"is_inference", unspeakable_flag},
      {"is_inference_mode_enabled", unspeakable_flag},
      {"is_anomaly_enabled", unspeakable_flag},
      {"_is_view", unspeakable_flag},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
