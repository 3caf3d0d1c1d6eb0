#include <gradproof/core/autograd/engine.hpp>
#include <gradproof/core/autograd/user_function.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof::autograd {
namespace {

/// Copies of `inputs` as outputs of `node`, which leads where their gradients go.
variable_list wrap(const variable_list& inputs, const std::shared_ptr<Node>& node) {
  variable_list results;
  for (const Tensor& t : inputs) {
    NoGradGuard no_grad;
    results.push_back(t.defined() ? t.clone() : Tensor());
  }
  if (any_variable_requires_grad(inputs)) set_history(results, node);
  return results;
}

struct Refusal : Node {
  Refusal(std::string text, edge_list next) : Node(std::move(next)), message(std::move(text)) {}
  std::string name() const override { return "torch::autograd::Error"; }
  variable_list apply(variable_list&&) override { raise(ErrorKind::not_differentiable, message); }
  const std::string message;
};

}  // namespace

variable_list UndefinedGrad::apply(variable_list&& inputs) {
  return wrap(inputs, std::make_shared<UndefinedGradBackward>(collect_next_edges(inputs)));
}

DelayedError::DelayedError(std::string message, int inputs) : msg(std::move(message)) {
  for (int i = 0; i < inputs; ++i) add_input_metadata(Tensor());
}
variable_list DelayedError::apply(variable_list&& inputs) {
  return wrap(inputs, std::make_shared<Refusal>(msg, collect_next_edges(inputs)));
}

Engine& Engine::get_default_engine() {
  static Engine engine;
  return engine;
}

variable_list Engine::execute(const edge_list& roots, const variable_list& seeds, bool keep_graph, bool create_graph,
                              bool accumulate_grad, const edge_list& outputs) {
  for (const Edge& root : roots) root.expect_input();
  variable_list moved = seeds;
  variable_list captured(outputs.size());
  run_backward({roots, moved, keep_graph, create_graph, outputs, captured, accumulate_grad});
  return captured;
}

}  // namespace gradproof::autograd
