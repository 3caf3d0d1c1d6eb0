// What a user asks of and does to a tensor's place in the graph.
#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/warning.hpp>
#include <gradproof/core/tensor/alias.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

/// The tensor becomes an inference tensor, which keeps the counter that it had, or a normal one, with a new counter.
void cross_inference_border(const Tensor& t) {
  const bool wanted = is_wanted(t);
  set_wanted(t, false);
  if (!t->counter) t->counter = t->inference ? SharedCounter::create(0) : t->storage->share_version();
  t->inference = !t->inference;
  set_wanted(t, wanted);
}

}  // namespace

bool Tensor::is_leaf() const {
  const ViewInfo* view = is_view() ? find_view(*this) : nullptr;
  // Nothing may be made afresh for such a view: it says what it is without asking.
  if (view && view->creation != CreationMeta::ordinary) return !impl_->producer;
  return !grad_fn();
}

bool Tensor::is_view() const { return body().meta && find_view(*this); }

Tensor Tensor::_base() const {
  const ViewInfo* v = is_view() ? find_view(*this) : nullptr;
  if (!v) raise(ErrorKind::argument, "Can't get base of non-view Variable: ask is_view() first");
  return v->base;
}

Tensor& Tensor::requires_grad_(bool on) const {
  if (on && !is_floating(dtype()) && !fault("integer-leaves"))
    raise(ErrorKind::requires_grad, "Only Tensors of floating point and complex dtype can require gradients, found " +
                                        std::string(name(dtype())) + "; convert with .to(kFloat) first");
  if (!on && !is_leaf() && !fault("flag-of-non-leaf"))
    raise(ErrorKind::requires_grad,
          "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a "
          "subgraph that doesn't require differentiation use var_no_grad = var.detach().");
  if (on && is_inference() && !fault("inference-leaves-outside") && !ThreadMode::has(ThreadMode::inference))
    raise(ErrorKind::inference,
          "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed. clone() it first");
  if (!is_leaf()) return handle();
  // Made now, while one thread knows the leaf: later any may ask for its accumulator.
  if (on) meta_of(*this);
  set_wanted(*this, on);
  return handle();
}

Tensor Tensor::grad() const {
  const auto* m = static_cast<const AutogradMeta*>(body().meta.get());
  if (m && m->grad.defined()) return m->grad;
  if (impl_->producer && !retains_grad())
    warn_handler(
        "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. It is not filled by backward(): "
        "call retain_grad() on it first, or ask for the gradient of a leaf.");
  return {};
}

Tensor& Tensor::mutable_grad() const {
  if (!body().meta) meta_of(*this);
  return static_cast<AutogradMeta&>(*impl_->meta).grad;
}

void Tensor::set_grad(const Tensor& g) const {
  if (g.defined()) {
    const std::string found = std::string(name(g.dtype())) + " " + to_string(g.sizes()),
                      expected = std::string(name(dtype())) + " " + to_string(sizes());
    if (is_same(g) && !fault("gradient-of-itself")) raise(ErrorKind::set_grad, "can't assign Variable as its own grad");
    if (g.dtype() != dtype())
      raise(ErrorKind::set_grad,
            "assigned grad has data of a different type: expected " + expected + ", found " + found);
    if (!(g.sizes() == sizes()))
      raise(ErrorKind::set_grad,
            "assigned grad has data of a different size: expected " + expected + ", found " + found);
    if (!(g.device() == device())) raise(ErrorKind::set_grad, "assigned grad has data located on a different device");
  }
  mutable_grad() = g;
}

Tensor Tensor::detach() const {
  const TensorImpl& self = body();
  return gradproof::alias(self, Alias::detach, self.layout);
}
Tensor Tensor::tensor_data() const { return detach(); }
Tensor Tensor::variable_data() const {
  const TensorImpl& self = body();
  return gradproof::alias(self, Alias::data, self.layout);
}

Tensor& Tensor::detach_() const {
  const bool view = is_view();
  if (AutogradMeta* m = find_meta(*this)) forget_leaf_hooks(*m);
  if (view && !fault("views-detached-in-place"))
    raise(ErrorKind::detach_view, "Can't detach views in-place. Use detach() instead.");
  body().producer = nullptr;
  set_wanted(*this, false);
  body().output_nr = 0;
  return handle();
}

void Tensor::set_data(const Tensor& other) const {
  TensorImpl &mine = body(), &theirs = other.body();
  if (requires_grad() && !is_floating(other.dtype()) && !fault("set-data-of-integers"))
    raise(ErrorKind::set_data,
          "data set to a tensor that requires gradients must be floating point or complex dtype, found " +
              std::string(name(other.dtype())));
  // A living accumulator promised gradients of the old type; it keeps its promise of the old shape.
  if (AutogradMeta* m = find_meta(*this); m && (other.dtype() != dtype() || !(other.device() == device())))
    forget_accumulator(*m);
  if (fault("set-data-counts")) mine.bump_version();
  if (is_inference() != other.is_inference()) cross_inference_border(*this);
  mine.move_to(theirs.storage);
  mine.layout = theirs.layout;
  mine.dtype = theirs.dtype;
}

}  // namespace gradproof
