#pragma once
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::optim {

/// Sets the learning rates of an optimizer's groups after an epoch. Borrows the optimizer.
class LRScheduler {
 public:
  explicit LRScheduler(Optimizer& optimizer) : optimizer_(optimizer) {}
  virtual ~LRScheduler() = default;
  void step();

 protected:
  /// The rates from now on, one per group.
  virtual std::vector<double> get_lrs() = 0;
  std::vector<double> get_current_lrs() const;

  unsigned step_count_ = 0;  ///< steps before this one

 private:
  Optimizer& optimizer_;
};

/// Multiplies the rates by `gamma` every `step_size` steps.
class StepLR : public LRScheduler {
 public:
  StepLR(Optimizer& optimizer, unsigned step_size, double gamma = 0.1)
      : LRScheduler(optimizer), step_size_(step_size), gamma_(gamma) {}

 private:
  std::vector<double> get_lrs() override;

  unsigned step_size_;
  double gamma_;
};

}  // namespace gradproof::optim
