#include <cmath>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/optim/reduce_on_plateau.hpp>
#include <iostream>
#include <limits>

namespace gradproof::optim {

ReduceLROnPlateauScheduler::ReduceLROnPlateauScheduler(Optimizer& optimizer, SchedulerMode mode, float factor,
                                                       int patience, double threshold, ThresholdMode threshold_mode,
                                                       int cooldown, const std::vector<float>& min_lr, double eps,
                                                       bool verbose)
    : optimizer_(optimizer),
      mode_(mode),
      factor_(factor),
      patience_(patience),
      threshold_(threshold),
      threshold_mode_(threshold_mode),
      cooldown_(cooldown),
      min_rates_(min_lr),
      eps_(eps),
      verbose_(verbose),
      best_(mode == min ? std::numeric_limits<float>::infinity() : -std::numeric_limits<float>::infinity()) {
  const std::size_t groups = optimizer.param_groups().size();
  if (min_rates_.empty()) min_rates_.resize(groups);
  if (min_rates_.size() != groups)
    raise(ErrorKind::value, "Number of learning rates not equal to the number of param groups: found " +
                                std::to_string(min_rates_.size()) + " rates for " + std::to_string(groups) + " groups");
  if (!(factor < 1)) raise(ErrorKind::value, "Factor should be < 1.0. Found " + std::to_string(factor));
}

void ReduceLROnPlateauScheduler::step(float metric) {
  ++epochs_;
  const bool better = is_better(metric);
  if (better) best_ = metric;
  bad_epochs_ = better ? 0 : bad_epochs_ + 1;
  if (rest_ > 0) {
    --rest_;
    bad_epochs_ = 0;
  }
  if (bad_epochs_ <= patience_) return;
  reduce();
  rest_ = cooldown_;
  bad_epochs_ = 0;
}

bool ReduceLROnPlateauScheduler::is_better(float metric) const {
  const double sign = mode_ == min ? -1 : 1;
  const double bar = threshold_mode_ == rel ? best_ * (1 + sign * threshold_) : best_ + sign * threshold_;
  return mode_ == min ? metric < bar : metric > bar;
}

void ReduceLROnPlateauScheduler::reduce() {
  for (std::size_t i = 0; i < optimizer_.param_groups().size(); ++i) {
    OptimizerOptions& options = optimizer_.param_groups()[i].options();
    const double old = options.get_lr(), reduced = std::fmax(old * factor_, min_rates_[i]);
    if (!(old - reduced > eps_)) continue;
    options.set_lr(reduced);
    if (verbose_)
      std::cout << "Epoch " << epochs_ << ": reducing learning rate of group " << i << " to " << reduced << '\n';
  }
}

}  // namespace gradproof::optim
