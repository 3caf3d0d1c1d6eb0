#pragma once
#include <gradproof/core/layout/function_ref.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof::optim {

/// A point along a search direction: how far, the loss and its gradient there, and the slope along the direction.
struct Trial {
  double t = 0, loss = 0;
  Tensor gradient;
  double slope = 0;
};

/// A step that meets the strong Wolfe conditions: less loss and less slope than at `start`, whose t is 0. The step is
/// first bracketed, then narrowed down by cubic interpolation (Nocedal and Wright 2006, chapter 3), in the order of
/// PyTorch's arithmetic. `evaluate` makes the trial at a distance; `t` is tried first. A bracket that moves no
/// parameter by `tolerance_change` ends the search (`reach`: the direction's largest element), as 25 narrowings do.
Trial strong_wolfe(const Trial& start, double t, double reach, double tolerance_change,
                   FunctionRef<Trial(double)> evaluate);

}  // namespace gradproof::optim
