#include <gradproof/core/autograd/autograd.hpp>
#include <gradproof/core/autograd/engine.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

Tensor seed_for(const Tensor& root, const TensorList& given, std::size_t i) {
  const std::string which = "[" + std::to_string(i) + "]";
  if (!root.requires_grad())
    raise(ErrorKind::no_graph,
          "element " + std::to_string(i) +
              " of tensors does not require grad and does not have a grad_fn: nothing that requires grad leads to it");
  if (i < given.size() && given[i].defined()) {
    if (!(given[i].sizes() == root.sizes()))
      raise(ErrorKind::gradient_shape, "Mismatch in shape: grad_output" + which + " has a shape of " +
                                           to_string(given[i].sizes()) + " and output" + which + " has a shape of " +
                                           to_string(root.sizes()) + ".");
    return given[i].dtype() == root.dtype() ? given[i] : given[i].to(root.dtype());
  }
  if (root.numel() != 1)
    raise(ErrorKind::non_scalar_seed, "grad can be implicitly created only for scalar outputs, found sizes " +
                                          to_string(root.sizes()) +
                                          "; reduce with sum() or mean(), or pass a gradient");
  return ones_like(root);
}

BackwardRequest request_for(const TensorList& outputs, const TensorList& seeds, std::optional<bool> retain_graph,
                            bool create_graph) {
  BackwardRequest request;
  request.roots = outputs;
  request.keep_graph = retain_graph.value_or(create_graph);
  request.create_graph = create_graph;
  for (std::size_t i = 0; i < outputs.size(); ++i) request.seeds.push_back(seed_for(outputs[i], seeds, i));
  return request;
}

std::vector<Edge> edges_of(const TensorList& inputs) {
  std::vector<Edge> edges;
  for (const Tensor& t : inputs) {
    if (!t.requires_grad()) raise(ErrorKind::requires_grad, "One of the differentiated Tensors does not require grad");
    edges.push_back(gradient_edge(t));
  }
  return edges;
}

void add_to_grad(const Tensor& t, const Tensor& g) {
  Tensor& grad = t.mutable_grad();
  grad = grad.defined() ? grad.add(g) : g;
}

}  // namespace

namespace autograd {

void backward(const TensorList& outputs, const TensorList& grad_outputs, std::optional<bool> retain_graph,
              bool create_graph, const TensorList& inputs) {
  BackwardRequest request = request_for(outputs, grad_outputs, retain_graph, create_graph);
  request.capture = edges_of(inputs);
  const TensorList captured = run_backward(request);
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (captured[i].defined()) add_to_grad(inputs[i], captured[i]);
}

TensorList grad(const TensorList& outputs, const TensorList& inputs, const TensorList& grad_outputs,
                std::optional<bool> retain_graph, bool create_graph, bool allow_unused) {
  BackwardRequest request = request_for(outputs, grad_outputs, retain_graph, create_graph);
  request.capture = edges_of(inputs);
  TensorList captured = run_backward(request);
  for (const Tensor& g : captured)
    if (!g.defined() && !allow_unused)
      raise(ErrorKind::unused_input,
            "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if "
            "this is the desired behavior.");
  return captured;
}

}  // namespace autograd

void Tensor::backward(const Tensor& gradient, std::optional<bool> retain_graph, bool create_graph,
                      const std::optional<TensorList>& inputs) const {
  autograd::backward({*this}, {gradient}, retain_graph, create_graph, inputs.value_or(TensorList()));
}

}  // namespace gradproof
