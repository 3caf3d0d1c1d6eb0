#pragma once
// Operations that a user differentiates: a struct with a static forward and backward, called through apply().
//
//   struct Scale : autograd::Function<Scale> {
//     static Tensor forward(AutogradContext* ctx, Tensor x, double by) { ctx->saved_data["by"] = by; return x * by; }
//     static variable_list backward(AutogradContext* ctx, variable_list g) {
//       return {g[0] * ctx->saved_data["by"].toDouble(), Tensor()};
//     }
//   };
//
// Read first: AutogradContext (what both sides may say), then CustomCall::finish in custom_function.cpp (what becomes
// of the results).
#include <gradproof/core/autograd/autograd.hpp>
#include <gradproof/core/autograd/ivalue.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/node.hpp>
#include <memory>
#include <typeinfo>
#include <unordered_map>

namespace gradproof::autograd {

class CustomCall;
/// The first of a row, and the one after its last.
using IndexRange = std::pair<std::size_t, std::size_t>;

/// What forward leaves for backward.
class AutogradContext {
 public:
  AutogradContext() = default;
  AutogradContext(const AutogradContext&) = delete;
  AutogradContext& operator=(const AutogradContext&) = delete;

  /// Anything that is not an input or output; not checked for writes.
  std::unordered_map<std::string, IValue> saved_data;
  /// As saved_data, of a type of the function's own.
  std::shared_ptr<void> kept;
  /// Keeps inputs and outputs, checked at get_saved_variables(). A second call replaces the first.
  void save_for_backward(variable_list to_save) { to_save_ = std::move(to_save); }
  /// Throws `modified_after_save`, or `freed_graph` when an earlier pass freed them.
  variable_list get_saved_variables() const;
  /// Inputs that forward wrote to; each must be returned.
  void mark_dirty(variable_list inputs) { dirty_ = std::move(inputs); }
  /// Outputs that never require grad.
  void mark_non_differentiable(variable_list outputs) { non_differentiable_ = std::move(outputs); }
  /// Whether backward gets zeros (the default) or an undefined tensor for an output that nothing came from.
  void set_materialize_grads(bool on) { materialize_ = on; }
  /// Whether tensor argument `i` of apply (counting tensors only) wants a gradient; in backward, of the pass that runs.
  bool needs_input_grad(std::size_t i) const {
    return node_ ? node_->task_should_compute_output(i) : i < needs_.size() && needs_[i];
  }
  /// Whether one of those in the ranges does.
  bool needs_input_grad(std::initializer_list<IndexRange> ranges) const {
    for (const auto& [first, last] : ranges)
      for (std::size_t i = first; i < last; ++i)
        if (needs_input_grad(i)) return true;
    return false;
  }
  bool has_freed_buffers() const { return freed_; }

 private:
  friend class CustomCall;
  variable_list to_save_, dirty_, non_differentiable_;
  std::vector<SavedTensor> saved_;
  std::vector<bool> needs_;
  Node* node_ = nullptr;  ///< which owns this; null when the call was not recorded
  bool materialize_ = true, freed_ = false;
};

/// Name and derivative of one user's function.
struct CustomRule {
  GradientRule rule;
  std::string name;
  variable_list (*backward)(AutogradContext*, variable_list&);
  /// For a function type `name` is "torch::autograd::CppNode<NAME>".
  CustomRule(const std::type_info& function, variable_list (*f)(AutogradContext*, variable_list&));
};

/// One call of a custom function: what it was given, and what it returns linked into the graph.
class CustomCall {
 public:
  explicit CustomCall(const CustomRule& rule);
  ~CustomCall();
  CustomCall(const CustomCall&) = delete;
  CustomCall& operator=(const CustomCall&) = delete;

  void argument(const Tensor& t);
  /// Each of a list is an argument of its own.
  void argument(const TensorList& list) {
    for (const Tensor& t : list) argument(t);
  }
  void argument(const std::optional<Tensor>& t) { t && t->defined() ? argument(*t) : plain_argument(); }
  template <class T>
  requires(!std::is_convertible_v<const T&, Tensor>) void argument(const T&) { plain_argument(); }

  /// All arguments are known.
  AutogradContext* begin();
  /// `results` as the caller gets them. Throws `leaf_write`, `view_write`, `dirty`, `inference`.
  variable_list finish(variable_list results);

 private:
  struct State;
  static void gradient(Backward& b);
  static void destroy(void* attributes);
  static void release(Node& n);
  static std::span<SavedTensor> kept(Node& n);
  friend struct CustomRule;

  void plain_argument();
  bool is_input(const Tensor& t) const;
  void link(Tensor& result, std::uint32_t output_nr, std::size_t results);
  void link_dirty(const Tensor& result, std::uint32_t output_nr, std::size_t results);
  void expect_dirty_returned(const variable_list& raw) const;
  void make_node(const variable_list& results);
  void save(const variable_list& tensors);

  const CustomRule& rule_;
  std::unique_ptr<State> owned_;  ///< until a node owns it
  State& state_;
  variable_list inputs_;
  std::vector<Edge> edges_;  ///< of the inputs as they were before forward wrote any
  // What forward said of its tensors. Not left in the context, which the node owns that some of them will own.
  variable_list dirty_, non_differentiable_;
  Ref<Node> node_;
};

template <class T>
class Function {
 public:
  /// Calls T::forward(ctx, arguments...) unrecorded and records T::backward as its derivative, when grad mode is on and
  /// a tensor among the arguments requires grad. forward returns a Tensor or a variable_list.
  template <class X = T, class... Args>
  static auto apply(Args&&... args) {
    static const CustomRule rule(
        typeid(X), [](AutogradContext* ctx, variable_list& grads) -> variable_list { return X::backward(ctx, grads); });
    CustomCall call(rule);
    (call.argument(args), ...);
    AutogradContext* ctx = call.begin();
    auto results = [&] {
      AutoGradMode off(false);
      return X::forward(ctx, std::forward<Args>(args)...);
    }();
    if constexpr (std::is_convertible_v<decltype(results), Tensor>)
      return Tensor(call.finish({results})[0]);
    else
      return call.finish(std::move(results));
  }
};

}  // namespace gradproof::autograd
