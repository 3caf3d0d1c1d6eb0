#include <atomic>
#include <gradproof/core/autograd/autograd.hpp>
#include <gradproof/core/autograd/engine.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/warning.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

[[noreturn]] void refuse_seed(const Tensor& root, const Tensor& given, std::size_t i) {
  const std::string which = "[" + std::to_string(i) + "]";
  raise(ErrorKind::gradient_shape, "Mismatch in shape: grad_output" + which + " has a shape of " +
                                       to_string(given.sizes()) + " and output" + which + " has a shape of " +
                                       to_string(root.sizes()) + ". (invalid gradient at index " + std::to_string(i) +
                                       " - got " + to_string(given.sizes()) + " but expected shape compatible with " +
                                       to_string(root.sizes()) + ")");
}

/// Where the pass from root `i` starts. A view made in no_grad mode has no such place, even if its base has.
Edge start_of(const Tensor& root, std::size_t i) {
  Edge edge = root.defined() ? gradient_edge(root) : Edge();
  if (!edge.is_valid()) [[unlikely]]
    raise(ErrorKind::no_graph,
          "element " + std::to_string(i) +
              " of tensors does not require grad and does not have a grad_fn: nothing that requires grad leads to it");
  return edge;
}

/// The gradient that root `i` starts with: the one given, or one for a single element.
Tensor seed_for(const Tensor& root, const Tensor& given, std::size_t i) {
  if (given.defined()) {
    if (!(given.sizes() == root.sizes())) refuse_seed(root, given, i);
    return given.dtype() == root.dtype() ? given : given.to(root.dtype());
  }
  if (root->layout.numel() != 1 && !fault("implicit-seed-of-ones")) [[unlikely]]
    raise(ErrorKind::non_scalar_seed, "grad can be implicitly created only for scalar outputs, found sizes " +
                                          to_string(root.sizes()) +
                                          "; reduce with sum() or mean(), or pass a gradient");
  Tensor one = make_result_like(root, root->dtype);
  fill_raw(one, 1);
  return one;
}

/// Starts of a pass over several roots.
struct Starts {
  std::vector<Edge> edges;
  TensorList seeds;
};

Starts starts_of(const TensorList& outputs, const TensorList& given) {
  if (!given.empty() && given.size() != outputs.size())
    raise(ErrorKind::argument, "got " + std::to_string(outputs.size()) + " tensors and " +
                                   std::to_string(given.size()) + " gradients: give one for each, or none");
  Starts starts;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    starts.edges.push_back(start_of(outputs[i], i));
    starts.seeds.push_back(seed_for(outputs[i], given.empty() ? Tensor() : given[i], i));
  }
  return starts;
}

std::vector<Edge> edges_of(const TensorList& inputs) {
  std::vector<Edge> edges;
  for (const Tensor& t : inputs) {
    if (!t.requires_grad()) raise(ErrorKind::requires_grad, "One of the differentiated Tensors does not require grad");
    edges.push_back(input_edge(t));
  }
  return edges;
}

/// Gradients that were accumulated with their history refer to the leaf that keeps them.
void warn_of_cycle() {
  static std::atomic<bool> warned = false;
  if (!warned.exchange(true, std::memory_order_relaxed) || WarningUtils::get_warnAlways())
    warn_handler(
        "Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient "
        "which can cause a memory leak. Use autograd::grad(), or reset the .grad of the parameters afterwards.");
}

}  // namespace

namespace autograd {

void backward(const TensorList& outputs, const TensorList& grad_outputs, std::optional<bool> retain_graph,
              bool create_graph, const TensorList& inputs) {
  Starts starts = starts_of(outputs, grad_outputs);
  const std::vector<Edge> capture = edges_of(inputs);
  if (create_graph) warn_of_cycle();
  for (const Tensor& t : inputs) t.retain_grad();
  TensorList captured(capture.size());
  run_backward(
      {starts.edges, starts.seeds, retain_graph.value_or(create_graph), create_graph, capture, captured, true});
}

TensorList grad(const TensorList& outputs, const TensorList& inputs, const TensorList& grad_outputs,
                std::optional<bool> retain_graph, bool create_graph, bool allow_unused) {
  if (inputs.empty()) raise(ErrorKind::value, "grad requires non-empty inputs. Name the tensors to differentiate by.");
  Starts starts = starts_of(outputs, grad_outputs);
  const std::vector<Edge> capture = edges_of(inputs);
  TensorList captured(capture.size());
  run_backward({starts.edges, starts.seeds, retain_graph.value_or(create_graph), create_graph, capture, captured});
  for (const Tensor& g : captured)
    if (!g.defined() && !allow_unused && !fault("unused-input-is-quiet"))
      raise(ErrorKind::unused_input,
            "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if "
            "this is the desired behavior.");
  return captured;
}

}  // namespace autograd

void Tensor::backward(const Tensor& gradient, std::optional<bool> retain_graph, bool create_graph,
                      const OptionalTensorList& inputs) const {
  if (!inputs) return backward(gradient, retain_graph, create_graph);
  if (inputs->empty()) raise(ErrorKind::value, "'inputs' argument to backward cannot be empty");
  autograd::backward({*this}, {gradient}, retain_graph, create_graph, *inputs);
}

void Tensor::backward(const Tensor& gradient, std::optional<bool> retain_graph, bool create_graph) const {
  if (create_graph) warn_of_cycle();
  const Edge root = start_of(*this, 0);
  Tensor seed = seed_for(*this, gradient, 0);
  run_backward({{&root, 1}, {&seed, 1}, retain_graph.value_or(create_graph), create_graph, {}, {}});
}

}  // namespace gradproof
