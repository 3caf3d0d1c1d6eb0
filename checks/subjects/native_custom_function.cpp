// prelude.function: a program's own derivative.
#include <gradproof/checks/subjects/native_prelude.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/autograd/custom_function.hpp>
#include <gradproof/core/tensor/alias.hpp>

namespace gradproof::checks::native {
namespace {

/// What the program said of its function.
struct Definition {
  Callable forward, backward;
  std::vector<std::int64_t> save, dirty, keep;  ///< positions in inputs + outputs
};

/// A tensor kept on the context. An output is kept without its producer, which owns the context.
struct KeptTensor {
  Tensor tensor;
  bool is_output = false;
  std::uint32_t output_nr = 0;
};

struct Kept {
  std::shared_ptr<const Definition> definition;
  std::vector<KeptTensor> attributes;
  Node* node = nullptr;  ///< which owns this; null when the call was not recorded
};

Tensor with_history(const KeptTensor& kept, Node* node) {
  if (!kept.is_output || !node) return kept.tensor;
  const Tensor value = alias(kept.tensor, Alias::detach, kept.tensor.layout());
  value->producer = Ref<Node>::share(node);
  value->output_nr = kept.output_nr;
  return value;
}

Tensor gradient_of(const Value& v) {
  if (v.is_none()) return {};
  if (!get_tensor(v))
    throw Raised("custom_function",
                 "function CustomFunctionBackward: expected Variable or None, found another type; return one gradient "
                 "for each input",
                 "TypeError");
  return as_tensor(v);
}

TensorList run_backward(autograd::AutogradContext* ctx, TensorList& gradients) {
  const auto kept = std::static_pointer_cast<Kept>(ctx->kept);
  std::vector<Value> arguments;
  for (const Tensor& g : gradients) arguments.push_back(wrap(g));
  for (const Tensor& t : ctx->get_saved_variables()) arguments.push_back(wrap(t));
  for (const KeptTensor& k : kept->attributes) arguments.push_back(wrap(with_history(k, kept->node)));
  const Value answer = kept->definition->backward(arguments);
  const auto* several = answer.get<std::shared_ptr<Sequence>>();
  if (!several) return {gradient_of(answer)};
  TensorList result;
  for (const Value& v : (*several)->items) result.push_back(gradient_of(v));
  return result;
}

const autograd::CustomRule& rule() {
  static autograd::CustomRule rule(typeid(Definition), run_backward);
  rule.name = "CustomFunctionBackward";
  rule.rule.name = rule.name.c_str();
  return rule;
}

TensorList results_of(const Value& answer) {
  const auto* tuple = answer.get<std::shared_ptr<Sequence>>();
  const std::vector<Value> all = tuple && (*tuple)->is_tuple ? (*tuple)->items : std::vector<Value>{answer};
  TensorList results;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!get_tensor(all[i]))
      throw Raised("custom_function",
                   "CustomFunction.forward: expected Variable (got another type) for return value " + std::to_string(i),
                   "TypeError");
    results.push_back(as_tensor(all[i]));
  }
  return results;
}

/// The tensors at `positions`, counted from the end where negative. Throws Raised `index`.
TensorList chosen(const TensorList& values, const std::vector<std::int64_t>& positions) {
  TensorList result;
  const auto count = std::int64_t(values.size());
  for (const std::int64_t position : positions) {
    if (position < -count || position >= count) throw Raised("index", "tuple index out of range", "IndexError");
    result.push_back(values[std::size_t(position < 0 ? position + count : position)]);
  }
  return result;
}

void keep(Kept& kept, const TensorList& attributes, const TensorList& before, const TensorList& after) {
  for (const Tensor& t : attributes) {
    kept.attributes.push_back({t});
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (!before[i].is_same(t) || !after[i].is_same(t) || t->producer.get() == nullptr) continue;
      kept.node = static_cast<Node*>(t->producer.get());
      kept.attributes.back() = {t.tensor_data(), true, std::uint32_t(t.output_nr())};
    }
  }
}

Value apply(const std::shared_ptr<const Definition>& definition, std::span<const Value> given) {
  autograd::CustomCall call(rule());
  TensorList values;
  for (const Value& v : given) {
    if (!get_tensor(v)) throw Raised("argument", "function: expected tensors as inputs", "TypeError");
    values.push_back(as_tensor(v));
    call.argument(values.back());
  }
  autograd::AutogradContext* ctx = call.begin();
  const auto kept = std::make_shared<Kept>(Kept{definition, {}, nullptr});
  TensorList before;
  bool is_tuple = false;
  {
    AutoGradMode off(false);
    const Value answer = definition->forward(given);
    before = results_of(answer);
    is_tuple = answer.is<std::shared_ptr<Sequence>>();
  }
  values.insert(values.end(), before.begin(), before.end());
  ctx->mark_dirty(chosen(values, definition->dirty));
  ctx->save_for_backward(chosen(values, definition->save));
  const TensorList attributes = chosen(values, definition->keep);
  ctx->kept = kept;
  const TensorList after = call.finish(before);
  keep(*kept, attributes, before, after);
  std::vector<Value> results;
  for (const Tensor& t : after) {
    results.push_back(wrap(t));
    for (const Value& v : given)
      if (as_tensor(v).is_same(t)) results.back() = v;
  }
  return is_tuple ? make_sequence(true, std::move(results)) : results.at(0);
}

}  // namespace

Value custom_function(const Arguments& a) {
  auto definition = std::make_shared<const Definition>(Definition{as_function(a["forward"]), as_function(a["backward"]),
                                                                  as_integers(a["save"]), as_integers(a["mark_dirty"]),
                                                                  as_integers(a["keep_as_attribute"])});
  return {std::make_shared<Callable>(
      [definition](std::span<const Value> inputs) { return translated([&] { return apply(definition, inputs); }); })};
}

}  // namespace gradproof::checks::native
