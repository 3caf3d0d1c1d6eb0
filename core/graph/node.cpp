#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/graph/running_node.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <new>

namespace gradproof {

void raise_freed_graph(const std::string& which) {
  raise(ErrorKind::freed_graph,
        "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
        "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "
        "Specify retain_graph=True if you need to backward through the graph a second time." +
            which);
}

void Node::raise_freed() const { raise_freed_graph(" The freed node is " + name() + "."); }

// A chain of a million nodes must not end in a million nested destructors: the outermost call collects the rest.
[[gnu::flatten]] void Node::dispose() noexcept {
  if (rule_->park && rule_->park(*this)) return;
  // The end of a list that is being worked off, so that an empty one is told from none.
  static char end;
  Node* const last = reinterpret_cast<Node*>(&end);
  if (dead_) {
    next_dead_ = std::exchange(dead_, this);
    return;
  }
  dead_ = last;
  discard();
  while (dead_ != last) std::exchange(dead_, dead_->next_dead_)->discard();
  dead_ = nullptr;
}

void Node::discard() noexcept {
  if (rule_->destroy_attributes) [[unlikely]]
    rule_->destroy_attributes(attribute_block());
  const std::size_t edges = edge_count_, kept = saved_count_, outputs = output_count_, block = block_;
  Edge* const edge = edge_begin();
  auto* const saved = reinterpret_cast<SavedTensor*>(edge + edges);
  std::destroy_n(reinterpret_cast<Tensor*>(saved + kept), outputs);
  // Before the edges, which hold what is saved of leaves.
  std::destroy_n(saved, kept);
  std::destroy_n(edge, edges);
  if (hooks) [[unlikely]]
    hooks.reset();
  Pool::release(this, block);
}

void Node::find_places(std::span<const Tensor* const> results) {
  off_host_ = false;
  for (std::size_t k = 0; k < results.size(); ++k) {
    Place& place = outputs()[k].place = current_place((*results[k])->storage->device());
    off_host_ |= place != 0;
  }
}

Tensor Backward::grad_or_zeros(std::size_t k) const {
  if (incoming_[k].defined()) return incoming_[k];
  const Node::Output& o = node_.outputs()[k];
  return zeros(o.sizes(), TensorOptions(o.dtype).device(device_of(node_.place_of(k))));
}

bool Node::task_should_compute_output(std::size_t i) const {
  if (!should_compute_output(i)) return false;
  const RunningNode& r = RunningNode::current();
  return r.node != this || r.goes_to(r.pass, *next_edge(i).function);
}

}  // namespace gradproof
