#include <algorithm>
#include <array>
#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/order.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/faults.hpp>
#include <mutex>

namespace gradproof {
namespace {

// A step makes and drops references to the accumulators of all its leaves, so a leaf keeps its own for good. The first
// reference makes it hold the leaf, the last one lets go again. No lock is needed: whoever asks for it holds the leaf,
// and a thread that drops the last reference while another makes the first one again only gives back what it had.
struct AccumulatorAttributes {
  Tensor leaf;  // counts as a reference while somebody refers to the accumulator
};

void accumulate(Backward& b);
bool park(Node& accumulator);

constexpr GradientRule kAccumulateGrad = {"torch::autograd::AccumulateGrad", accumulate, false, nullptr, nullptr, park};

std::mutex retiring;

bool is_retired(const AutogradMeta& m, Node& accumulator) {
  const std::lock_guard hold(retiring);
  return std::find(m.retired.begin(), m.retired.end(), &accumulator) != m.retired.end();
}

/// Hooks on the accumulator itself go with the last reference to it, those of the leaf stay.
void shed_hooks(AutogradMeta& m, Node& accumulator) {
  if (accumulator.hooks == m.leaf_hooks) return;
  if (__libc_single_threaded) {
    accumulator.hooks = m.leaf_hooks;
    return;
  }
  // Another thread may have made a reference meanwhile and read the hooks: that graph keeps them, and no other one.
  const std::lock_guard hold(retiring);
  Node* own = &accumulator;
  if (m.accumulator.compare_exchange_strong(own, nullptr)) m.retired.push_back(&accumulator);
}

bool park(Node& accumulator) {
  // The last reference to the leaf may go with this function, and the accumulator with the leaf.
  const Ref<TensorImpl> leaf = Ref<TensorImpl>::adopt(accumulator.attributes<AccumulatorAttributes>().leaf.impl());
  auto& m = static_cast<AutogradMeta&>(*leaf->meta);
  if (m.accumulator.load(std::memory_order_acquire) != &accumulator) [[unlikely]]
    return is_retired(m, accumulator);
  if (accumulator.hooks) [[unlikely]]
    shed_hooks(m, accumulator);
  return true;
}

/// Gives the leaf an accumulator that nobody refers to yet, unless another thread just did.
void make_accumulator(AutogradMeta& m, const Tensor& leaf) {
  const Tensor* result = &leaf;
  Node* const node = Node::create(kAccumulateGrad, 0, 0, {&result, 1}, sizeof(AccumulatorAttributes)).release();
  new (node->attribute_block()) AccumulatorAttributes{Tensor(Ref<TensorImpl>::adopt(leaf.impl()))};
  node->hooks = m.leaf_hooks;
  node->refs.start_at(0);
  Node* before = nullptr;
  if (!m.accumulator.compare_exchange_strong(before, node)) node->discard();
}

bool has_form_of(Node& accumulator, const Tensor& leaf) {
  const Node::Output& output = accumulator.outputs()[0];
  return output.dtype == leaf->dtype && output.sizes() == leaf->layout.sizes();
}

/// The gradient as the leaf may keep it: the object itself when nobody else holds it, else a copy (semantics:
/// stealing).
Tensor stolen_or_copied(const Tensor& gradient, const Tensor& leaf) {
  if (fault("gradient-always-stolen")) return gradient;
  if (GradMode::is_enabled()) return gradient.clone();
  const bool in_order = leaf->layout.is_contiguous() || !is_dense(leaf->layout);
  if (in_order ? gradient->layout.is_contiguous() : gradient.strides() == leaf.strides())
    return gradient->refs.load() <= 1 ? gradient : gradient.clone();
  if (in_order) return gradient.clone();
  return empty_strided(leaf.sizes(), leaf.strides(), gradient.options()).copy_(gradient);
}

// Backward passes in several threads may meet at a leaf.
std::unique_lock<std::mutex> lock_of(const Tensor& leaf) {
  static std::array<std::mutex, 64> locks;
  if (__libc_single_threaded) return {};
  return std::unique_lock(locks[reinterpret_cast<std::uintptr_t>(leaf.impl()) / 64 % locks.size()]);
}

void add_to_grad(const Tensor& leaf, const Tensor& gradient) {
  const auto lock = lock_of(leaf);
  Tensor& grad = meta_of(leaf).grad;
  if (!grad.defined() || fault("grad-replaced"))
    grad = stolen_or_copied(gradient, leaf);
  else if (GradMode::is_enabled() || fault("grad-always-new"))
    grad = grad.add(gradient);
  else
    grad.add_(gradient);
}

void accumulate(Backward& b) {
  const Tensor& leaf = b.node().attributes<AccumulatorAttributes>().leaf;
  const Tensor& gradient = b.grad();
  if (!gradient.defined() || !is_wanted(leaf)) return;
  add_to_grad(leaf, gradient);
  if (!b.node().hooks) [[likely]]
    return;
  const std::shared_ptr<NodeHooks> hooks = b.node().hooks;
  for (std::size_t i = 0; i < hooks->after_accumulate.size(); ++i) {
    const auto hook = hooks->after_accumulate[i].second;  // a copy: it may take itself off while it runs
    hook(leaf);
  }
}

/// Of a leaf that has none, or (`old`) one of another form that nobody referred to.
[[gnu::noinline]] Ref<Node> new_accumulator(const Tensor& leaf, Ref<Node> old) {
  AutogradMeta& m = meta_of(leaf);
  if (old) m.accumulator = nullptr;
  old = nullptr;
  if (!m.accumulator.load()) make_accumulator(m, leaf);
  return gradient_accumulator(leaf);
}

}  // namespace

AutogradMeta& meta_of(const Tensor& t) {
  if (!t->meta) t->meta = std::make_unique<AutogradMeta>();
  return static_cast<AutogradMeta&>(*t->meta);
}

bool has_living_accumulator(const AutogradMeta& m) {
  const Node* own = m.accumulator.load(std::memory_order_acquire);
  return own && own->refs.load() > 0;
}

void forget_accumulator(AutogradMeta& m) {
  Node* const own = m.accumulator.exchange(nullptr);
  if (own && own->refs.load() == 0) own->discard();
}

void forget_leaf_hooks(AutogradMeta& m) {
  m.leaf_hooks = nullptr;
  if (Node* own = m.accumulator.load(); own && own->refs.load() == 0) own->hooks = nullptr;
}

Ref<Node> gradient_accumulator(const Tensor& leaf) {
  const AutogradMeta* m = find_meta(leaf);
  Node* const own = m ? m->accumulator.load(std::memory_order_acquire) : nullptr;
  if (!own) [[unlikely]]
    return new_accumulator(leaf, nullptr);
  if (!own->refs.revive()) return Ref<Node>::adopt(own);
  leaf->refs.increment();
  if (!has_form_of(*own, leaf)) [[unlikely]]
    return new_accumulator(leaf, Ref<Node>::adopt(own));
  return Ref<Node>::adopt(own);
}

namespace {

/// Of a leaf or a view; `otherwise` says what one has that no gradient reaches.
template <class Otherwise>
[[gnu::always_inline]] inline Edge edge_by_meta(const Tensor& t, Otherwise otherwise) {
  if (t->meta && find_view(t)) t.grad_fn();  // makes a stale producer afresh
  if (t->producer) return {Ref<Node>::share(static_cast<Node*>(t->producer.get())), t->output_nr};
  if (is_wanted(t)) return {gradient_accumulator(t), 0};
  return otherwise();
}

[[gnu::noinline]] Edge dead_end(const Tensor& t) {
  static constexpr GradientRule nowhere = {"Nowhere", [](Backward&) {}};
  if (!t.requires_grad()) return {};
  const Tensor* arriving = &t;
  return {Node::create(nowhere, 0, 0, {&arriving, 1}), 0};
}

}  // namespace

Edge gradient_edge_by_meta(const Tensor& t) {
  return edge_by_meta(t, [] { return Edge(); });
}

Edge input_edge_by_meta(const Tensor& t) {
  return edge_by_meta(t, [&] { return dead_end(t); });
}

void set_gradient_edge(const Tensor& t, Ref<Node> producer, std::uint32_t output_nr) {
  const Ref<Counted> before = std::move(t->producer);
  t->producer = Ref<Counted>::adopt(producer.release());
  t->output_nr = output_nr;
  if (t->meta && !fault("retain-grad-stays")) move_retained(t);
  if (ViewInfo* v = find_view(t)) v->made_at_version = t._version();
}

Ref<Node> Tensor::grad_fn() const {
  ViewInfo* v = body().meta ? find_view(*this) : nullptr;
  const bool stale = v && !fault("view-history-stale") && v->made_at_version != _version() &&
                     (impl_->producer || v->base.requires_grad());
  if (stale) {
    expect_ordinary(*this, *v, true);
    Ref<Node> fresh = v->make_producer(*this, v->base);
    set_gradient_edge(*this, std::move(fresh), 0);
  }
  return Ref<Node>::share(static_cast<Node*>(impl_->producer.get()));
}

bool Tensor::requires_grad_by_meta() const {
  const AutogradMeta* m = find_meta(*this);
  return m->wanted || (m->view && !fault("views-forget-their-base") && m->view->base.requires_grad());
}

void set_wanted(const Tensor& leaf, bool on) { (leaf->inference ? meta_of(leaf).wanted : leaf->requires_grad) = on; }

}  // namespace gradproof
