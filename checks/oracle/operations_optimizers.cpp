// torch.optim: steps that write to parameters, unrecorded.
#include <cmath>
#include <gradproof/checks/oracle/module.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

/// What an algorithm remembers of one parameter.
struct Memory {
  std::map<std::string_view, Var> values;  ///< "momentum", "average", ... ; absent before the first step
  std::int64_t steps = 0;
};

/// One parameter before a step, and what the step makes of it.
struct Step {
  const std::map<std::string, Value, std::less<>>& settings;
  Memory& memory;
  Var parameter, gradient;

  double number(std::string_view name) const { return number_of(settings.find(name)->second); }
  bool flag(std::string_view name) const {
    const Value& v = settings.find(name)->second;
    return !v.is_none() && number_of(v) != 0;
  }
  /// The remembered value, or zeros.
  Var& remembered(std::string_view name) {
    Var& v = memory.values[name];
    if (!v) v = zeros_like(parameter);
    return v;
  }
};

using Rule = Var (*)(Step&);

struct Optimizer : Object {
  std::string_view type() const override { return "Optimizer"; }
  std::map<std::string, Value, std::less<>> settings;
  std::vector<TensorPtr> parameters;
  std::vector<Memory> memories;
  Rule rule = nullptr;
};

void add_decay(Step& s) {
  if (s.number("weight_decay") != 0) s.gradient = s.gradient + s.number("weight_decay") * s.parameter;
}

Var sgd(Step& s) {
  add_decay(s);
  double momentum = s.number("momentum");
  if (momentum != 0) {
    Var& buffer = s.memory.values["momentum"];
    buffer = buffer ? momentum * buffer + (1 - s.number("dampening")) * s.gradient : s.gradient;
    s.gradient = s.flag("nesterov") ? s.gradient + momentum * buffer : buffer;
  }
  return s.parameter - s.number("lr") * s.gradient;
}

Var averaged(Step& s, std::string_view name, const Var& value, double weight) {
  Var& average = s.remembered(name);
  average = weight * average + (1 - weight) * value;
  return average;
}

Var adam_step(Step& s) {
  const std::vector<Value> betas = items_of(s.settings.find("betas")->second);
  double first = number_of(betas.at(0)), second = number_of(betas.at(1)), t = static_cast<double>(s.memory.steps);
  Var mean = averaged(s, "mean", s.gradient, first);
  Var square = averaged(s, "square", s.gradient * s.gradient, second);
  if (s.flag("amsgrad")) {
    Var& highest = s.remembered("highest");
    square = highest = pointwise("maximum", highest, square);
  }
  Var scale = sqrt(square) / std::sqrt(1 - std::pow(second, t)) + constant(s.number("eps"));
  return s.parameter - (s.number("lr") / (1 - std::pow(first, t))) * (mean / scale);
}

Var adam(Step& s) {
  add_decay(s);
  return adam_step(s);
}

/// Decay of the parameter itself, not through the gradient.
Var adamw(Step& s) {
  s.parameter = (1 - s.number("lr") * s.number("weight_decay")) * s.parameter;
  return adam_step(s);
}

Var adagrad(Step& s) {
  add_decay(s);
  double rate = s.number("lr") / (1 + static_cast<double>(s.memory.steps - 1) * s.number("lr_decay"));
  Var& sum = s.memory.values["sum"];
  if (!sum) sum = zeros_like(s.parameter) + constant(s.number("initial_accumulator_value"));
  sum = sum + s.gradient * s.gradient;
  return s.parameter - rate * (s.gradient / (sqrt(sum) + constant(s.number("eps"))));
}

Var rmsprop(Step& s) {
  add_decay(s);
  Var square = averaged(s, "square", s.gradient * s.gradient, s.number("alpha"));
  if (s.flag("centered")) {
    Var mean = averaged(s, "mean", s.gradient, s.number("alpha"));
    square = square - mean * mean;
  }
  Var change = s.gradient / (sqrt(square) + constant(s.number("eps")));
  if (s.number("momentum") != 0) {
    Var& buffer = s.remembered("momentum");
    change = buffer = s.number("momentum") * buffer + change;
  }
  return s.parameter - s.number("lr") * change;
}

template <Rule rule>
Value made(const Call& c) {
  auto o = std::make_shared<Optimizer>();
  o->rule = rule;
  for (std::size_t i = 0; i < c.arguments().size(); ++i)
    o->settings[std::string(c.arguments().name(i))] = c.arguments().at(i);
  if (c.flag("differentiable")) throw Unsupported("the tape has no differentiable optimizers");
  for (const Value& item : items_of(c["params"])) {
    auto* object = item.get<std::shared_ptr<Object>>();
    auto tensor = object ? std::dynamic_pointer_cast<Tensor>(*object) : nullptr;
    if (!tensor) throw Raised("argument", "optimizer can only optimize Tensors, found something else", "TypeError");
    o->parameters.push_back(tensor);
  }
  o->settings.erase("params");
  o->memories.resize(o->parameters.size());
  return {std::shared_ptr<Object>(o)};
}

Optimizer& self(const Call& c) { return *c["self"].object<Optimizer>(); }

void update(const Call& c, Optimizer& o, std::size_t i) {
  Tensor& parameter = *o.parameters[i];
  if (!parameter.grad) return;
  ++o.memories[i].steps;
  Var gradient = parameter.grad->read();
  if (o.settings.find("maximize")->second.is<bool>() && o.settings.find("maximize")->second.as<bool>())
    gradient = -gradient;
  Step step{o.settings, o.memories[i], parameter.read(), gradient};
  Var after = o.rule(step);
  c.machine.write(parameter, [&](const Var& old) { return cast(after, old.dtype()); });
}

Value step(const Call& c) {
  Value loss;
  if (auto* closure = c["closure"].get<std::shared_ptr<Callable>>()) {
    Recording on(true);
    loss = (**closure)({});
  }
  Recording off(false);
  Optimizer& o = self(c);
  if (o.rule != sgd) c.machine.doubt();
  for (std::size_t i = 0; i < o.parameters.size(); ++i) update(c, o, i);
  return loss;
}

Value zero_grad(const Call& c) {
  for (const TensorPtr& parameter : self(c).parameters) clear_gradient(c.machine, *parameter, c.flag("set_to_none"));
  return {};
}

}  // namespace

const Operations& optimizer_operations() {
  static const Operations table = {
      {"optim.SGD", made<sgd>},           {"optim.Adam", made<adam>},       {"optim.AdamW", made<adamw>},
      {"optim.Adagrad", made<adagrad>},   {"optim.RMSprop", made<rmsprop>}, {"Optimizer.step", step},
      {"Optimizer.zero_grad", zero_grad},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
