// Binary cross entropy, of probabilities and of their logits.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/losses.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

// Saved slots of both losses; the last two are empty when nobody passed them.
enum { kInput, kTarget, kWeight, kPosWeight };

Tensor at_least(const Tensor& t, double bound) { return t.maximum(full_like(t, bound)); }

Tensor incoming(Backward& b) {
  const Tensor g = share_of_each(b.grad(), b.attributes<PairLoss>());
  return b.has_saved(kWeight) ? g * b.saved(kWeight) : g;
}

void bce_gradient(Backward& b) {
  const Tensor x = b.saved(kInput), t = b.saved(kTarget), g = incoming(b);
  if (b.wants(0)) b.give(0, g * ((x - t) / at_least((1 - x) * x, 1e-12)));
  if (b.wants(1)) b.give(1, g * (log_of_one_plus(-x) - x.log()));
}

void logits_gradient(Backward& b) {
  const Tensor x = b.saved(kInput), t = b.saved(kTarget), g = incoming(b);
  if (!b.has_saved(kPosWeight)) {
    if (b.wants(0)) b.give(0, g * (x.sigmoid() - t));
    if (b.wants(1)) b.give(1, g * -x);
    return;
  }
  const Tensor positive = b.saved(kPosWeight), scaled = positive * t;
  if (b.wants(0)) b.give(0, g * ((scaled + 1 - t) * x.sigmoid() - scaled));
  if (b.wants(1)) b.give(1, g * ((1 - x.sigmoid()).log() - positive * x.sigmoid().log()));
}

constexpr GradientRule kBce = {"BinaryCrossEntropyBackward0", bce_gradient},
                       kLogits = {"BinaryCrossEntropyWithLogitsBackward0", logits_gradient};

void expect_probabilities(const Tensor& input) {
  const Tensor x = input.detach();
  if (!(x.ge(0) * x.le(1)).all().item<bool>())
    raise(ErrorKind::value,
          "binary_cross_entropy: all elements of input should be between 0 and 1; pass logits to "
          "binary_cross_entropy_with_logits");
}

void expect_equal_sizes(const Tensor& input, const Tensor& target, const char* name) {
  if (!(input.sizes() == target.sizes()))
    raise(ErrorKind::value, std::string(name) + ": Target size (" + to_string(target.sizes()) +
                                ") must be the same as input size (" + to_string(input.sizes()) + ")");
}

Save save_if_given(const Tensor& t) { return save(t, t.defined()); }

}  // namespace

namespace nn::functional {

Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight, std::int64_t reduction) {
  expect_equal_sizes(input, target, "binary_cross_entropy");
  expect_floating_loss(input, "binary_cross_entropy");
  if (input.dtype() != target.dtype())
    raise(ErrorKind::dtype, "binary_cross_entropy: Found dtype " + std::string(scalar_name(target.dtype())) +
                                " but expected " + std::string(scalar_name(input.dtype())));
  expect_probabilities(input);
  Tensor out;
  {
    NoGradGuard no_grad;
    Tensor each = (target - 1) * at_least(log_of_one_plus(-input), -100) - target * at_least(input.log(), -100);
    out = reduced_loss(weight.defined() ? each * weight : each, reduction);
  }
  record(kBce, out, {&input, &target}, {save(input), save(target), save_if_given(weight)},
         pair_loss(input, target, reduction));
  return out;
}

Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target, const Tensor& weight,
                                        const Tensor& pos_weight, std::int64_t reduction) {
  expect_equal_sizes(input, target, "binary_cross_entropy_with_logits");
  Tensor out;
  {
    NoGradGuard no_grad;
    // -log sigmoid(x), without overflow on either side.
    const Tensor entropy = (-input).relu() + log_of_one_plus((-input.abs()).exp());
    const Tensor each = pos_weight.defined() ? (1 - target) * input + ((pos_weight - 1) * target + 1) * entropy
                                             : (1 - target) * input + entropy;
    out = reduced_loss(weight.defined() ? each * weight : each, reduction);
  }
  record(kLogits, out, {&input, &target}, {save(input), save(target), save_if_given(weight), save_if_given(pos_weight)},
         pair_loss(input, target, reduction));
  return out;
}

}  // namespace nn::functional
}  // namespace gradproof
