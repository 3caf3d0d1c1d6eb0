#include <gradproof/core/autograd/run_hooks.hpp>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

void expect_same_kind(const Tensor& before, const Tensor& after) {
  if (!(before.sizes() == after.sizes()))
    raise(ErrorKind::gradient_shape,
          "hook has changed the size of value: was " + to_string(before.sizes()) + ", got " + to_string(after.sizes()));
  if (before.dtype() != after.dtype())
    raise(ErrorKind::gradient_shape,
          "hook has changed the type of value (was " + before.toString() + " got " + after.toString() + ")");
}

void expect_same_kinds(const TensorList& before, const TensorList& after) {
  if (before.size() != after.size())
    raise(ErrorKind::custom_function, "hook has returned an incorrect number of values: expected " +
                                          std::to_string(before.size()) + ", got " + std::to_string(after.size()));
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i].defined() && after[i].defined()) expect_same_kind(before[i], after[i]);
}

}  // namespace

void run_tensor_hooks(Node& n, Tensor* incoming) {
  const std::shared_ptr<NodeHooks> hooks = n.hooks;  // a hook may take itself off, and the last one all of them
  for (std::size_t i = 0; i < hooks->gradient.size(); ++i) {
    if (fault("first-hook-only") && i > 0) break;
    const GradientHook hook = hooks->gradient[i];
    Tensor& g = incoming[hook.output_nr];
    if (!g.defined()) continue;
    const Tensor replaced = hook.call(fault("hooks-see-copies") ? g.clone() : g);
    if (!replaced.defined() || fault("hook-result-ignored")) continue;
    expect_same_kind(g, replaced);
    g = replaced;
  }
  for (auto& [output_nr, meta] : hooks->retain) {
    const Tensor& g = incoming[output_nr];
    if (g.defined())
      meta->grad = meta->grad.defined() ? meta->grad.add(g) : fault("retained-grad-shared") ? g : g.clone();
  }
}

void run_pre_hooks(Node& n, Tensor* incoming) {
  const std::shared_ptr<NodeHooks> hooks = n.hooks;
  for (std::size_t i = 0; i < hooks->before.size(); ++i) {
    const auto hook = hooks->before[i].second;
    const TensorList given(incoming, incoming + n.outputs().size()), replaced = (*hook)(given);
    expect_same_kinds(given, replaced);
    std::copy(replaced.begin(), replaced.end(), incoming);
  }
}

void run_post_hooks(Node& n, const Tensor* incoming, Tensor* outgoing) {
  const std::shared_ptr<NodeHooks> hooks = n.hooks;
  const TensorList arrived(incoming, incoming + n.outputs().size());
  for (std::size_t i = 0; i < hooks->after.size(); ++i) {
    const auto hook = hooks->after[i].second;
    const TensorList given(outgoing, outgoing + n.edges().size()), replaced = (*hook)(given, arrived);
    expect_same_kinds(given, replaced);
    std::copy(replaced.begin(), replaced.end(), outgoing);
  }
}

void expect_no_nan(Node& n, const Tensor* outgoing) {
  NoGradGuard no_grad;
  for (std::size_t i = 0; i < n.edges().size(); ++i) {
    const Tensor& g = outgoing[i];
    if (!g.defined() || !is_floating(g.dtype()) || g.ne(g).sum().item<std::int64_t>() == 0) continue;
    raise(ErrorKind::value, "Function '" + n.name() + "' returned nan values in its " + std::to_string(i) +
                                "th output: a gradient of sizes " + to_string(g.sizes()));
  }
}

}  // namespace gradproof
