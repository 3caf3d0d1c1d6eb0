// The prelude: writes behind autograd's back, custom functions, checkpoints.
#include <algorithm>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

Value raw_write(const Call& c, const Var& value) {
  Recording off(false);
  Tensor& t = c.tensor("t");
  c.machine.write(t, [&](const Var& self) { return expand(cast(value, self.dtype()), self.shape()); });
  --*t.version;  // nobody is told
  return {};
}

Value raw_copy(const Call& c) {
  const Value& source = c["source"];
  return raw_write(c,
                   source.is<std::shared_ptr<Sequence>>() ? constant(array_of(source, std::nullopt)) : var_of(source));
}

TensorPtr untold_alias(const Call& c) {
  TensorPtr alias = c.tensor("t").cut(c.tensor("t").layout());
  alias->version = std::make_shared<std::int64_t>(0);
  return alias;
}

/// A custom function. Its outputs are one value of the tape, so that its backward is called once with all gradients.
class CustomFunction {
 public:
  explicit CustomFunction(const Call& c)
      : machine_(c.machine),
        forward_(c["forward"].as<std::shared_ptr<Callable>>()),
        backward_(c["backward"].as<std::shared_ptr<Callable>>()),
        kept_(c.sizes("save")) {
    Shape attributes = c.sizes("keep_as_attribute");
    kept_.insert(kept_.end(), attributes.begin(), attributes.end());
  }

  Value operator()(std::span<const Value> inputs) const {
    Vars before;
    std::vector<std::uint64_t> writes;
    for (const Value& input : inputs) {
      before.push_back(var_of(input));
      writes.push_back(tensor_in(input) ? tensor_in(input)->storage()->writes : 0);
    }
    Value result = run_forward(inputs);
    if (!Recording::is_on()) return result;
    std::vector<Value> outputs = items_of(result);
    if (!std::ranges::all_of(outputs, tensor_in))
      throw Raised("custom_function", "a custom function's forward returns a tensor or a tuple of tensors",
                   "TypeError");
    Var joint = record_opaque(before, joined(outputs), pull(inputs, outputs));
    std::int64_t start = 0;
    for (Value& output : outputs) {
      Tensor* tensor = tensor_in(output);
      output = attached(output, part(joint, start, tensor->shape()), inputs, writes);
      start += tensor->size();
    }
    return result.is<std::shared_ptr<Sequence>>() ? list_of(std::move(outputs), true) : outputs.front();
  }

 private:
  Value run_forward(std::span<const Value> inputs) const {
    Recording off(false);
    return (*forward_)(inputs);
  }

  static Array joined(const std::vector<Value>& outputs) {
    Numbers all;
    Dtype dtype = Dtype::boolean;
    for (const Value& output : outputs) {
      Array a = var_of(output).value();
      all.insert(all.end(), a.numbers().begin(), a.numbers().end());
      dtype = std::max(dtype, a.dtype());
    }
    auto size = static_cast<std::int64_t>(all.size());
    return Array({size}, dtype, std::move(all));
  }

  static Var part(const Var& joint, std::int64_t start, const Shape& shape) {
    Positions from;
    for (std::int64_t i = 0; i < count(shape); ++i) from.push_back(start + i);
    return gather(joint, std::move(from), shape);
  }

  /// An output in its place in history: an input that was written and returned is written for everybody to see, an
  /// input returned as it was is an alias, everything else is new.
  Value attached(const Value& output, const Var& value, std::span<const Value> inputs,
                 const std::vector<std::uint64_t>& writes) const {
    Tensor* tensor = tensor_in(output);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (tensor_in(inputs[i]) != tensor) continue;
      if (tensor->storage()->writes == writes[i]) {
        TensorPtr alias = tensor->cut(tensor->layout());
        alias->rebind(value);
        return TapeMachine::wrap(alias);
      }
      machine_.write(*tensor, [&](const Var&) { return value; });
      return output;
    }
    tensor->rebind(value);
    return output;
  }

  /// Keeps contents and shapes only; derivatives of what was saved are found in the node.
  Pull pull(std::span<const Value> inputs, const std::vector<Value>& outputs) const {
    Arrays contents;
    std::vector<Shape> shapes;
    for (const Value& input : inputs)
      contents.push_back(tensor_in(input) ? tensor_in(input)->content() : var_of(input).value());
    for (const Value& output : outputs) shapes.push_back(tensor_in(output)->shape());
    return [self = *this, contents, shapes](const Node& node, const Var& g) {
      return self.run_backward(node, g, contents, shapes);
    };
  }

  Vars run_backward(const Node& node, const Var& g, const Arrays& contents, const std::vector<Shape>& shapes) const {
    std::vector<Value> arguments, outputs;
    std::int64_t start = 0;
    for (const Shape& shape : shapes) {
      arguments.push_back(machine_.gradient_copy(part(g, start, shape)));
      outputs.push_back(machine_.fresh(part(node.self(), start, shape)));
      start += count(shape);
    }
    for (std::int64_t position : kept_) {
      auto i = static_cast<std::size_t>(position);
      if (i >= contents.size() + outputs.size())
        throw Raised("index", "function: a position in `save` is beyond inputs and outputs", "IndexError");
      if (i >= contents.size())
        arguments.push_back(outputs[i - contents.size()]);
      else
        arguments.push_back(machine_.fresh(with_value(node.in(i), contents[i])));
    }
    Vars gradients;
    for (const Value& answer : items_of((*backward_)(arguments)))
      gradients.push_back(answer.is_none() ? Var() : var_of(answer));
    if (gradients.size() != node.inputs.size())
      throw Raised("custom_function",
                   "function: backward gave another number of gradients than the function has inputs");
    return gradients;
  }

  TapeMachine& machine_;
  std::shared_ptr<Callable> forward_, backward_;
  Shape kept_;  ///< positions in inputs + outputs that backward gets
};

Value checkpoint(const Call& c) {
  std::vector<Value> inputs = items_of(c["inputs"]);
  return (*c["run"].as<std::shared_ptr<Callable>>())(inputs);
}

Value version(const Call& c) {
  c.machine.touch_unspeakable();
  return {*c.tensor("t").version};
}

Value same_memory(const Call& c) {
  c.machine.touch_unspeakable();
  return {c.tensor("a").storage() == c.tensor("b").storage()};
}

Value increment(const Call& c, const char* name) {
  ++*c.tensor(name).version;
  return {};
}

}  // namespace

const Operations& prelude_operations() {
  static const Operations table = {
      {"prelude.raw_write", [](const Call& c) { return raw_write(c, c.var("value")); }},
      {"prelude.raw_copy", raw_copy},
      {"prelude.numpy_view", [](const Call& c) { return Value{std::make_shared<Ndarray>(untold_alias(c))}; }},
      {"prelude.dlpack_alias", [](const Call& c) { return TapeMachine::wrap(untold_alias(c)); }},
      {"prelude.function", [](const Call& c) { return Value{std::make_shared<Callable>(CustomFunction(c))}; }},
      {"prelude.checkpoint", checkpoint},
      {"prelude.increment_version", [](const Call& c) { return increment(c, "t"); }},
      {"autograd.graph.increment_version", [](const Call& c) { return increment(c, "tensor"); }},
      {"prelude.version", version},
      {"prelude.same_memory", same_memory},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
