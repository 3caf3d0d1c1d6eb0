#pragma once
// libtorch's names around Node: what a program uses that puts nodes of its own into the graph.
#include <gradproof/core/autograd/impl.hpp>
#include <gradproof/core/graph/saved_variable.hpp>
#include <gradproof/core/ops/history.hpp>

namespace gradproof {
using TensorBase = Tensor;
}

namespace gradproof::autograd {

using gradproof::SavedVariable;
using gradproof::SavedVariableHooks;

/// Ends a node made with `new`: the deleter that programs give to std::shared_ptr.
inline void deleteNode(Node* node) { delete node; }

/// `variable` is from now on the next output of `function`.
inline void create_gradient_edge(Tensor& variable, const std::shared_ptr<Node>& function) {
  const std::uint32_t nr = function->add_input_metadata(variable);
  set_gradient_edge(variable, Ref<Node>(function), nr);
}
inline void set_history(const Tensor& variable, const std::shared_ptr<Node>& function) {
  if (!function || !variable.defined()) return;
  const std::uint32_t nr = function->add_input_metadata(variable);
  if (variable.is_floating_point()) set_gradient_edge(variable, Ref<Node>(function), nr);
}
inline void set_history(const variable_list& variables, const std::shared_ptr<Node>& function) {
  for (const Tensor& v : variables) set_history(v, function);
}

/// Walks arguments of any kind and calls `visit` with each tensor among them; an absent one is undefined.
template <class Visit>
void visit_tensors(Visit& visit, const Tensor& t) {
  visit(t);
}
template <class Visit>
void visit_tensors(Visit& visit, const std::optional<Tensor>& t) {
  visit(t.value_or(Tensor()));
}
template <class Visit>
void visit_tensors(Visit& visit, const variable_list& list) {
  for (const Tensor& t : list) visit(t);
}

/// Where the gradients of these tensors go, an invalid edge for one that needs none.
template <class... Args>
edge_list collect_next_edges(const Args&... args) {
  edge_list edges;
  auto add = [&](const Tensor& t) { edges.push_back(t.defined() ? gradient_edge(t) : Edge()); };
  (visit_tensors(add, args), ...);
  return edges;
}
template <class... Args>
bool any_variable_requires_grad(const Args&... args) {
  bool any = false;
  auto ask = [&](const Tensor& t) { any = any || t.requires_grad(); };
  (visit_tensors(ask, args), ...);
  return any;
}
inline bool any_variable_requires_grad(const TensorList& list) { return any_variable_requires_grad<TensorList>(list); }
template <class... Args>
bool compute_requires_grad(const Args&... args) {
  return GradMode::is_enabled() && any_variable_requires_grad(args...);
}

/// A node whose derivative is written with recorded operations.
struct TraceableFunction : Node {
  using Node::Node;
  bool is_traceable() override { return true; }
};

/// Copies whose gradient never arrives.
struct UndefinedGrad : Node {
  variable_list apply(variable_list&& inputs) override;
};
struct UndefinedGradBackward : Node {
  using Node::Node;
  variable_list apply(variable_list&& grads) override { return variable_list(num_outputs() + 0 * grads.size()); }
};

/// Copies through which no gradient passes: backward() throws `not_differentiable` with the message.
struct DelayedError : Node {
  DelayedError(std::string message, int inputs);
  variable_list apply(variable_list&& inputs) override;
  const std::string msg;
};

/// One pass by hand. Throws what backward() throws.
class Engine {
 public:
  static Engine& get_default_engine();
  variable_list execute(const edge_list& roots, const variable_list& seeds, bool keep_graph, bool create_graph,
                        bool accumulate_grad, const edge_list& outputs = {});
};

namespace impl {
/// `t` was written: it is now what `edge` says, and so is its part of the base where it is a view.
inline void rebase_history(const Tensor& t, const Edge& edge) {
  edge.expect_input();
  t.is_view() ? rewrite_history(t, edge.function) : set_gradient_edge(t, edge);
}
}  // namespace impl

}  // namespace gradproof::autograd
