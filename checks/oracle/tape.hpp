#pragma once
// The functional tape. A Var is a value that nobody can overwrite, together with how it came about: the operands it was
// computed from, its function of them, and what each operand gets of a gradient. Derivatives are written with Vars,
// so that a backward pass can itself be recorded and differentiated.
//
// Read Node first, then record(), then pull_back(). Everything works on one thread.
#include <functional>
#include <gradproof/checks/oracle/array.hpp>
#include <memory>
#include <vector>

namespace gradproof::checks::oracle {

struct Node;

/// A handle on a value of the tape; an empty one stands for "no gradient".
class Var {
 public:
  Var() = default;
  explicit Var(std::shared_ptr<Node> node) : node_(std::move(node)) {}
  explicit operator bool() const { return node_ != nullptr; }
  Node* operator->() const { return node_.get(); }
  Node* get() const { return node_.get(); }
  std::weak_ptr<Node> weak() const { return node_; }
  const Array& value() const;
  const Shape& shape() const { return value().shape(); }
  Dtype dtype() const { return value().dtype(); }
  long uses() const { return node_.use_count(); }

 private:
  std::shared_ptr<Node> node_;
};

using Vars = std::vector<Var>;
using Arrays = std::vector<Array>;
using Forward = std::function<Array(const Arrays& operands)>;
/// What each operand gets of gradient `g`. Keeps no Var of its own: operands and result are found in the node.
using Pull = std::function<Vars(const Node& node, const Var& g)>;

/// A function of the program that sees, and may replace, the gradient of a value.
struct Hook {
  std::function<Var(const Var& g)> call;
  bool removed = false;
};

struct Node : std::enable_shared_from_this<Node> {
  explicit Node(Array v) : value(std::move(v)) {}
  ~Node();  // iterative: a chain may be longer than the stack
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  const Var& in(std::size_t i) const { return inputs[i]; }
  Var self() const { return Var(std::const_pointer_cast<Node>(shared_from_this())); }

  Array value;
  Vars inputs;      ///< empty: a constant, or a leaf
  Forward forward;  ///< empty where the value is no function of the operands that could be run again
  Pull pull;
  std::uint64_t order = 0;     ///< of creation: operands come before results
  bool requires_grad = false;  ///< as PyTorch would have it at creation: some operand did
  double noise = 0;            ///< bound on the relative rounding error that a subject may have here
  std::vector<std::shared_ptr<Hook>> hooks;
  std::function<void(const Var& g)> sink;  ///< where a backward pass leaves the gradient: a leaf's .grad
  bool retains = false;                    ///< the sink takes also what a pass to given targets brings past
};

/// A value without history.
Var constant(Array value);
Var constant(double number);  ///< a plain Python float

/// A value computed from `inputs`. While recording is off it is a constant.
Var record(Vars inputs, Forward forward, Pull pull);

/// The same value, in which subjects have a relative error of `noise` because they compute in fewer digits.
Var coarse(const Var& x, double noise);

/// The same value in a node of its own, so that hooks and sinks of the two stay apart.
Var identity(const Var& x);

/// The value `value`, with the derivative of `x`: what an unrecorded write, or a choice made elsewhere, leaves behind.
Var with_value(const Var& x, Array value);

/// A value that the program itself computed, with a derivative that the program states: a custom function.
Var record_opaque(Vars inputs, Array value, Pull pull);

/// Grad mode: while one with `false` lives, nothing is recorded.
class Recording {
 public:
  explicit Recording(bool on);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  static bool is_on();

 private:
  bool before_;
};

/// One backward pass, as the referee reads it.
struct Pass {
  struct Arrival {
    Var leaf, gradient;
  };
  Vars roots, seeds;
  std::vector<Arrival> arrivals;  ///< leaves whose sink got a gradient, or targets
  bool has_hooks = false;         ///< a hook changed a gradient on the way
};

/// Derivative of sum(seed * root) with respect to every value that has a sink, or, when `targets` are given, with
/// respect to those and to what retains on the way. Returns a gradient for each target, empty where none arrived.
Vars pull_back(const Vars& roots, const Vars& seeds, const Vars& targets = {});

/// While one lives, every backward pass is written down.
class Journal {
 public:
  Journal();
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  std::vector<Pass> passes;

 private:
  Journal* before_;
};

}  // namespace gradproof::checks::oracle
