// The engine. All state of one pass is in its GraphTask and the ledger.
//
// Read first: GraphTask::run. A node runs when every edge that leads to it has delivered; of those that are ready the
// one recorded last goes first and accumulators before all, as in PyTorch.
#include <algorithm>
#include <gradproof/core/autograd/engine.hpp>
#include <gradproof/core/autograd/inline_vector.hpp>
#include <gradproof/core/autograd/ledger.hpp>
#include <gradproof/core/autograd/nested_pass.hpp>
#include <gradproof/core/autograd/on_place.hpp>
#include <gradproof/core/autograd/run_hooks.hpp>
#include <gradproof/core/autograd/tensor_row.hpp>
#include <gradproof/core/graph/anomaly.hpp>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/graph/running_node.hpp>
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/tensor/faults.hpp>
#include <limits>

namespace gradproof {
namespace {

using NodeStack = InlineVector<Node*, 32>;

std::uint64_t priority(Node& n) {
  return n.edges().empty() ? std::numeric_limits<std::uint64_t>::max() : n.sequence_nr();
}

/// Of a gradient that is small and on the host, as nearly all are.
bool has_form(const Tensor& g, const Node::Output& to) {
  return g->dtype == to.dtype && g->layout.sizes() == to.sizes() && g->housed;
}

[[noreturn]] void refuse_gradient(Node& from, const Edge& edge, const std::string& why) {
  raise(ErrorKind::gradient_shape, "Function " + from.name() + " returned an invalid gradient at index " +
                                       std::to_string(&edge - from.edges().data()) + " - " + why);
}

/// The gradient in the form in which the output of `to` expects it: summed down, converted, a single number on the
/// output's device.
Tensor fitted(Tensor g, const Edge& edge, Node& from) {
  const Node::Output& to = edge.function->outputs()[edge.input_nr];
  if (!(g.sizes() == to.sizes())) {
    if (!is_expandable(to.sizes(), g.sizes()))
      refuse_gradient(from, edge,
                      "got " + to_string(g.sizes()) + " but expected shape compatible with " + to_string(to.sizes()));
    g = g.sum_to_size(to.sizes());
  }
  if (g.dtype() != to.dtype) g = g.to(to.dtype);
  const Place place = edge.function->place_of(edge.input_nr);
  if (is_on(place, g.device())) return g;
  const Device due = device_of(place);
  if (g.dim() > 0) refuse_gradient(from, edge, "expected device " + due.str() + " but got " + g.device().str());
  return g.to(due);
}

/// Whether a sum may be added up in place: nobody else holds it, and each element has a place of its own.
bool is_ours_to_write(const Tensor& t) {
  if (fault("shared-gradient-added-in-place")) return true;
  return t->refs.unique() && t->has_bytes_alone() && t->layout.is_contiguous();
}

/// `g` has the form of what is in the inbox already.
void add_up(Tensor& inbox, const Tensor& g) {
  if (!GradMode::is_enabled() && is_ours_to_write(inbox)) {
    launch_alike(kAdd.id, inbox, g);
    wrote(inbox);
  } else {
    inbox = inbox.add(g);
  }
}
inline void add_into(Tensor& inbox, Tensor& g) {
  if (!inbox.defined() || fault("accumulation-overwrites"))
    inbox = std::move(g);
  else
    add_up(inbox, g);
}

/// A planted defect: every gradient is wrong by about one part in a thousand, also where it is zero.
void bend(Tensor* gradients, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    if (gradients[i].defined()) gradients[i] = gradients[i].mul(1.001).add(0.001);
}

template <class Ledger>
class GraphTask {
 public:
  explicit GraphTask(const BackwardRequest& request) : request_(request) {}

  void run() {
    AutoGradMode mode(request_.create_graph && !fault("create-graph-records-nothing"));
    const std::span<const Edge> roots = request_.roots;
    try {
      count_dependencies(roots);
      mark_needed(roots);
      seed(roots);
      while (!ready_.empty()) run_node(*next_ready());
    } catch (...) {
      forget(roots);
      throw;
    }
  }

 private:
  void count_dependencies(std::span<const Edge> roots) {
    NodeStack& open = ready_;  // none is ready yet
    for (const Edge& r : roots)
      if (ledger_.first_visit(*r.function)) open.push_back(r.function.get());
    while (!open.empty())
      for (const Edge& e : open.pop_back()->edges())
        if (e.is_valid() && ledger_.count_edge(*e.function) && !e.function->edges().empty())
          open.push_back(e.function.get());
  }

  // A capturing pass goes only where a captured gradient lies: depth first, children before parents, without recursion.
  void mark_needed(std::span<const Edge> roots) {
    if constexpr (std::is_same_v<Ledger, MapLedger>) {
      if (request_.capture.empty()) return;
      for (const Edge& c : request_.capture)
        if (ledger_.first_visit(*c.function)) {
        }
      for (const Edge& c : request_.capture) ledger_.needed(*c.function) = true;
      std::vector<std::pair<Node*, std::size_t>> path;
      std::unordered_map<Node*, bool> seen;
      path.reserve(roots.size());
      for (const Edge& r : roots) path.emplace_back(r.function.get(), 0);
      while (!path.empty()) {
        auto& [node, next] = path.back();
        if (next < node->edges().size()) {
          Node* child = node->edges()[next++].function.get();
          if (child && !std::exchange(seen[child], true)) path.emplace_back(child, 0);
          continue;
        }
        for (const Edge& e : node->edges())
          if (e.is_valid() && ledger_.needed(*e.function)) ledger_.needed(*node) = true;
        path.pop_back();
      }
    }
  }

  bool is_needed(Node& n) {
    if constexpr (std::is_same_v<Ledger, MapLedger>) return request_.capture.empty() || ledger_.needed(n);
    return true;
  }

  void seed(std::span<const Edge> roots) {
    for (std::size_t i = 0; i < roots.size(); ++i) {
      Node& n = *roots[i].function;
      add_into(ledger_.inboxes(n)[roots[i].input_nr], request_.seeds[i]);
    }
    for (const Edge& r : roots)
      if (ledger_.dependencies(*r.function) == 0 && (ready_.empty() || !is_ready(r.function.get())))
        make_ready(*r.function);
  }

  bool is_ready(Node* n) { return std::find(ready_.begin(), ready_.end(), n) != ready_.end(); }
  static bool runs_later(Node* a, Node* b) { return priority(*a) < priority(*b); }
  void make_ready(Node& n) {
    ready_.push_back(&n);
    if (ready_.size() > 1) std::push_heap(ready_.begin(), ready_.end(), runs_later);
  }
  Node* next_ready() {
    if (ready_.size() > 1) std::pop_heap(ready_.begin(), ready_.end(), runs_later);
    return ready_.pop_back();
  }

  void run_node(Node& n) {
    Tensor* const incoming = ledger_.inboxes(n);
    const std::size_t inputs = n.num_inputs();
    bool arrived = incoming[0].defined();
    for (std::size_t k = 1; k < inputs; ++k) arrived |= incoming[k].defined();
    if (n.is_plain()) [[likely]]
      differentiate<false>(n, incoming, arrived);
    else
      differentiate_there(n, incoming, arrived);
    incoming[0].reset();
    for (std::size_t k = 1; k < inputs; ++k) incoming[k].reset();
  }

  /// With hooks, or on the stream on which the node was computed. The caller's stream waits for what it gets of that.
  [[gnu::noinline]] void differentiate_there(Node& n, Tensor* incoming, bool arrived) {
    {
      const OnPlace there(n.place());
      differentiate<true>(n, incoming, arrived);
    }
    if (n.edges().empty() || captures()) wait_here_for(n.place());
  }

  template <bool has_more>
  [[gnu::always_inline]] inline void differentiate(Node& n, Tensor* incoming, bool arrived) {
    const std::span<Edge> edges = n.edges();
    const std::size_t results = edges.size();
    TensorRow row(results);
    Tensor* const outgoing = row.data();
    if (has_more && n.hooks) run_tensor_hooks(n, incoming);
    if (captures() && !capture(n, incoming)) return;
    if (arrived) {
      if (has_more && n.hooks) run_pre_hooks(n, incoming);
      n.expect_saved();
      Backward b(n, incoming, outgoing);
      if (is_watched_) [[unlikely]]
        apply_watched(n, b, outgoing);
      else
        n.rule().apply(b);
      if (results > 0 && fault_bends(n.rule().name)) bend(outgoing, results);
      if ((!request_.keep_graph && !fault("graph-never-freed")) || fault("graph-always-freed")) n.release_saved();
      if (has_more && n.hooks) run_post_hooks(n, incoming, outgoing);
    }
    for (std::size_t i = 0; i < results; ++i) deliver(n, edges[i], outgoing[i]);
  }

  [[gnu::noinline]] static void apply_watched(Node& n, Backward& b, const Tensor* outgoing) {
    run_watched(n, [&] {
      n.rule().apply(b);
      if (AnomalyMode::should_check_nan()) expect_no_nan(n, outgoing);
    });
  }

  /// Known when this is compiled for the ledger of passes that capture nothing.
  bool captures() const {
    if constexpr (std::is_same_v<Ledger, MapLedger>) return !request_.capture.empty();
    return false;
  }

  /// Keeps what the request asked for; false when the pass need not go beyond this node.
  bool capture(Node& n, Tensor* incoming) {
    if constexpr (std::is_same_v<Ledger, MapLedger>) RunningNode::current() = {&n, &ledger_, goes_to};
    if (request_.accumulate && n.edges().empty()) return true;
    for (std::size_t i = 0; i < request_.captured.size(); ++i)
      if (request_.capture[i].function.get() == &n) request_.captured[i] = incoming[request_.capture[i].input_nr];
    for (const Edge& e : n.edges())
      if (e.is_valid() && is_needed(*e.function)) return true;
    return false;
  }

  static bool goes_to(const void* ledger, Node& next) { return static_cast<const MapLedger*>(ledger)->needed(next); }

  void deliver(Node& from, const Edge& edge, Tensor& g) {
    if (!edge.is_valid()) return;
    Node& to = *edge.function;
    if (!is_needed(to)) return;
    if (g.defined()) {
      Tensor& inbox = ledger_.inboxes(to)[edge.input_nr];
      if (has_form(g, to.outputs()[edge.input_nr])) [[likely]]
        add_into(inbox, g);
      else
        fit_into(inbox, std::move(g), edge, from);
    }
    if (--ledger_.dependencies(to) == 0) make_ready(to);
  }

  /// The same on the receiver's stream, which waits for the one that computed `g`.
  [[gnu::noinline]] static void fit_into(Tensor& inbox, Tensor g, const Edge& edge, Node& from) {
    const OnPlace here(edge.function->place_of(edge.input_nr));
    here.wait_for(g, from.place());
    g = fitted(std::move(g), edge, from);
    add_into(inbox, g);
  }

  /// Takes back what already arrived in nodes that did not run.
  void forget(std::span<const Edge> roots) {
    ledger_.restart();
    NodeStack open;
    auto visit = [&](const Edge& e) {
      if (!e.is_valid() || !ledger_.first_visit(*e.function)) return;
      for (std::size_t k = 0; k < e.function->outputs().size(); ++k) ledger_.inboxes(*e.function)[k].reset();
      open.push_back(e.function.get());
    };
    for (const Edge& r : roots) visit(r);
    while (!open.empty())
      for (const Edge& e : open.pop_back()->edges()) visit(e);
  }

  const BackwardRequest& request_;
  const bool is_watched_ = AnomalyMode::is_enabled();
  Ledger ledger_;
  NodeStack ready_;
};

}  // namespace

void run_backward(const BackwardRequest& request) {
  const NestedPass pass;
  if (pass.is_too_deep()) [[unlikely]]
    return on_own_stack([&] { run_backward(request); });
  if (request.capture.empty() && InlineLedger::claim()) return GraphTask<InlineLedger>(request).run();
  const RunningNodeScope scope;
  GraphTask<MapLedger>(request).run();
}

}  // namespace gradproof
