#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <new>

namespace gradproof {
namespace {

constinit thread_local std::uint64_t next_sequence = 0;

template <class T>
T* make_all(void* at, std::size_t n) {
  T* first = static_cast<T*>(at);
  for (std::size_t i = 0; i < n; ++i) new (first + i) T();
  return first;
}

}  // namespace

Ref<Node> Node::create(const GradientRule& rule, int edges, int saved, std::span<const Tensor* const> results,
                       std::size_t attribute_bytes) {
  std::size_t dims = 0;
  for (const Tensor* r : results) dims += std::size_t(r->dim());
  const std::size_t attributes_at = sizeof(Node) + std::size_t(edges) * sizeof(Edge) +
                                    std::size_t(saved) * sizeof(SavedTensor) + results.size() * sizeof(Output) +
                                    dims * sizeof(std::int64_t);
  const std::size_t block = attributes_at + attribute_bytes;
  Node* n = new (Pool::allocate(block)) Node();
  n->rule_ = &rule;
  n->sequence_ = next_sequence++;
  n->edge_count_ = std::uint16_t(edges);
  n->saved_count_ = std::uint16_t(saved);
  n->output_count_ = std::uint16_t(results.size());
  n->attribute_offset_ = std::uint32_t(attributes_at);
  n->block_ = std::uint32_t(block);
  make_all<Edge>(n->edge_begin(), n->edge_count_);
  make_all<SavedTensor>(n->saved_begin(), n->saved_count_);
  Output* out = make_all<Output>(n->output_begin(), n->output_count_);
  auto* sizes = reinterpret_cast<std::int64_t*>(out + n->output_count_);
  for (const Tensor* r : results) {
    out->dim = std::uint16_t(r->dim());
    out->dtype = r->dtype();
    out->sizes_ptr = sizes;
    for (std::int64_t s : r->sizes()) *sizes++ = s;
    ++out;
  }
  return Ref<Node>::adopt(n);
}

void Node::release_saved() {
  // Accumulators stand in the graphs of several threads: nothing of theirs may be written.
  if (saved_count_ == 0 && !rule_->release && !rule_->saves_scalar) return;
  for (SavedTensor& s : saved()) s.release();
  if (rule_->release) rule_->release(*this);
  released_ = true;
}

void Node::expect_saved() const {
  if (released_ && (saved_count_ > 0 || rule_->saves_scalar)) [[unlikely]]
    raise(
        ErrorKind::freed_graph,
        "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
        "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "
        "Specify retain_graph=True if you need to backward through the graph a second time. The freed node is " +
            name() + ".");
}

// A chain of a million nodes must not end in a million nested destructors: the outermost call collects the rest.
void Node::dispose() noexcept {
  static constinit thread_local Node* waiting = nullptr;
  static constinit thread_local bool busy = false;
  next_dead_ = std::exchange(waiting, this);
  if (busy) return;
  busy = true;
  while (Node* dead = waiting) {
    waiting = dead->next_dead_;
    dead->destroy_now();
  }
  busy = false;
}

void Node::destroy_now() noexcept {
  if (rule_->destroy_attributes) rule_->destroy_attributes(attribute_block());
  std::destroy_n(output_begin(), output_count_);
  std::destroy_n(saved_begin(), saved_count_);
  std::destroy_n(edge_begin(), edge_count_);
  const std::size_t block = block_;
  this->~Node();
  Pool::release(this, block);
}

Tensor Backward::grad_or_zeros(std::size_t k) const {
  if (incoming_[k].defined()) return incoming_[k];
  const Node::Output& o = node_.outputs()[k];
  return zeros(o.sizes(), o.dtype);
}

}  // namespace gradproof
