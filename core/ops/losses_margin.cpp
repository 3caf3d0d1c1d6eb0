// Losses composed of other operations.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/losses.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::nn::functional {
namespace {

/// p-norm of the difference along the last dimension, `eps` added to every part.
Tensor distance(const Tensor& a, const Tensor& b, double p, double eps) { return (a - b + eps).norm(p, {-1}); }

}  // namespace

Tensor kl_div(const Tensor& input, const Tensor& target, std::int64_t reduction, bool log_target) {
  const Tensor each =
      log_target ? target.exp() * (target - input) : target * (target + target.detach().eq(0)).log() - target * input;
  return reduced_loss(each, reduction);
}

Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, double margin, std::int64_t reduction) {
  const Tensor apart = (margin - input).relu() * target.ne(1), together = input * target.ne(-1);
  return reduced_loss(apart + together, reduction);
}

Tensor margin_ranking_loss(const Tensor& input1, const Tensor& input2, const Tensor& target, double margin,
                           std::int64_t reduction) {
  return reduced_loss((-target * (input1 - input2) + margin).relu(), reduction);
}

Tensor cosine_similarity(const Tensor& x1, const Tensor& x2, std::int64_t dim, double eps) {
  const DType type = promote(x1.dtype(), x2.dtype());
  if (!is_floating(type))
    raise(ErrorKind::dtype, "expected common dtype to be floating point, yet common dtype is " +
                                std::string(scalar_name(type)) + "; convert with .to(kFloat)");
  const Tensor a = x1.to(type), b = x2.to(type);
  // The bound on a norm is no part of the graph.
  const Tensor a_norm = linalg::vector_norm(a, 2, dim, true).clone(),
               b_norm = linalg::vector_norm(b, 2, dim, true).clone();
  {
    NoGradGuard no_grad;
    a_norm.clamp_min_(eps);
    b_norm.clamp_min_(eps);
  }
  return ((a / a_norm) * (b / b_norm)).sum(dim);
}

Tensor normalize(const Tensor& input, double p, std::int64_t dim, double eps) {
  return input / input.norm(p, dim, true).clamp_min(eps).expand(input.sizes());
}

Tensor cosine_embedding_loss(const Tensor& input1, const Tensor& input2, const Tensor& target, double margin,
                             std::int64_t reduction) {
  constexpr double eps = 1e-12;
  const std::int64_t dim = input1.dim() - 1;
  const Tensor dot = (input1 * input2).sum(dim);
  const Tensor squares = ((input1 * input1).sum(dim) + eps) * ((input2 * input2).sum(dim) + eps);
  const Tensor cosine = dot / squares.sqrt();
  return reduced_loss((1 - cosine) * target.eq(1) + (cosine - margin).relu() * target.eq(-1), reduction);
}

Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative, double margin,
                           double p, double eps, bool swap, std::int64_t reduction) {
  if (!(margin > 0))
    raise(ErrorKind::value, "Expected margin to be greater than 0.0 and got " + std::to_string(margin));
  Tensor far = distance(anchor, negative, p, eps);
  if (swap) far = far.minimum(distance(positive, negative, p, eps));
  return reduced_loss((distance(anchor, positive, p, eps) - far + margin).relu(), reduction);
}

}  // namespace gradproof::nn::functional
