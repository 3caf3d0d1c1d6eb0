#pragma once
// Losses with plain arguments, in PyTorch's order. A loss that PyTorch records as one operation is one node here too.
// All take float types; targets broadcast to the input where PyTorch's do. Errors: `dtype` for integer
// inputs, `shape`/`value` for sizes that do not fit, `index` for a class outside the range.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// How the losses of single elements become the result: all of them, their mean, their sum.
namespace Reduction {
enum Reduction : std::int64_t { None = 0, Mean = 1, Sum = 2, END };
}

namespace nn::functional {

Tensor mse_loss(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean);
Tensor l1_loss(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean);
/// Quadratic where |input - target| < beta. Throws `value` for beta < 0.
Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean,
                      double beta = 1);
/// Quadratic where |input - target| <= delta. Throws `value` for delta <= 0.
Tensor huber_loss(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean,
                  double delta = 1);
Tensor soft_margin_loss(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean);

/// Probabilities in [0, 1] against targets; logarithms are held above -100. `weight` may be undefined.
Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                            std::int64_t reduction = Reduction::Mean);
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                                        const Tensor& pos_weight = {}, std::int64_t reduction = Reduction::Mean);

/// Minus the entry of each item's class: input [C], [N, C] or [N, C, d...], target int64 without C. Items whose class
/// is ignore_index count nothing; the mean is over the weights of the rest.
Tensor nll_loss(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                std::int64_t reduction = Reduction::Mean, std::int64_t ignore_index = -100);
/// nll_loss of log_softmax; a floating target of the input's sizes holds a probability for each class.
Tensor cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                     std::int64_t reduction = Reduction::Mean, std::int64_t ignore_index = -100,
                     double label_smoothing = 0);

// Composed of other operations, as PyTorch's are.
/// The cosine of the angle between vectors that lie along `dim`; norms are held above eps.
Tensor cosine_similarity(const Tensor& x1, const Tensor& x2, std::int64_t dim = 1, double eps = 1e-8);
/// Vectors along `dim` divided by their p-norms, which are held above eps.
Tensor normalize(const Tensor& input, double p = 2, std::int64_t dim = 1, double eps = 1e-12);
Tensor kl_div(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean,
              bool log_target = false);
Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, double margin = 1,
                            std::int64_t reduction = Reduction::Mean);
Tensor margin_ranking_loss(const Tensor& input1, const Tensor& input2, const Tensor& target, double margin = 0,
                           std::int64_t reduction = Reduction::Mean);
Tensor cosine_embedding_loss(const Tensor& input1, const Tensor& input2, const Tensor& target, double margin = 0,
                             std::int64_t reduction = Reduction::Mean);
/// Of one class against all others: the mean over the classes of max(0, margin - x[class] + x[other])^p times the
/// weight of the class. input [C] or [N, C], target int64 without C; p is 1 or 2. Throws `value` and `shape`.
Tensor multi_margin_loss(const Tensor& input, const Tensor& target, const Scalar& p = 1, const Scalar& margin = 1,
                         const Tensor& weight = {}, std::int64_t reduction = Reduction::Mean);
/// Of several classes, which stand in target before its first -1, against all others. Both are [C] or [N, C].
Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean);
/// Of independent labels of 0 and 1, one for each class in the last dimension: the mean of their logistic losses.
Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                                   std::int64_t reduction = Reduction::Mean);
/// input is the logarithm of a rate, or with log_input = false the rate itself, held above eps; `full` adds Stirling's
/// term for targets above 1.
Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, bool log_input = true, bool full = false,
                        double eps = 1e-8, std::int64_t reduction = Reduction::Mean);
Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative, double margin = 1,
                           double p = 2, double eps = 1e-6, bool swap = false,
                           std::int64_t reduction = Reduction::Mean);

}  // namespace nn::functional
}  // namespace gradproof
