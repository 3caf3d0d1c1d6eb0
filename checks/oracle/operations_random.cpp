// Dropout: which elements were kept is read from the subject, as the factors that it multiplied by.
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

template <bool in_place>
Value dropout(const Call& c) {
  const double p = c.number("p");
  if (!c.flag("training") || p == 0 || c.tensor().size() == 0) return c["input"];
  Numbers factors(static_cast<std::size_t>(c.tensor().size()), 0.0);
  if (p < 1) factors = c.machine.draw(c.tensor().size());
  Var mask = constant(Array(c.tensor().shape(), c.tensor().dtype(), std::move(factors)));
  if (!in_place && !c.flag("inplace")) return c.machine.fresh(c.input() * mask);
  c.machine.write(c.tensor(), [&](const Var& self) { return self * mask; });
  return c["input"];
}

/// The leaky slope of a model that does not train.
template <bool in_place>
Value rrelu(const Call& c) {
  if (c.flag("training")) throw Unsupported("the tape cannot replay rrelu: the slopes are not recorded");
  Arguments arguments;
  arguments.add("input", c["input"], true);
  arguments.add("negative_slope", {(c.number("lower") + c.number("upper")) / 2}, true);
  return c.machine.call(in_place ? "leaky_relu_" : "leaky_relu", arguments);
}

Value normal_like(const Call& c) {
  return c.machine.fresh(constant(Array(c.tensor().shape(), c.tensor().dtype(), c.machine.draw(c.tensor().size()))));
}

Value multinomial(const Call& c) {
  Shape shape = c.tensor().shape();
  shape.back() = c.integer("num_samples");
  return c.machine.fresh(constant(Array(shape, Dtype::int64, c.machine.draw(count(shape)))));
}

}  // namespace

const Operations& random_operations() {
  static const Operations table = {
      {"dropout", dropout<false>},   {"dropout_", dropout<true>},   {"dropout1d", dropout<false>},
      {"dropout1d_", dropout<true>}, {"dropout2d", dropout<false>}, {"dropout2d_", dropout<true>},
      {"rrelu", rrelu<false>},       {"rrelu_", rrelu<true>},       {"poisson", normal_like},
      {"multinomial", multinomial},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
