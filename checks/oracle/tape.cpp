#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/tape.hpp>

namespace gradproof::checks::oracle {
namespace {

thread_local bool recording = true;
thread_local std::uint64_t created = 0;

/// Rounding error of the result: the operands' worst, and one step of its own for every doubling of the operands' size.
double noise_of(const Node& node, const Vars& inputs) {
  double noise = 0;
  std::int64_t widest = 2;
  for (const Var& input : inputs) {
    noise = std::max(noise, input->noise);
    widest = std::max(widest, input.value().size());
  }
  return noise + epsilon(node.value.dtype()) * std::log2(static_cast<double>(widest));
}

Var attach(Vars inputs, Array value, Forward forward, Pull pull) {
  Var result = constant(std::move(value));
  result->noise = noise_of(*result.get(), inputs);
  if (!recording) return result;
  result->requires_grad = std::any_of(inputs.begin(), inputs.end(), [](const Var& x) { return x->requires_grad; });
  result->inputs = std::move(inputs);
  result->forward = std::move(forward);
  result->pull = std::move(pull);
  return result;
}

}  // namespace

const Array& Var::value() const { return node_->value; }

Node::~Node() {
  Vars dying = std::move(inputs);
  while (!dying.empty()) {
    Var last = std::move(dying.back());
    dying.pop_back();
    if (!last || last.uses() > 1) continue;
    for (Var& input : last->inputs) dying.push_back(std::move(input));
    last->inputs.clear();
  }
}

Var constant(Array value) {
  auto node = std::make_shared<Node>(std::move(value));
  node->order = ++created;
  return Var(std::move(node));
}

Var constant(double number) { return constant(Array::number(number, Dtype::float64)); }

Var record(Vars inputs, Forward forward, Pull pull) {
  Arrays operands;
  for (const Var& input : inputs) operands.push_back(input.value());
  Array value = forward(operands);
  return attach(std::move(inputs), std::move(value), std::move(forward), std::move(pull));
}

Var coarse(const Var& x, double noise) {
  Var result = identity(x);
  result->noise = std::max(result->noise, noise);
  return result;
}

Var identity(const Var& x) {
  const Shape& shape = x.shape();
  return record(
      {x}, [shape](const Arrays& in) { return in[0].reshaped(shape); },
      [](const Node&, const Var& g) { return Vars{g}; });
}

Var with_value(const Var& x, Array value) {
  const Array& before = x.value();
  auto forward = [before, value](const Arrays& operands) {
    Numbers moved = value.numbers();
    for (std::size_t i = 0; i < moved.size(); ++i)  // a difference of equal infinities must not become NaN
      if (double now = operands[0].numbers()[i], then = before.numbers()[i]; now != then) moved[i] += now - then;
    return Array(value.shape(), value.dtype(), std::move(moved));
  };
  return attach({x}, value, forward, [](const Node&, const Var& g) { return Vars{g}; });
}

Var record_opaque(Vars inputs, Array value, Pull pull) {
  return attach(std::move(inputs), std::move(value), nullptr, std::move(pull));
}

Recording::Recording(bool on) : before_(recording) { recording = on; }
Recording::~Recording() { recording = before_; }
bool Recording::is_on() { return recording; }

}  // namespace gradproof::checks::oracle
