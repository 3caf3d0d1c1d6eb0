#pragma once
// A node of the backward graph: one recorded operation. Header, edges, saved tensors, outputs and the operation's own
// attributes stand in one pooled block of exactly the size they need:
//
//   Node | attributes | Edge x edges | SavedTensor x saved | inbox x outputs | Output x outputs | sizes of the outputs
//
// A class of a user's own that derives from Node keeps the row from the edges on in a block of its own (user_node.cpp).
//
// Read first: GradientRule (what an operation says about its derivative), then Backward (what a derivative may ask).
#include <cassert>
#include <gradproof/core/device/place.hpp>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/device/ref.hpp>
#include <gradproof/core/graph/saved_tensor.hpp>
#include <new>
#include <span>
#include <type_traits>

namespace gradproof {

class Backward;
struct NodeHooks;
struct FunctionPreHook;
struct FunctionPostHook;

/// Name and derivative of an operation. A plain function pointer: a lambda that captures a tensor does not compile.
struct GradientRule {
  const char* name;  ///< PyTorch's node name, "MulBackward0"
  void (*apply)(Backward&);
  /// The derivative needs values of the forward pass even where no tensor is kept (a scalar factor): a second
  /// backward through a freed graph must raise.
  bool saves_scalar = false;
  void (*destroy_attributes)(void*) = nullptr;
  void (*release)(Node&) = nullptr;  ///< drops what the attributes keep alive when the graph is freed
  bool (*park)(Node&) = nullptr;     ///< keeps a node that nobody holds any more to be used again, if it can
  std::span<SavedTensor> (*kept)(Node&) = nullptr;  ///< saved tensors that the attributes hold
};

/// Where a gradient goes on: a node and which of its outputs the value was.
struct Edge {
  Ref<Node> function;
  std::uint32_t input_nr = 0;
  Edge() = default;
  Edge(Ref<Node> to, std::uint32_t nr) noexcept : function(std::move(to)), input_nr(nr) {}
  template <class N>
  Edge(const std::shared_ptr<N>& to, std::uint32_t nr) : function(to), input_nr(nr) {}
  bool is_valid() const { return bool(function); }
  /// Throws `argument` for an input that the function does not have.
  void expect_input() const;
  bool operator==(const Edge&) const = default;
};

class Node : public Counted {
 public:
  /// What a gradient that arrives at output `k` must look like.
  struct Output {
    std::int64_t* sizes_ptr;
    std::uint16_t dim;
    DType dtype;
    Place place;  ///< where the output was computed, and where its gradient is; unset where the node is on the host
    Output(std::int64_t* sizes, std::uint16_t dims, DType type) : sizes_ptr(sizes), dim(dims), dtype(type) {}
    IntArrayRef sizes() const { return {sizes_ptr, dim}; }
  };

  /// A node with empty edges and saved tensors; outputs look like `results`.
  [[gnu::always_inline]] static inline Ref<Node> create(const GradientRule& rule, int edges, int saved,
                                                        std::span<const Tensor* const> results,
                                                        std::size_t attribute_bytes = 0);
  template <class A>
  static Ref<Node> create(const GradientRule& rule, int edges, int saved, std::span<const Tensor* const> results,
                          const A& attributes) {
    static_assert(std::is_trivially_copyable_v<A>,
                  "attributes are plain numbers; tensors are kept through SavedTensor");
    Ref<Node> n = create(rule, edges, saved, results, sizeof(A));
    new (n->attribute_block()) A(attributes);
    return n;
  }

  // A user's own node: apply() gives the gradients of what next_edges() lead to.
  explicit Node(std::vector<Edge> next_edges = {});
  explicit Node(std::uint64_t sequence_nr, std::vector<Edge> next_edges = {});
  virtual ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  /// The gradients that leave, for those that arrive: what the engine does, without hooks.
  TensorList operator()(TensorList&& grads);
  /// The graph was freed: drops what the class keeps of the forward pass.
  virtual void release_variables() {}
  virtual void will_release_variables() {}
  virtual bool is_traceable() { return false; }
  /// One more gradient arrives, which looks like `result`; returns its number. Throw `argument` for a built-in node.
  std::uint32_t add_input_metadata(const Tensor& result);
  std::uint32_t add_input_metadata(const TensorOptions& options, IntArrayRef sizes);
  struct undefined_input {};
  std::uint32_t add_input_metadata(undefined_input) { return add_input_metadata(Tensor()); }
  void add_next_edge(Edge edge);
  void set_next_edges(std::vector<Edge> edges);
  void set_next_edge(std::size_t i, Edge edge);
  bool should_compute_output(std::size_t i) const { return i < edge_count_ && next_edge(i).is_valid(); }
  /// The same, of a pass that runs now and may not go there.
  bool task_should_compute_output(std::size_t i) const;
  /// The pointer that keeps a user's own node; made on the spot for another.
  std::shared_ptr<Node> shared_from_this() { return Ref<Node>::share(this); }
  std::shared_ptr<Node> getptr() { return shared_from_this(); }
  // Both counts at once: a node of one's own lives while either a std::shared_ptr or a Ref holds it.
  void kept_by(const std::shared_ptr<Node>& owner);
  std::shared_ptr<Node> owner() const;

  /// Whether it has no hooks and all outputs were computed on the host.
  bool is_plain() const { return !hooks && !off_host_; }
  Place place_of(std::size_t output) { return off_host_ ? outputs()[output].place : 0; }
  /// Where it is differentiated: where its first output was computed.
  Place place() { return place_of(0); }
  virtual std::string name() const;
  const GradientRule& rule() const { return *rule_; }
  std::uint64_t sequence_nr() const { return sequence_; }
  /// Of the node that this thread makes next.
  static std::uint64_t next_sequence_nr() { return next_sequence_; }
  std::span<Edge> edges() { return {edge_begin(), edge_count_}; }
  const Edge& next_edge(std::size_t i) const {
    assert(i < edge_count_);
    return edge_begin()[i];
  }
  std::vector<Edge> next_edges() const { return {edge_begin(), edge_begin() + edge_count_}; }
  std::uint32_t num_inputs() const { return output_count_; }  ///< gradients that arrive: one per result
  std::uint32_t num_outputs() const { return edge_count_; }   ///< gradients that leave: one per operand
  /// Hooks on the node itself (core/graph/hooks.hpp). Return a number for remove_node_hook.
  std::uint32_t add_pre_hook(std::unique_ptr<FunctionPreHook> hook);
  std::uint32_t add_post_hook(std::unique_ptr<FunctionPostHook> hook);
  /// Whether there was a hook of that number.
  bool del_post_hook(std::uint32_t id);
  std::vector<std::shared_ptr<FunctionPreHook>> pre_hooks() const;
  std::vector<std::shared_ptr<FunctionPostHook>> post_hooks() const;
  std::span<SavedTensor> saved() { return {saved_begin(), saved_count_}; }
  std::span<Output> outputs() { return {output_begin(), output_count_}; }
  /// The sums of the gradients that arrived, one per output. Owned by the engine.
  Tensor* inboxes() { return reinterpret_cast<Tensor*>(reinterpret_cast<char*>(edges_) + inboxes_offset_); }
  template <class A>
  A& attributes() {
    return *static_cast<A*>(attribute_block());
  }
  void* attribute_block() { return this + 1; }

  bool saved_released() const { return released_; }
  /// Drops the saved tensors: the graph was freed.
  void release_saved() {
    // Accumulators stand in the graphs of several threads: nothing of theirs may be written.
    if (saved_count_ == 0 && !rule_->release && !rule_->saves_scalar) return;
    for (SavedTensor& s : saved()) s.release();
    if (rule_->release) [[unlikely]]
      rule_->release(*this);
    released_ = true;
  }
  /// Throws `freed_graph` when the derivative needs what release_saved() dropped.
  void expect_saved() const {
    if (released_ && (saved_count_ > 0 || rule_->saves_scalar)) [[unlikely]]
      raise_freed();
  }

  void dispose() noexcept final;
  /// Ends a node that nobody refers to.
  void discard() noexcept;

  // Owned by the engine: the running task's stamp and how many edges still have to deliver.
  std::uint32_t task = 0;
  std::uint32_t dependencies = 0;

 private:
  std::uint32_t inboxes_offset_;  // from the edges on; here, where there is room

 public:
  std::shared_ptr<NodeHooks> hooks;  ///< an accumulator shares them with its leaf

 protected:
  virtual TensorList apply(TensorList&& grads);

 private:
  friend struct UserNode;
  explicit Node(const GradientRule& rule) : rule_(&rule) {}
  Edge* edge_begin() { return edges_; }
  const Edge* edge_begin() const { return edges_; }
  SavedTensor* saved_begin() { return reinterpret_cast<SavedTensor*>(edge_begin() + edge_count_); }
  Output* output_begin() { return reinterpret_cast<Output*>(inboxes() + output_count_); }
  [[noreturn]] void raise_freed() const;
  /// Of outputs some of which may not be on the host.
  void find_places(std::span<const Tensor* const> results);

  // initial-exec: reached without a call, in a shared library too.
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local std::uint64_t next_sequence_ = 0;
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local Node* dead_ = nullptr;

  const GradientRule* rule_;
  Edge* edges_;
  union {
    std::uint64_t sequence_;
    Node* next_dead_;  // of one that nobody will order any more
  };
  std::uint16_t edge_count_, saved_count_, output_count_;
  bool released_ = false, off_host_ = false;
  std::uint32_t block_;
};

/// A direct call: a node's end begins with the ends of those it leads to.
inline void destroy(Node* n) noexcept { n->dispose(); }

// Inline, since an operation knows how many edges and saved tensors it has: what is left is a row of stores.
Ref<Node> Node::create(const GradientRule& rule, int edges, int saved, std::span<const Tensor* const> results,
                       std::size_t attribute_bytes) {
  std::size_t dims = 0;
  for (const Tensor* r : results) dims += std::size_t(r->impl()->layout.dim());
  const std::size_t edges_at = sizeof(Node) + (attribute_bytes + 7) / 8 * 8;
  const std::size_t inboxes_at = std::size_t(edges) * sizeof(Edge) + std::size_t(saved) * sizeof(SavedTensor);
  const std::size_t block =
      edges_at + inboxes_at + results.size() * (sizeof(Tensor) + sizeof(Output)) + dims * sizeof(std::int64_t);
  Node* n = new (Pool::allocate(block)) Node(rule);
  n->sequence_ = next_sequence_++;
  n->edge_count_ = std::uint16_t(edges);
  n->saved_count_ = std::uint16_t(saved);
  n->output_count_ = std::uint16_t(results.size());
  n->inboxes_offset_ = std::uint32_t(inboxes_at);
  n->block_ = std::uint32_t(block);
  Edge* edge = n->edges_ = reinterpret_cast<Edge*>(reinterpret_cast<char*>(n) + edges_at);
  for (int i = 0; i < edges; ++i) new (edge++) Edge();
  auto* kept = reinterpret_cast<SavedTensor*>(edge);
  for (int i = 0; i < saved; ++i) new (kept++) SavedTensor();
  auto* inbox = reinterpret_cast<Tensor*>(kept);
  for (std::size_t k = 0; k < results.size(); ++k) new (inbox++) Tensor();
  auto* out = reinterpret_cast<Output*>(inbox);
  auto* sizes = reinterpret_cast<std::int64_t*>(out + results.size());
  bool housed = true;
  for (const Tensor* r : results) {
    const TensorImpl& t = *r->impl();
    new (out++) Output(sizes, std::uint16_t(t.layout.dim()), t.dtype);
    housed = housed && t.storage->is_housed();
    for (std::int64_t s : t.layout.sizes()) *sizes++ = s;
  }
  if (!housed) [[unlikely]]
    n->find_places(results);
  return Ref<Node>::adopt(n);
}

/// What a derivative sees: the incoming gradients, what was saved, and where its results go.
class Backward {
 public:
  Backward(Node& node, Tensor* incoming, Tensor* results) : node_(node), incoming_(incoming), results_(results) {}

  Node& node() { return node_; }
  /// The gradient of output `k`; undefined when nothing arrived there.
  const Tensor& grad(std::size_t k = 0) const { return incoming_[k]; }
  /// The same, for the last one who asks.
  Tensor take_grad() { return node_.hooks ? incoming_[0] : std::move(incoming_[0]); }
  /// The gradient of output `k`, zeros in place of undefined.
  Tensor grad_or_zeros(std::size_t k) const;
  /// Whether input `i` wants a gradient.
  bool wants(std::size_t i) const { return node_.next_edge(i).is_valid(); }
  /// Hands over the gradient of input `i`. It may be larger by broadcasting or of another dtype: the engine reduces it.
  void give(std::size_t i, Tensor gradient) { results_[i] = std::move(gradient); }
  /// Saved tensor `i`, checked. Throws `modified_after_save`.
  Tensor saved(std::size_t i) { return node_.saved()[i].unpack(node_); }
  bool has_saved(std::size_t i) { return node_.saved()[i].defined(); }
  template <class A>
  const A& attributes() {
    return node_.attributes<A>();
  }
  /// The device of input `i` (which must want a gradient).
  Device input_device(std::size_t i) const {
    const Edge& e = node_.next_edge(i);
    return device_of(e.function->place_of(e.input_nr));
  }
  /// Sizes of input `i` (which must want a gradient).
  IntArrayRef input_sizes(std::size_t i) const {
    const Edge& e = node_.next_edge(i);
    return e.function->outputs()[e.input_nr].sizes();
  }

 private:
  Node& node_;
  Tensor* incoming_;
  Tensor* results_;
};

}  // namespace gradproof

template <>
struct std::hash<gradproof::Edge> {
  std::size_t operator()(const gradproof::Edge& e) const noexcept {
    return std::hash<const void*>()(e.function.get()) * 31 + e.input_nr;
  }
};
