#include <array>
#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/order.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <mutex>

namespace gradproof {
namespace {

// Only needed once there are threads: then a leaf may ask for its accumulator while another thread drops it.
class AccumulatorLock {
 public:
  AccumulatorLock() {
    if (!__libc_single_threaded) hold_ = std::unique_lock(mutex());
  }

 private:
  static std::mutex& mutex() {
    static std::mutex m;
    return m;
  }
  std::unique_lock<std::mutex> hold_;
};

struct AccumulatorAttributes {
  Ref<TensorImpl> leaf;
};

void accumulate(Backward& b);
bool park(Node& accumulator);
void drop_leaf(void* attributes) { static_cast<AccumulatorAttributes*>(attributes)->~AccumulatorAttributes(); }

constexpr GradientRule kAccumulateGrad = {
    "torch::autograd::AccumulateGrad", accumulate, false, drop_leaf, nullptr, park};

// A step makes and drops the accumulators of all its leaves: the leaf keeps the node, without a reference either way.
bool park(Node& accumulator) {
  accumulator.hooks = nullptr;
  // The last reference to the leaf may go with this function, and the parked node with the leaf.
  const Ref<TensorImpl> leaf = std::move(accumulator.attributes<AccumulatorAttributes>().leaf);
  auto* m = static_cast<AutogradMeta*>(leaf->meta.get());
  const AccumulatorLock lock;
  // A new one may have taken the place of one that was already going.
  if (m->accumulator == &accumulator) m->accumulator = nullptr;
  if (m->parked) return false;
  m->parked = &accumulator;
  return true;
}

/// The leaf's parked accumulator, when it still has the leaf's form.
Ref<Node> unparked(AutogradMeta& m, const Tensor& leaf) {
  Node* const node = std::exchange(m.parked, nullptr);
  if (!node) return {};
  const Node::Output& form = node->outputs()[0];
  if (form.dtype != leaf.dtype() || !(form.sizes() == leaf.sizes())) {
    node->discard();
    return {};
  }
  node->attributes<AccumulatorAttributes>().leaf = Ref<TensorImpl>::share(leaf.impl());
  node->refs.increment();
  return Ref<Node>::adopt(node);
}

Ref<Node> make_accumulator(const Tensor& leaf) {
  const Tensor* result = &leaf;
  Ref<Node> node = Node::create(kAccumulateGrad, 0, 0, {&result, 1}, sizeof(AccumulatorAttributes));
  new (node->attribute_block()) AccumulatorAttributes{Ref<TensorImpl>::share(leaf.impl())};
  return node;
}

/// The gradient as the leaf may keep it: the object itself when nobody else holds it, else a copy (semantics:
/// stealing).
Tensor stolen_or_copied(const Tensor& gradient, const Tensor& leaf) {
  if (GradMode::is_enabled()) return gradient.clone();
  const bool in_order = leaf.is_contiguous() || !is_dense(leaf.layout());
  if (in_order ? gradient.is_contiguous() : gradient.strides() == leaf.strides())
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
  if (!grad.defined())
    grad = stolen_or_copied(gradient, leaf);
  else if (GradMode::is_enabled())
    grad = grad.add(gradient);
  else
    grad.add_(gradient);
}

void accumulate(Backward& b) {
  const Tensor leaf(b.node().attributes<AccumulatorAttributes>().leaf);
  const Tensor& gradient = b.grad();
  if (!gradient.defined() || !leaf->requires_grad) return;
  add_to_grad(leaf, gradient);
  const std::shared_ptr<NodeHooks> hooks = b.node().hooks;
  if (!hooks) return;
  for (std::size_t i = 0; i < hooks->after_accumulate.size(); ++i) {
    const auto hook = hooks->after_accumulate[i].second;  // a copy: it may take itself off while it runs
    hook(leaf);
  }
}

}  // namespace

AutogradMeta& meta_of(const Tensor& t) {
  if (!t->meta) t->meta = std::make_unique<AutogradMeta>();
  return static_cast<AutogradMeta&>(*t->meta);
}

Ref<Node> gradient_accumulator(const Tensor& leaf) {
  AutogradMeta& m = meta_of(leaf);
  AccumulatorLock lock;
  if (m.accumulator && m.accumulator->refs.increment_unless_zero()) return Ref<Node>::adopt(m.accumulator);
  Ref<Node> node = unparked(m, leaf);
  if (!node) node = make_accumulator(leaf);
  node->hooks = m.leaf_hooks;
  m.accumulator = node.get();
  return node;
}

Edge gradient_edge_by_meta(const Tensor& t) {
  if (Ref<Node> fn = t.grad_fn()) return {std::move(fn), t->output_nr};
  if (!t->requires_grad) return {};
  return {gradient_accumulator(t), 0};
}

void set_gradient_edge(const Tensor& t, Ref<Node> producer, std::uint32_t output_nr) {
  const Ref<Counted> before = std::move(t->producer);
  t->producer = Ref<Counted>::adopt(producer.release());
  t->output_nr = output_nr;
  if (t->meta) move_retained(t);
  if (ViewInfo* v = find_view(t)) v->made_at_version = t._version();
}

Ref<Node> Tensor::grad_fn() const {
  ViewInfo* v = (*this)->meta ? find_view(*this) : nullptr;
  const bool stale = v && v->made_at_version != _version() && (impl_->producer || v->base.requires_grad());
  if (stale) {
    expect_ordinary(*this, *v, true);
    Ref<Node> fresh = v->make_producer(*this, v->base);
    set_gradient_edge(*this, std::move(fresh), 0);
  }
  return Ref<Node>::share(static_cast<Node*>(impl_->producer.get()));
}

bool Tensor::view_requires_grad() const {
  const ViewInfo* v = find_view(*this);
  return v && v->base.requires_grad();
}

}  // namespace gradproof
