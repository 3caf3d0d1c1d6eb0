#include <algorithm>
#include <gradproof/checks/subjects/native_nn_stateless.hpp>
#include <gradproof/checks/subjects/native_nn_values.hpp>
#include <gradproof/core/nn/modules/activation.hpp>

namespace gradproof::checks::native {
namespace {

/// A canonical name as a template argument, so that a plain function knows it.
template <std::size_t N>
struct Name {
  constexpr Name(const char (&text)[N]) { std::copy_n(text, N, characters); }
  char characters[N];
};

Operation named(const std::string& op) {
  const Operation found = find_operation(op);
  if (!found) throw Unsupported("the native runtime has no " + op + " yet");
  return found;
}

void append(Arguments& to, const Arguments& from) {
  for (std::size_t i = 0; i < from.size(); ++i)
    if (from.name(i) != "inplace") to.add(from.name(i), from.at(i), from.given(from.name(i)));
}

template <Name op>
Value activation(const Arguments& settings) {
  const bool inplace = as_flag(settings["inplace"], false);
  const Operation call = named(inplace ? std::string(op.characters) + "_" : op.characters);
  return wrap_module(nn::AnyModule(nn::FunctionalImpl([call, settings](const Tensor& x) {
    Arguments a;
    a.add("input", wrap(x), true);
    append(a, settings);
    return as_tensor(call(a));
  })));
}

template <Name op>
Value loss(const Arguments& settings) {
  return wrap_module(nn::AnyModule(std::make_shared<LossModule>(named(op.characters), settings)));
}

const Operations kOperations = {
    {"nn.LeakyReLU", activation<"leaky_relu">},
    {"nn.ELU", activation<"elu">},
    {"nn.SELU", activation<"selu">},
    {"nn.CELU", activation<"celu">},
    {"nn.GELU", activation<"gelu">},
    {"nn.SiLU", activation<"silu">},
    {"nn.Mish", activation<"mish">},
    {"nn.ReLU6", activation<"relu6">},
    {"nn.Hardtanh", activation<"hardtanh">},
    {"nn.Threshold", activation<"threshold">},
    {"nn.LogSigmoid", activation<"logsigmoid">},
    {"nn.Softsign", activation<"softsign">},
    {"nn.Softplus", activation<"softplus">},
    {"nn.Softmax", activation<"softmax">},
    {"nn.LogSoftmax", activation<"log_softmax">},
    {"nn.MSELoss", loss<"mse_loss">},
    {"nn.L1Loss", loss<"l1_loss">},
    {"nn.SmoothL1Loss", loss<"smooth_l1_loss">},
    {"nn.HuberLoss", loss<"huber_loss">},
    {"nn.CrossEntropyLoss", loss<"cross_entropy">},
    {"nn.NLLLoss", loss<"nll_loss">},
    {"nn.BCELoss", loss<"binary_cross_entropy">},
    {"nn.BCEWithLogitsLoss", loss<"binary_cross_entropy_with_logits">},
    {"nn.KLDivLoss", loss<"kl_div">},
};

}  // namespace

Tensor LossModule::forward(const Tensor&) {
  throw Raised("argument", "forward() missing 1 required positional argument: 'target'", "TypeError");
}
Value LossModule::operator()(const Value& input, const Value& target) const {
  Arguments a;
  a.add("input", input, true);
  a.add("target", target, true);
  append(a, settings);
  return operation(a);
}

const Operations& stateless_module_operations() { return kOperations; }

}  // namespace gradproof::checks::native
