#pragma once
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::optim {

/// Multiplies the learning rates by `factor` when a metric has not improved for more than `patience` epochs, then waits
/// for `cooldown` epochs before it counts again. Borrows the optimizer.
class ReduceLROnPlateauScheduler {
 public:
  enum SchedulerMode { min, max };  ///< which way the metric improves
  enum ThresholdMode { rel, abs };  ///< whether it must improve by a fraction of the best or by an amount

  /// Rates do not fall below min_lr (one per group; none: 0) and change by more than eps or not at all. Throws `value`
  /// for a factor of 1 or more and for another number of rates than there are groups.
  ReduceLROnPlateauScheduler(Optimizer& optimizer, SchedulerMode mode = min, float factor = 0.1F, int patience = 10,
                             double threshold = 1e-4, ThresholdMode threshold_mode = rel, int cooldown = 0,
                             const std::vector<float>& min_lr = {}, double eps = 1e-8, bool verbose = false);
  virtual ~ReduceLROnPlateauScheduler() = default;

  /// Ends an epoch in which the metric was this.
  void step(float metric);

 private:
  bool is_better(float metric) const;
  void reduce();

  Optimizer& optimizer_;
  SchedulerMode mode_;
  float factor_;
  int patience_;
  double threshold_;
  ThresholdMode threshold_mode_;
  int cooldown_;
  std::vector<float> min_rates_;
  double eps_;
  bool verbose_;
  float best_;
  int epochs_ = 0, bad_epochs_ = 0, rest_ = 0;
};

}  // namespace gradproof::optim
