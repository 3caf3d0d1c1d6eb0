#pragma once
// What losses share.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/ops/functions/losses.hpp>

namespace gradproof {

/// The losses of single elements as the result that was asked for.
Tensor reduced_loss(const Tensor& each, std::int64_t reduction);

/// Attributes of a loss that compares input with target element by element.
struct PairLoss {
  std::int64_t reduction;
  double elements;   ///< of the broadcast pair
  double threshold;  ///< beta, delta
};
PairLoss pair_loss(const Tensor& input, const Tensor& target, std::int64_t reduction, double threshold = 0);

/// The gradient that reaches each single element's loss.
Tensor share_of_each(const Tensor& grad, const PairLoss& loss);

/// log(1 + x), right for small x too.
Tensor log_of_one_plus(const Tensor& x);

/// Throws `not_implemented` unless `t` is floating.
void expect_floating_loss(const Tensor& t, const char* kernel);

}  // namespace gradproof
