// torch.nn.init, the foreach functions, and what utilities do to several tensors at once.
#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/module.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

Value fill(const Call& c, const std::function<Var(const Var&)>& make) {
  Recording off(false);
  c.machine.write(c.tensor("tensor"),
                  [&](const Var& old) { return expand(cast(make(old), old.dtype()), old.shape()); });
  return c["tensor"];
}

Value drawn(const Call& c) {
  Tensor& t = c.tensor("tensor");
  Var numbers = constant(Array(t.shape(), t.dtype(), c.machine.draw(t.size())));
  return fill(c, [&](const Var&) { return numbers; });
}

Value eye(const Call& c) {
  const Shape shape = c.tensor("tensor").shape();
  if (shape.size() != 2) throw Raised("value", "Only tensors with 2 dimensions are supported", "ValueError");
  Numbers numbers(static_cast<std::size_t>(count(shape)), 0);
  for (std::int64_t i = 0; i < std::min(shape[0], shape[1]); ++i)
    numbers[static_cast<std::size_t>(i * shape[1] + i)] = 1;
  return fill(c, [&](const Var& old) { return constant(Array(shape, old.dtype(), numbers)); });
}

/// Each tensor of `self` with its own of `other`, or with the one number.
template <class Each>
Value each_of(const Call& c, const Each& each) {
  std::vector<Value> items = items_of(c["self"]);
  const bool list = c["other"].is<std::shared_ptr<Sequence>>();
  const std::vector<Value> others = items_of(c["other"]);
  if (list && others.size() != items.size())
    throw Raised("value", "Tensor lists must have the same number of tensors", "RuntimeError");
  for (std::size_t i = 0; i < items.size(); ++i)
    items[i] = each(items[i], others.empty() ? Value{} : others[list ? i : 0]);
  return list_of(std::move(items), true);
}

template <char op>
Var combined(const Call& c, const Var& a, const Value& b) {
  double alpha = c.has("alpha") ? c.number("alpha") : 1;
  Var other = var_of(b);
  if (op == '+') return a + (alpha == 1 ? other : alpha * other);
  if (op == '-') return a - (alpha == 1 ? other : alpha * other);
  return op == '*' ? a * other : a / other;
}

template <char op>
Value foreach_in_place(const Call& c) {
  each_of(c, [&](const Value& t, const Value& other) {
    c.machine.write(*tensor_in(t), [&](const Var& a) { return combined<op>(c, a, other); });
    return t;
  });
  return {};
}

template <char op>
Value foreach_new(const Call& c) {
  return each_of(
      c, [&](const Value& t, const Value& other) { return c.machine.fresh(combined<op>(c, var_of(t), other)); });
}

Value foreach_zero(const Call& c) {
  for (const Value& t : items_of(c["self"])) c.machine.write(*tensor_in(t), [](const Var& a) { return zeros_like(a); });
  return {};
}

std::vector<Tensor*> gradients(const Call& c) {
  std::vector<Tensor*> result;
  for (const Value& p : items_of(c["parameters"]))
    if (Tensor* t = tensor_in(p); t && t->grad) result.push_back(t->grad.get());
  return result;
}

Value clip_norm(const Call& c) {
  Recording off(false);
  Vars norms;
  for (Tensor* g : gradients(c)) norms.push_back(reshape(norm(g->read(), c.number("norm_type"), {}, false), {1}));
  if (norms.empty()) return c.machine.fresh(constant(Array({}, Dtype::float32, {0})));
  Numbers all;
  for (const Var& n : norms) all.push_back(n.value()[0]);
  const auto found = static_cast<std::int64_t>(all.size());
  Var total = norm(constant(Array({found}, norms[0].dtype(), std::move(all))), c.number("norm_type"), {}, false);
  Var scale = c.var("max_norm") / (total + constant(1e-6));
  scale = pointwise("minimum", scale, constant(1.0));
  for (Tensor* g : gradients(c)) c.machine.write(*g, [&](const Var& old) { return old * scale; });
  return c.machine.fresh(total);
}

Value clip_value(const Call& c) {
  Recording off(false);
  Var limit = constant(std::abs(c.number("clip_value")));
  for (Tensor* g : gradients(c))
    c.machine.write(*g, [&](const Var& old) { return pointwise("maximum", pointwise("minimum", old, limit), -limit); });
  return {};
}

}  // namespace

const Operations& further_operations() {
  static const Operations table = {
      {"nn.init.constant_", [](const Call& c) { return fill(c, [&](const Var&) { return c.var("val"); }); }},
      {"nn.init.zeros_", [](const Call& c) { return fill(c, [](const Var& old) { return zeros_like(old); }); }},
      {"nn.init.ones_", [](const Call& c) { return fill(c, [](const Var& old) { return 1 + zeros_like(old); }); }},
      {"nn.init.eye_", eye},
      {"nn.init.uniform_", drawn},
      {"nn.init.normal_", drawn},
      {"nn.init.xavier_uniform_", drawn},
      {"nn.init.xavier_normal_", drawn},
      {"nn.init.kaiming_uniform_", drawn},
      {"nn.init.kaiming_normal_", drawn},
      {"nn.utils.clip_grad_norm_", clip_norm},
      {"nn.utils.clip_grad_value_", clip_value},
      {"_foreach_add_", foreach_in_place<'+'>},
      {"_foreach_sub_", foreach_in_place<'-'>},
      {"_foreach_mul_", foreach_in_place<'*'>},
      {"_foreach_div_", foreach_in_place<'/'>},
      {"_foreach_zero_", foreach_zero},
      {"_foreach_add", foreach_new<'+'>},
      {"_foreach_mul", foreach_new<'*'>},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
