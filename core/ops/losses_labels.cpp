// Losses of one class or several labels, and of counts, composed of other operations.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/losses.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::nn::functional {
namespace {

Tensor as_rows(const Tensor& t) { return t.dim() == 1 ? t.unsqueeze(0) : t; }

void expect_rows(const char* loss, const Tensor& input, const Tensor& target, bool label_for_each) {
  const bool fits = label_for_each ? target.sizes() == input.sizes()
                                   : target.numel() == (input.dim() == 2 ? input.size(0) : 1) && target.dim() <= 1;
  if ((input.dim() == 1 || input.dim() == 2) && fits) return;
  raise(ErrorKind::shape,
        std::string(loss) + ": inconsistent target size: " + to_string(target.sizes()) +
            " for input of size: " + to_string(input.sizes()) +
            (label_for_each ? "; both must be [C] or [N, C]"
                            : "; the target tensor should be 1-D with size equal to the number of input samples"));
}

/// The loss of each row; without a batch there is one alone.
Tensor reduced_rows(const Tensor& rows, const Tensor& input, std::int64_t reduction) {
  return reduced_loss(input.dim() == 1 ? rows.squeeze(0) : rows, reduction);
}

}  // namespace

Tensor multi_margin_loss(const Tensor& input, const Tensor& target, const Scalar& p, const Scalar& margin,
                         const Tensor& weight, std::int64_t reduction) {
  if (p.toDouble() != 1 && p.toDouble() != 2)
    raise(ErrorKind::value,
          "multi_margin_loss: only p == 1 and p == 2 supported, found " + std::to_string(p.toDouble()));
  expect_rows("multi_margin_loss", input, target, false);
  const Tensor x = as_rows(input), classes = target.reshape({-1, 1});
  if (weight.defined() && !(weight.sizes() == IntArrayRef({x.size(1)})))
    raise(ErrorKind::shape, "multi_margin_loss: inconsistent weight size: found " + to_string(weight.sizes()) +
                                ", expected one number for each of " + std::to_string(x.size(1)) + " classes");
  Tensor each = (margin - x.gather(1, classes) + x).relu();
  if (p.toDouble() == 2) each = each * each;
  if (weight.defined()) each = each * weight.index_select(0, classes.flatten()).unsqueeze(1);
  const Tensor others = ones_like(x).scatter(1, classes, 0);
  return reduced_rows((each * others).sum(1) / double(x.size(1)), input, reduction);
}

Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target, std::int64_t reduction) {
  expect_rows("multilabel_margin_loss", input, target, true);
  const Tensor x = as_rows(input), labels = as_rows(target);
  const std::int64_t classes = x.size(1);
  const Tensor counts = labels.eq(-1).cumsum(1).eq(0);  // the labels before the first -1
  const Tensor others = ones({x.size(0), classes + 1}, x.options())
                            .scatter(1, where(counts, labels, full_like(labels, classes)), 0)
                            .narrow(1, 0, classes);
  const Tensor own = x.gather(1, labels.clamp_min(0)).unsqueeze(2);
  const Tensor each = (1 - own + x.unsqueeze(1)).relu() * others.unsqueeze(1) * counts.unsqueeze(2);
  return reduced_rows(each.sum({1, 2}) / double(classes), input, reduction);
}

Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target, const Tensor& weight,
                                   std::int64_t reduction) {
  Tensor each = -(target * log_sigmoid(input) + (1 - target) * log_sigmoid(-input));
  if (weight.defined()) each = each * weight;
  return reduced_loss(each.sum(-1) / double(input.size(-1)), reduction);
}

Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, bool log_input, bool full, double eps,
                        std::int64_t reduction) {
  Tensor each = log_input ? input.exp() - target * input : input - target * (input + eps).log();
  if (full) {
    constexpr double two_pi = 6.283185307179586;
    const Tensor stirling = target * target.log() - target + 0.5 * (target * two_pi).log();
    each = each + stirling.masked_fill(target.le(1), 0);
  }
  return reduced_loss(each, reduction);
}

}  // namespace gradproof::nn::functional
