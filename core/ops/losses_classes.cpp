// Losses of class numbers. The derivative of nll_loss is linear, and so its own derivative is nll_loss again.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/along.hpp>
#include <gradproof/core/ops/losses.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

// Saved slots.
enum { kTarget, kTotalWeight, kWeight, kInput };

struct ClassLoss {
  std::int64_t reduction, ignore_index, classes;
};

int class_dim(const Tensor& input) { return input.dim() > 1 ? 1 : 0; }

/// Kernel arguments over [N, C, rest] with one target per (N, rest).
Along classes_of(const Lanes& l, const Tensor& in, const Tensor& out, const Tensor& target, const Tensor& weight,
                 std::int64_t ignore_index) {
  Along a = along_of(l, in, out, 1);
  a.index = static_cast<std::int64_t*>(target.data_ptr());
  if (weight.defined()) a.second = weight->data();
  a.number = ignore_index;
  return a;
}

Tensor weight_or_none(Backward& b) { return b.has_saved(kWeight) ? b.saved(kWeight) : Tensor(); }

void nll_second_gradient(Backward& b) {
  const auto& c = b.attributes<ClassLoss>();
  if (b.wants(0))
    b.give(0, nn::functional::nll_loss(b.grad(), b.saved(kTarget), weight_or_none(b), c.reduction, c.ignore_index));
  if (b.wants(1)) b.give(1, zeros_like(b.grad()));
}
constexpr GradientRule kNllSecond = {"NllLossBackwardBackward0", nll_second_gradient};

/// -g * weight at each item's class, zeros elsewhere; `input` gives the sizes, and has zeros as its gradient.
Tensor nll_spread(const Tensor& g, const Tensor& input, const Tensor& target, const Tensor& weight, const Tensor& total,
                  const ClassLoss& c) {
  Tensor out = zeros(input.sizes(), g.options());
  {
    NoGradGuard no_grad;
    const Tensor share = c.reduction == Reduction::Mean ? g / total : g;
    const Tensor each = dense(share.to(g.dtype()).expand(target.sizes())), where = dense(target);
    const Lanes l = lanes_of(out, class_dim(out), "nll_loss");
    if (out.numel() > 0)
      g.device().backend().along(AlongId::nll_gradient, g.dtype(),
                                 classes_of(l, each, out, where, weight, c.ignore_index));
  }
  record(kNllSecond, out, {&g, &input}, {save(target), save(total), save(weight, weight.defined())}, c);
  return out;
}

void nll_gradient(Backward& b) {
  b.give(0, nll_spread(b.grad(), b.saved(kInput), b.saved(kTarget), weight_or_none(b), b.saved(kTotalWeight),
                       b.attributes<ClassLoss>()));
}
constexpr GradientRule kNll = {"NllLossBackward0", nll_gradient}, kNll2d = {"NllLoss2DBackward0", nll_gradient};

void expect_matching(const Tensor& input, const Tensor& target, const Tensor& weight) {
  if (input.dim() < 1) raise(ErrorKind::value, "Expected 1 or more dimensions (got 0)");
  if (target.dtype() != DType::int64 && target.dtype() != DType::uint8)
    raise(ErrorKind::dtype, "nll_loss: expected scalar type Long but found " +
                                std::string(scalar_name(target.dtype())) + "; convert with .to(kLong)");
  std::vector<std::int64_t> due = input.sizes().vec();
  due.erase(due.begin() + class_dim(input));
  if (!(target.sizes() == IntArrayRef(due))) {
    if (!due.empty() && target.dim() > 0 && due[0] != target.size(0))
      raise(ErrorKind::shape, "Expected input batch_size (" + std::to_string(due[0]) +
                                  ") to match target batch_size (" + std::to_string(target.size(0)) + ").");
    raise(ErrorKind::value, "nll_loss: Expected target size " + to_string(due) + ", got " + to_string(target.sizes()) +
                                " for input " + to_string(input.sizes()));
  }
  if (weight.defined() && !(weight.dim() == 1 && weight.size(0) == input.size(class_dim(input))))
    raise(ErrorKind::shape, "weight tensor should be defined either for all " +
                                std::to_string(input.size(class_dim(input))) +
                                " classes or no classes but got weight " + to_string(weight.sizes()));
}

struct NllResult {
  Tensor value, total_weight;
};

NllResult nll(const Tensor& input, const Tensor& target, const Tensor& weight, const ClassLoss& c) {
  NoGradGuard no_grad;
  expect_one_device({&input, &target, &weight});
  const Tensor in = dense(input), where = dense(target);
  const Tensor each = empty(target.sizes(), input.options()), weights = empty(target.sizes(), input.options());
  Along a = classes_of(lanes_of(in, class_dim(in), "nll_loss"), in, each, where, weight, c.ignore_index);
  a.extra = weights->data();
  if (each.numel() > 0) input.device().backend().along(AlongId::nll, input.dtype(), a);
  const Tensor total = weights.sum();
  if (c.reduction == Reduction::None) return {each, total};
  return {c.reduction == Reduction::Mean ? each.sum() / total : each.sum(), total};
}

/// Against probabilities: minus the weighted sum of logarithms, per item.
Tensor entropy_of_probabilities(const Tensor& input, const Tensor& target, const Tensor& weight, std::int64_t reduction,
                                double smoothing) {
  const int dim = class_dim(input);
  const auto classes = double(input.size(dim));
  Tensor logs = input.log_softmax(dim);
  if (weight.defined()) {
    std::vector<std::int64_t> shape(input.sizes().size(), 1);
    shape[std::size_t(dim)] = -1;
    logs = logs * weight.view(shape);
  }
  const Tensor aim = smoothing > 0 ? target * (1 - smoothing) + smoothing / classes : target;
  if (reduction == Reduction::None) return -(logs * aim).sum(dim);
  const Tensor total = -(logs * aim).sum();
  return reduction == Reduction::Sum ? total : total / (double(input.numel()) / classes);
}

/// The part of a smoothed loss that all classes share, before its factor.
Tensor smoothing_part(const Tensor& logs, const Tensor& target, const Tensor& weight, std::int64_t reduction,
                      std::int64_t ignore_index) {
  const int dim = class_dim(logs);
  Tensor weighted = logs;
  if (weight.defined()) {
    std::vector<std::int64_t> shape(logs.sizes().size(), 1);
    shape[std::size_t(dim)] = -1;
    weighted = logs * weight.view(shape);
  }
  const Tensor counted = target.ne(ignore_index), each = -weighted.sum(dim) * counted;
  if (reduction == Reduction::None) return each;
  if (reduction == Reduction::Sum) return each.sum();
  const Tensor total = nll(logs.detach(), target, weight, {Reduction::Sum, ignore_index, logs.size(dim)}).total_weight;
  return each.sum() / total;
}

}  // namespace

namespace nn::functional {

Tensor nll_loss(const Tensor& input, const Tensor& given_target, const Tensor& weight, std::int64_t reduction,
                std::int64_t ignore_index) {
  expect_floating_loss(input, "nll_loss_out_frame");
  expect_constant(weight, "nll_loss_forward", "weight");
  expect_matching(input, given_target, weight);
  const Tensor target = given_target.to(DType::int64);
  const Tensor w = weight.defined() ? dense(weight.detach().to(input.dtype())) : weight;
  const ClassLoss c{reduction, ignore_index, input.size(class_dim(input))};
  const auto [out, total] = nll(input, target, w, c);
  record(input.dim() > 2 ? kNll2d : kNll, out, {&input}, {save(target), save(total), save(w, w.defined()), save(input)},
         c);
  // PyTorch records other ranks as four dimensions and puts the shape back.
  const bool reshaped = reduction == Reduction::None && input.dim() > 2 && input.dim() != 4;
  return reshaped ? out.view(out.sizes()) : out;
}

Tensor cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight, std::int64_t reduction,
                     std::int64_t ignore_index, double label_smoothing) {
  if (!(label_smoothing >= 0 && label_smoothing <= 1))
    raise(ErrorKind::value, "label_smoothing must be between 0.0 and 1.0. Got: " + std::to_string(label_smoothing));
  if (is_floating(target.dtype()) && target.sizes() == input.sizes())
    return entropy_of_probabilities(input, target, weight, reduction, label_smoothing);
  if (input.dim() < 1) raise(ErrorKind::value, "cross_entropy: expected 1 or more dimensions (got 0)");
  const int dim = class_dim(input);
  const Tensor logs = input.log_softmax(dim);
  const Tensor loss = nll_loss(logs, target, weight, reduction, ignore_index);
  if (label_smoothing == 0) return loss;
  const Tensor smooth = smoothing_part(logs, target, weight, reduction, ignore_index);
  return loss * (1 - label_smoothing) + smooth * (label_smoothing / double(input.size(dim)));
}

}  // namespace nn::functional
}  // namespace gradproof
