// The backward pass. Creation order is a topological order, so one sweep over the reachable nodes from the newest to
// the oldest meets every node after all that consumed it.
#include <algorithm>
#include <gradproof/checks/oracle/rules.hpp>
#include <gradproof/checks/oracle/tape.hpp>
#include <unordered_map>
#include <unordered_set>

namespace gradproof::checks::oracle {
namespace {

thread_local Journal* journal = nullptr;

class Sweep {
 public:
  explicit Sweep(const Vars& targets) : has_targets_(!targets.empty()) {
    for (const Var& target : targets) targets_.insert(target.get());
  }

  void run(const Vars& roots, const Vars& seeds) {
    std::vector<Node*> nodes = reachable(roots);
    for (Node* node : nodes) mark(node);
    for (std::size_t i = 0; i < roots.size(); ++i) give(roots[i], seeds[i]);
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) visit(**node);
  }

  Var gradient_of(const Var& target) const {
    auto found = arrived_.find(target.get());
    return found == arrived_.end() ? Var() : found->second;
  }

  Pass pass;

 private:
  static std::vector<Node*> reachable(const Vars& roots) {
    std::unordered_set<Node*> seen;
    std::vector<Node*> nodes;
    auto meet = [&](const Var& v) {
      if (seen.insert(v.get()).second) nodes.push_back(v.get());
    };
    for (const Var& root : roots) meet(root);
    for (std::size_t i = 0; i < nodes.size(); ++i)
      for (const Var& input : nodes[i]->inputs) meet(input);
    std::sort(nodes.begin(), nodes.end(), [](Node* a, Node* b) { return a->order < b->order; });
    return nodes;
  }

  bool is_target(Node* node) const {
    return has_targets_ ? targets_.count(node) > 0 : node->sink || !node->hooks.empty();
  }

  /// A node matters when a gradient that somebody waits for passes through it.
  void mark(Node* node) {
    bool feeds = std::any_of(node->inputs.begin(), node->inputs.end(), [&](const Var& v) { return matters(v); });
    if (feeds || is_target(node)) matters_.insert(node);
  }
  bool matters(const Var& v) const { return matters_.count(v.get()) > 0; }

  void give(const Var& to, const Var& g) {
    if (!g || !matters(to)) return;
    Var fitted = cast(sum_to(g, to.shape()), to.dtype());
    Var& sum = gradients_[to.get()];
    sum = sum ? sum + fitted : fitted;
  }

  void visit(Node& node) {
    auto found = gradients_.find(&node);
    if (found == gradients_.end()) return;
    Var g = through_hooks(node, found->second);
    gradients_.erase(found);
    arrive(node, g);
    if (!std::any_of(node.inputs.begin(), node.inputs.end(), [&](const Var& v) { return matters(v); })) return;
    Vars shares = node.pull(node, g);
    for (std::size_t i = 0; i < shares.size(); ++i) give(node.inputs[i], shares[i]);
  }

  Var through_hooks(Node& node, Var g) {
    auto hooks = node.hooks;
    for (const auto& hook : hooks) {
      if (hook->removed) continue;
      Var changed = hook->call(g);
      pass.has_hooks = pass.has_hooks || changed.get() != g.get();
      g = changed;
    }
    return g;
  }

  void arrive(Node& node, const Var& g) {
    const bool sinks = node.sink && (!has_targets_ || node.retains);
    if (sinks || targets_.count(&node) > 0) {
      arrived_[&node] = g;
      if (journal) pass.arrivals.push_back({node.self(), g});
    }
    if (sinks) node.sink(g);
  }

  bool has_targets_;
  std::unordered_set<Node*> targets_, matters_;
  std::unordered_map<Node*, Var> gradients_, arrived_;
};

}  // namespace

Vars pull_back(const Vars& roots, const Vars& seeds, const Vars& targets) {
  Sweep sweep(targets);
  sweep.run(roots, seeds);
  if (journal) {
    sweep.pass.roots = roots;
    sweep.pass.seeds = seeds;
    journal->passes.push_back(std::move(sweep.pass));
  }
  Vars result;
  for (const Var& target : targets) result.push_back(sweep.gradient_of(target));
  return result;
}

Journal::Journal() : before_(journal) { journal = this; }
Journal::~Journal() { journal = before_; }

}  // namespace gradproof::checks::oracle
