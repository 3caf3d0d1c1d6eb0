// Nodes of a user's own: classes that derive from Node and are kept by std::shared_ptr. The graph counts with Ref; from
// its first Ref to its last such a node holds the pointer that keeps it.
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/type_name.hpp>

namespace gradproof {

/// What a user's node has beside what every node has, in front of its row: state | edges | inboxes | outputs |
/// sizes.
struct UserNode {
  struct State {
    std::shared_ptr<Node> self;
    std::size_t bytes;
  };
  /// What a gradient that arrives looks like.
  struct Form {
    std::vector<std::int64_t> sizes;
    DType dtype;
    Place place;
  };
  static const GradientRule kRule;

  static bool is(const Node& n) { return n.rule_ == &kRule; }
  static State& state(const Node& n) { return reinterpret_cast<State*>(n.edges_)[-1]; }
  static void apply(Backward& b);
  static void release(Node& n) { n.release_variables(); }
  static bool park(Node& n);
  static std::vector<Form> forms(Node& n);
  static void start(Node& n, std::uint64_t sequence, std::vector<Edge> edges);
  static void make_row(Node& n, std::vector<Edge> edges, const std::vector<Form>& outputs, std::shared_ptr<Node> self);
  static void end_row(Node& n);
  static void change(Node& n, std::vector<Edge> edges, const std::vector<Form>& outputs);
};

constinit const GradientRule UserNode::kRule = {"", apply, false, nullptr, release, park};

void UserNode::make_row(Node& n, std::vector<Edge> edges, const std::vector<Form>& outputs,
                        std::shared_ptr<Node> self) {
  std::size_t dims = 0;
  for (const Form& f : outputs) dims += f.sizes.size();
  const std::size_t bytes = sizeof(State) + edges.size() * sizeof(Edge) +
                            outputs.size() * (sizeof(Tensor) + sizeof(Node::Output)) + dims * sizeof(std::int64_t);
  auto* state = new (Pool::allocate(bytes)) State{std::move(self), bytes};
  n.edges_ = reinterpret_cast<Edge*>(state + 1);
  n.edge_count_ = std::uint16_t(edges.size());
  n.saved_count_ = 0;
  n.off_host_ = false;
  n.output_count_ = std::uint16_t(outputs.size());
  n.inboxes_offset_ = std::uint32_t(edges.size() * sizeof(Edge));
  std::uninitialized_move(edges.begin(), edges.end(), n.edges_);
  std::uninitialized_default_construct_n(n.inboxes(), outputs.size());
  auto* out = n.output_begin();
  auto* sizes = reinterpret_cast<std::int64_t*>(out + outputs.size());
  for (const Form& f : outputs) {
    new (out) Node::Output(sizes, std::uint16_t(f.sizes.size()), f.dtype);
    out++->place = f.place;
    n.off_host_ |= f.place != 0;
    sizes = std::copy(f.sizes.begin(), f.sizes.end(), sizes);
  }
}

void UserNode::end_row(Node& n) {
  State& s = state(n);
  std::destroy_n(n.inboxes(), n.output_count_);
  std::destroy_n(n.edge_begin(), n.edge_count_);
  const std::size_t bytes = s.bytes;
  s.~State();
  Pool::release(&s, bytes);
}

void UserNode::start(Node& n, std::uint64_t sequence, std::vector<Edge> edges) {
  for (const Edge& e : edges) e.expect_input();
  n.rule_ = &kRule;
  n.sequence_ = sequence;
  make_row(n, std::move(edges), {}, {});
  n.refs.decrement();  // no Ref holds it yet
}

std::vector<UserNode::Form> UserNode::forms(Node& n) {
  std::vector<Form> all;
  for (std::size_t k = 0; k < n.outputs().size(); ++k)
    all.push_back({n.outputs()[k].sizes().vec(), n.outputs()[k].dtype, n.place_of(k)});
  return all;
}

void UserNode::change(Node& n, std::vector<Edge> edges, const std::vector<Form>& outputs) {
  if (!is(n))
    raise(ErrorKind::argument,
          "The edges and inputs of " + n.name() +
              " are those of the operation that was recorded; derive a class from Node for others");
  std::shared_ptr<Node> self = std::move(state(n).self);
  end_row(n);
  make_row(n, std::move(edges), outputs, std::move(self));
}

void UserNode::apply(Backward& b) {
  Node& n = b.node();
  TensorList grads;
  for (std::size_t k = 0; k < n.num_inputs(); ++k) grads.push_back(b.grad(k));
  TensorList results = n.apply(std::move(grads));
  if (results.size() != n.num_outputs())
    raise(ErrorKind::custom_function, "Function " + n.name() + " returned an invalid number of gradients - expected " +
                                          std::to_string(n.num_outputs()) + ", but got " +
                                          std::to_string(results.size()));
  for (std::size_t i = 0; i < results.size(); ++i) b.give(i, std::move(results[i]));
}

// The last Ref went. A chain of such nodes ends one after another, not one within another.
bool UserNode::park(Node& n) {
  thread_local std::vector<std::shared_ptr<Node>>* ending = nullptr;
  std::shared_ptr<Node> self = std::move(state(n).self);
  if (ending) {
    ending->push_back(std::move(self));
    return true;
  }
  std::vector<std::shared_ptr<Node>> further;
  ending = &further;
  self.reset();
  while (!further.empty()) {
    self = std::move(further.back());
    further.pop_back();
    self.reset();
  }
  ending = nullptr;
  return true;
}

void Edge::expect_input() const {
  if (!function || input_nr < function->num_inputs()) return;
  raise(ErrorKind::argument, function->name() + " takes " + std::to_string(function->num_inputs()) +
                                 " gradients, and an edge leads to its input " + std::to_string(input_nr) +
                                 "; add_input_metadata() first");
}

Node::Node(std::vector<Edge> next_edges) { UserNode::start(*this, next_sequence_++, std::move(next_edges)); }
Node::Node(std::uint64_t sequence_nr, std::vector<Edge> next_edges) {
  UserNode::start(*this, sequence_nr, std::move(next_edges));
}
// Of a user's node alone: others end in discard().
Node::~Node() { UserNode::end_row(*this); }

void Node::kept_by(const std::shared_ptr<Node>& owner) {
  if (UserNode::is(*this) && !UserNode::state(*this).self) UserNode::state(*this).self = owner;
}
std::shared_ptr<Node> Node::owner() const { return UserNode::is(*this) ? UserNode::state(*this).self : nullptr; }

TensorList Node::apply(TensorList&& grads) {
  if (UserNode::is(*this))
    raise(ErrorKind::not_implemented, name() + " derives from Node and has no apply(), which gives its gradients");
  return (*this)(std::move(grads));
}

TensorList Node::operator()(TensorList&& grads) {
  if (UserNode::is(*this)) return apply(std::move(grads));
  if (grads.size() != output_count_)
    raise(ErrorKind::argument,
          name() + " takes " + std::to_string(output_count_) + " gradients, found " + std::to_string(grads.size()));
  expect_saved();
  TensorList results(edge_count_);
  Backward b(*this, grads.data(), results.data());
  rule_->apply(b);
  return results;
}

std::uint32_t Node::add_input_metadata(const Tensor& result) {
  return add_input_metadata(TensorOptions(result.scalar_type()).device(result.defined() ? result.device() : Device()),
                            result.sizes());
}
std::uint32_t Node::add_input_metadata(const TensorOptions& options, IntArrayRef sizes) {
  std::vector<UserNode::Form> outputs = UserNode::forms(*this);
  outputs.push_back({sizes.vec(), options.dtype(), current_place(options.device())});
  UserNode::change(*this, next_edges(), outputs);
  return output_count_ - 1U;
}

void Node::add_next_edge(Edge edge) {
  std::vector<Edge> edges = next_edges();
  edges.push_back(std::move(edge));
  set_next_edges(std::move(edges));
}

void Node::set_next_edge(std::size_t i, Edge edge) {
  std::vector<Edge> edges = next_edges();
  if (i >= edges.size())
    raise(ErrorKind::index, name() + " has " + std::to_string(edges.size()) + " next edges, found number " +
                                std::to_string(i) + "; add_next_edge() makes more");
  edges[i] = std::move(edge);
  set_next_edges(std::move(edges));
}

void Node::set_next_edges(std::vector<Edge> edges) {
  for (const Edge& e : edges) e.expect_input();
  UserNode::change(*this, std::move(edges), UserNode::forms(*this));
}

std::string Node::name() const { return UserNode::is(*this) ? type_name(typeid(*this)) : rule_->name; }

}  // namespace gradproof
