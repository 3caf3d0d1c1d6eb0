#include <algorithm>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

/// Where the hooks of `t` are kept: with a leaf itself, since its accumulators come and go, else with its producer.
NodeHooks& hooks_for(const Tensor& t, const char* operation) {
  if (!t.requires_grad())
    raise(ErrorKind::requires_grad,
          std::string(operation) + ": cannot register a hook on a tensor that doesn't require gradient");
  if (!t.is_leaf()) return hooks_of(*t.grad_fn());
  AutogradMeta& m = meta_of(t);
  const Ref<Node> accumulator = gradient_accumulator(t);
  if (!m.leaf_hooks) m.leaf_hooks = accumulator->hooks ? accumulator->hooks : std::make_shared<NodeHooks>();
  accumulator->hooks = m.leaf_hooks;
  return *m.leaf_hooks;
}

std::atomic<std::uint32_t> next_id = 1;  // of what hangs on nodes

/// What hangs on `t` now; null when nothing ever did.
NodeHooks* find_hooks(const Tensor& t) {
  if (const Ref<Node> producer = t.grad_fn()) return producer->hooks.get();
  const AutogradMeta* m = find_meta(t);
  return m ? m->leaf_hooks.get() : nullptr;
}

void drop_retained(AutogradMeta& m) {
  auto& list = m.retained_on->hooks->retain;
  std::erase_if(list, [&](const auto& entry) { return entry.second == &m; });
  m.retained_on = nullptr;
}

}  // namespace

std::uint32_t register_hook(const Tensor& t, std::function<Tensor(const Tensor&)> hook) {
  NodeHooks& hooks = hooks_for(t, "register_hook");
  hooks.gradient.push_back({next_number(hooks, t.output_nr()), t.output_nr(), std::move(hook)});
  return hooks.gradient.back().id;
}

bool remove_hook(const Tensor& t, std::uint32_t id) {
  if (fault("removed-hooks-run")) return true;
  NodeHooks* hooks = find_hooks(t);
  const auto is_it = [&](const GradientHook& h) { return h.id == id && h.output_nr == t.output_nr(); };
  return hooks && std::erase_if(hooks->gradient, is_it) + std::erase_if(hooks->after_accumulate, [&](const auto& h) {
                    return h.first == id;
                  }) > 0;
}

std::uint32_t register_post_accumulate_grad_hook(const Tensor& leaf, std::function<void(const Tensor&)> hook) {
  NodeHooks& hooks = hooks_for(leaf, "register_post_accumulate_grad_hook");
  if (!leaf.is_leaf() && !fault("accumulate-hook-on-non-leaf"))
    raise(ErrorKind::requires_grad, "post accumulate grad hooks cannot be registered on non-leaf tensors");
  hooks.after_accumulate.emplace_back(next_number(hooks, 0), std::move(hook));
  return hooks.after_accumulate.back().first;
}

std::uint32_t Node::add_pre_hook(std::unique_ptr<FunctionPreHook> hook) {
  hooks_of(*this).before.emplace_back(next_id++, std::move(hook));
  return hooks->before.back().first;
}
std::uint32_t Node::add_post_hook(std::unique_ptr<FunctionPostHook> hook) {
  hooks_of(*this).after.emplace_back(next_id++, std::move(hook));
  return hooks->after.back().first;
}

bool Node::del_post_hook(std::uint32_t id) {
  return hooks && std::erase_if(hooks->after, [&](const auto& entry) { return entry.first == id; }) > 0;
}

std::vector<std::shared_ptr<FunctionPreHook>> Node::pre_hooks() const {
  std::vector<std::shared_ptr<FunctionPreHook>> all;
  if (hooks)
    for (const auto& [id, hook] : hooks->before) all.push_back(hook);
  return all;
}
std::vector<std::shared_ptr<FunctionPostHook>> Node::post_hooks() const {
  std::vector<std::shared_ptr<FunctionPostHook>> all;
  if (hooks)
    for (const auto& [id, hook] : hooks->after) all.push_back(hook);
  return all;
}

bool remove_node_hook(Node& n, std::uint32_t id) {
  const auto is_it = [id](const auto& entry) { return entry.first == id; };
  return n.hooks && std::erase_if(n.hooks->before, is_it) + std::erase_if(n.hooks->after, is_it) > 0;
}

void Tensor::remove_hook(std::uint32_t id) const {
  const NodeHooks* hooks = find_hooks(*this);
  if (!hooks || output_nr() >= hooks->given.size() || id >= hooks->given[output_nr()])
    raise(ErrorKind::argument, "Invalid index, no hook at position " + std::to_string(id) +
                                   ": none was registered with that number on this version of the tensor");
  gradproof::remove_hook(*this, id);
}

AutogradMeta::~AutogradMeta() {
  if (retained_on) drop_retained(*this);
  if (Node* own = accumulator.load()) own->discard();
  for (Node* node : retired) node->discard();
}

void move_retained(const Tensor& t) {
  AutogradMeta* m = find_meta(t);
  if (!m || !m->retains_grad) return;
  if (m->retained_on) drop_retained(*m);
  m->retained_on = static_cast<Node*>(t->producer.get());
  hooks_of(*m->retained_on).retain.emplace_back(t.output_nr(), m);
}

void Tensor::retain_grad() const {
  if (!requires_grad()) raise(ErrorKind::requires_grad, "can't retain_grad on Tensor that has requires_grad=False");
  if (is_leaf() || retains_grad()) return;
  meta_of(*this).retains_grad = true;
  move_retained(*this);
}

bool Tensor::retains_grad() const {
  const AutogradMeta* m = static_cast<const AutogradMeta*>(body().meta.get());
  return m && m->retains_grad;
}

}  // namespace gradproof
