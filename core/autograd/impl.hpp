#pragma once
// libtorch's names for what its own C++ code uses: namespace autograd and autograd::impl.
#include <gradproof/core/autograd/custom_function.hpp>
#include <gradproof/core/graph/anomaly.hpp>
#include <gradproof/core/graph/hooks.hpp>

namespace gradproof {

/// A tensor over data's elements that is a leaf, with a counter of its own.
inline Tensor make_variable(const Tensor& data, bool requires_grad = false) {
  return data.variable_data().set_requires_grad(requires_grad);
}

namespace autograd {

using gradproof::AnomalyMode;
using gradproof::AutoGradMode;
using gradproof::CreationMeta;
using gradproof::DetectAnomalyGuard;
using gradproof::Edge;
using gradproof::FunctionPostHook;
using gradproof::FunctionPreHook;
using gradproof::GradMode;
using gradproof::make_variable;
using gradproof::Node;
using edge_list = std::vector<Edge>;

namespace impl {

inline Edge gradient_edge(const Tensor& t) {
  t.body();
  return gradproof::gradient_edge(t);
}
inline Ref<Node> grad_accumulator(const Tensor& t) {
  return t.is_leaf() && t.requires_grad() ? gradient_accumulator(t) : Ref<Node>();
}
/// The same where there is one already.
inline Ref<Node> try_get_grad_accumulator(const Tensor& t) {
  const AutogradMeta* meta = find_meta(t);
  return meta && has_living_accumulator(*meta) ? gradient_accumulator(t) : Ref<Node>();
}
inline void set_gradient_edge(const Tensor& t, const Edge& edge) {
  edge.expect_input();
  gradproof::set_gradient_edge(t, edge.function, edge.input_nr);
}
/// What makes it a tracked view; null for any other tensor.
inline const ViewInfo* get_view_autograd_meta(const Tensor& t) { return t.defined() ? find_view(t) : nullptr; }
inline void bump_version(const Tensor& t) { t->bump_version(); }
inline const VersionCounter& version_counter(const Tensor& t) { return t->version(); }

}  // namespace impl
}  // namespace autograd
}  // namespace gradproof
