#include <algorithm>
#include <gradproof/core/autograd/custom_function.hpp>
#include <gradproof/core/graph/inference_mode.hpp>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/type_name.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof::autograd {
namespace {

bool contains(const variable_list& list, const Tensor& t) {
  return std::any_of(list.begin(), list.end(), [&](const Tensor& other) { return other.is_same(t); });
}

/// An input that is returned as it came: another handle on its elements, so that it can have a producer of its own.
Tensor view_of_itself(const Tensor& t) {
  NoGradGuard no_grad;
  return t.view(t.sizes());
}

void restrict_view(const Tensor& t, CreationMeta creation) {
  if (ViewInfo* v = find_view(t)) v->creation = creation;
}

[[noreturn]] void refuse_results(const Node& n, std::size_t expected, std::size_t got) {
  raise(ErrorKind::custom_function, "function " + n.name() + " returned an incorrect number of gradients (expected " +
                                        std::to_string(expected) + ", got " + std::to_string(got) + ")");
}

}  // namespace

struct CustomCall::State {
  AutogradContext ctx;
  const CustomRule* rule = nullptr;
  std::vector<bool> is_tensor;  ///< of each argument of apply
  std::vector<bool> undefined;  ///< of each result
};

CustomRule::CustomRule(const std::type_info& function, variable_list (*f)(AutogradContext*, variable_list&))
    : name("torch::autograd::CppNode<" + type_name(function) + ">"), backward(f) {
  rule = {name.c_str(), CustomCall::gradient, false, CustomCall::destroy, CustomCall::release,
          nullptr,      CustomCall::kept};
}

variable_list AutogradContext::get_saved_variables() const {
  if (freed_) raise_freed_graph();
  if (!node_) return to_save_;
  const AutoEnableGrad with_histories;
  variable_list values;
  for (const SavedTensor& s : saved_) values.push_back(s.defined() ? s.unpack(*node_) : Tensor());
  return values;
}

CustomCall::CustomCall(const CustomRule& rule) : rule_(rule), owned_(std::make_unique<State>()), state_(*owned_) {
  state_.rule = &rule;
}
CustomCall::~CustomCall() = default;

void CustomCall::argument(const Tensor& t) {
  state_.is_tensor.push_back(true);
  inputs_.push_back(t);
}
void CustomCall::plain_argument() { state_.is_tensor.push_back(false); }

AutogradContext* CustomCall::begin() {
  auto wants = [](const Tensor& t) { return t.defined() && t.requires_grad(); };
  if (is_recorded(inputs_))
    for (const Tensor& t : inputs_) {
      state_.ctx.needs_.push_back(wants(t));
      edges_.push_back(t.defined() ? gradient_edge(t) : Edge());
    }
  return &state_.ctx;
}

bool CustomCall::is_input(const Tensor& t) const { return contains(inputs_, t); }

void CustomCall::link_dirty(const Tensor& result, std::uint32_t output_nr, std::size_t results) {
  const bool view = result.is_view();
  if (view) expect_writable(result, true, rule_.name.c_str());
  if (result.requires_grad() && result.is_leaf() && !fault("custom-leaf-rule-off"))
    raise(ErrorKind::leaf_write, "a leaf Variable that requires grad has been used in an in-place operation. " +
                                     rule_.name + " marks it dirty: give it a clone(), or write under no_grad()");
  if (!view) return set_gradient_edge(result, node_, output_nr);
  if (results > 1)
    raise(ErrorKind::dirty,
          "If your Function modifies inplace an input that is a view of another Tensor, your Function cannot return "
          "more than one Tensor. This is not supported by the current autograd engine: give it a clone() of the view, "
          "or make two Functions of it.");
  rewrite_history(result, node_);
}

void CustomCall::link(Tensor& result, std::uint32_t output_nr, std::size_t results) {
  const bool dirty = contains(dirty_, result), input = is_input(result);
  const bool differentiable = node_ && is_floating(result.dtype()) && !contains(non_differentiable_, result);
  if (!differentiable) {
    if (input && (!dirty || result.requires_grad()))
      result = result.requires_grad() ? result.detach() : view_of_itself(result);
    else if (result.requires_grad() && !result.is_view())
      result.detach_();
  } else if (dirty) {
    link_dirty(result, output_nr, results);
  } else {
    if (input) result = view_of_itself(result);
    set_gradient_edge(result, node_, output_nr);
  }
  if (!(input && dirty)) restrict_view(result, CreationMeta::in_custom_function);
}

void CustomCall::expect_dirty_returned(const variable_list& raw) const {
  for (const Tensor& d : dirty_)
    if (!contains(raw, d))
      raise(ErrorKind::dirty,
            "Some elements marked as dirty during the forward method were not returned as output. The inputs that are "
            "modified inplace must all be outputs of the Function.");
}

/// A node for these results; their shapes are what zeros for missing gradients are made from.
void CustomCall::make_node(const variable_list& results) {
  Tensor nothing;
  std::vector<const Tensor*> shapes;
  for (const Tensor& r : results) {
    if (!r.defined() && !nothing.defined()) nothing = make_result(Layout(), default_dtype(), Device());
    state_.undefined.push_back(!r.defined());
    shapes.push_back(r.defined() ? &r : &nothing);
  }
  node_ = Node::create(rule_.rule, int(inputs_.size()), 0, shapes, sizeof(void*));
  new (node_->attribute_block()) State*(owned_.release());
  state_.ctx.node_ = node_.get();
  std::ranges::move(edges_, node_->edges().begin());
}

void CustomCall::save(const variable_list& tensors) {
  const auto is_written = [&](const Tensor& t) {
    return std::ranges::any_of(dirty_, [&](const Tensor& d) { return d.is_view() && is_of_family(t, d); });
  };
  for (const Tensor& t : tensors) {
    const bool is_output = t.defined() && (t->producer.get() == node_.get() || is_written(t));
    state_.ctx.saved_.push_back(t.defined() ? SavedTensor(t, is_output, t->output_nr) : SavedTensor());
  }
}

variable_list CustomCall::finish(variable_list results) {
  AutogradContext& ctx = state_.ctx;
  dirty_ = std::move(ctx.dirty_);
  non_differentiable_ = std::move(ctx.non_differentiable_);
  const variable_list to_save = std::move(ctx.to_save_), raw = results;
  if (!fault("dirty-not-counted"))
    for (const Tensor& d : dirty_) wrote(d);
  if (!ctx.needs_.empty()) make_node(results);
  std::size_t differentiable = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i].defined()) continue;
    link(results[i], std::uint32_t(i), results.size());
    differentiable += results[i].requires_grad();
  }
  if (differentiable > 1)
    for (const Tensor& r : results)
      if (r.defined()) restrict_view(r, CreationMeta::multi_output_node);
  if (!fault("dirty-not-returned-is-quiet")) expect_dirty_returned(raw);
  if (node_) save(to_save);
  return results;
}

void CustomCall::gradient(Backward& b) {
  State& state = *b.attributes<State*>();
  variable_list incoming;
  for (std::size_t k = 0; k < state.undefined.size(); ++k)
    incoming.push_back(state.ctx.materialize_ && !state.undefined[k] ? b.grad_or_zeros(k) : b.grad(k));
  variable_list results = state.rule->backward(&state.ctx, incoming);
  const std::size_t expected = state.is_tensor.size();
  while (results.size() > expected && !results.back().defined()) results.pop_back();
  if (results.size() != expected) refuse_results(b.node(), expected, results.size());
  std::size_t edge = 0;
  for (std::size_t i = 0; i < expected; ++i) {
    if (state.is_tensor[i])
      b.give(edge++, std::move(results[i]));
    else if (results[i].defined())
      raise(ErrorKind::custom_function,
            "function " + b.node().name() + " returned a gradient different from None at position " +
                std::to_string(i + 1) + ", but the corresponding forward input was not a Variable");
  }
}

void CustomCall::destroy(void* attributes) { delete *static_cast<State**>(attributes); }

std::span<SavedTensor> CustomCall::kept(Node& n) { return n.attributes<State*>()->ctx.saved_; }

void CustomCall::release(Node& n) {
  AutogradContext& ctx = n.attributes<State*>()->ctx;
  ctx.saved_.clear();
  ctx.freed_ = true;
}

}  // namespace gradproof::autograd
