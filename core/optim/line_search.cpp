#include <algorithm>
#include <array>
#include <cmath>
#include <gradproof/core/optim/line_search.hpp>

namespace gradproof::optim {
namespace {

constexpr double decrease = 1e-4, curvature = 0.9;
constexpr int most_steps = 25;

/// Where the cubic through both points has its minimum, held to [low, high]; the middle where it has none.
double cubic_minimum(const Trial& a, const Trial& b, double low, double high) {
  const double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t);
  const double square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const Trial& left = a.t <= b.t ? a : b;
  const Trial& right = a.t <= b.t ? b : a;
  const double d2 = std::sqrt(square);
  const double minimum = right.t - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
  return std::min(std::max(minimum, low), high);
}

class Search {
 public:
  Search(const Trial& start, double reach, double tolerance_change, FunctionRef<Trial(double)> evaluate)
      : start_(start), reach_(reach), tolerance_change_(tolerance_change), evaluate_(evaluate) {}

  Trial run(double t) {
    if (!bracket(t))
      while (steps_ < most_steps && !is_narrow() && !narrow()) {
      }
    return ends_[low_];
  }

 private:
  bool is_too_high(const Trial& trial) const { return trial.loss > start_.loss + decrease * trial.t * start_.slope; }
  bool is_flat(const Trial& trial) const { return std::fabs(trial.slope) <= -curvature * start_.slope; }
  bool is_narrow() const { return std::fabs(ends_[1].t - ends_[0].t) * reach_ < tolerance_change_; }
  void choose_low() { low_ = ends_[0].loss <= ends_[1].loss ? 0 : 1; }

  /// Walks out until a minimum lies between the ends; true where a step already meets the conditions.
  bool bracket(double t) {
    Trial previous = start_, trial = evaluate_(t);
    for (; steps_ < most_steps; ++steps_) {
      const bool rises = is_too_high(trial) || (steps_ > 1 && trial.loss >= previous.loss);
      if (!rises && is_flat(trial)) {
        ends_ = {trial, trial};
        return true;
      }
      if (rises || trial.slope >= 0) {
        ends_ = {previous, trial};
        choose_low();
        return false;
      }
      const double next = cubic_minimum(previous, trial, trial.t + 0.01 * (trial.t - previous.t), trial.t * 10);
      previous = trial;
      trial = evaluate_(next);
    }
    ends_ = {start_, trial};
    choose_low();
    return false;
  }

  /// The next step inside the bracket; at the second approach to an end, or beyond it, a tenth away from the nearer
  /// end.
  double inner_step() {
    const auto [least, most] = std::minmax(ends_[0].t, ends_[1].t);
    const double t = cubic_minimum(ends_[0], ends_[1], least, most), margin = 0.1 * (most - least);
    const bool close = std::min(most - t, t - least) < margin;
    const bool push = close && (was_close_ || t >= most || t <= least);
    was_close_ = close && !push;
    if (!push) return t;
    return std::fabs(t - most) < std::fabs(t - least) ? most - margin : least + margin;
  }

  /// Moves one end inwards; true where the lower one now meets the conditions.
  bool narrow() {
    const Trial trial = evaluate_(inner_step());
    ++steps_;
    const std::size_t high = 1 - low_;
    if (is_too_high(trial) || trial.loss >= ends_[low_].loss) {
      ends_[high] = trial;
      choose_low();
      return false;
    }
    const bool done = is_flat(trial);
    if (!done && trial.slope * (ends_[high].t - ends_[low_].t) >= 0) ends_[high] = ends_[low_];
    ends_[low_] = trial;
    return done;
  }

  const Trial& start_;
  double reach_, tolerance_change_;
  FunctionRef<Trial(double)> evaluate_;
  std::array<Trial, 2> ends_;
  std::size_t low_ = 0;
  int steps_ = 0;
  bool was_close_ = false;
};

}  // namespace

Trial strong_wolfe(const Trial& start, double t, double reach, double tolerance_change,
                   FunctionRef<Trial(double)> evaluate) {
  return Search(start, reach, tolerance_change, evaluate).run(t);
}

}  // namespace gradproof::optim
