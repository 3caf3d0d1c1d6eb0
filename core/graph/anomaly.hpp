#pragma once
#include <functional>
#include <gradproof/core/graph/node.hpp>

namespace gradproof {

/// Looking for the operation that went wrong, for the whole process: backward stops at the first NaN and names the
/// node, and an error about a changed tensor names the operation that wrote last. Off, it costs one flag per write and
/// pass.
class AnomalyMode {
 public:
  static bool is_enabled() noexcept { return enabled_; }
  static bool should_check_nan() noexcept { return enabled_ && check_nan_; }
  static void set_enabled(bool on, bool check_nan = true);

 private:
  static inline bool enabled_ = false, check_nan_ = true;
};

class DetectAnomalyGuard {
 public:
  explicit DetectAnomalyGuard(bool check_nan = true)
      : before_(AnomalyMode::is_enabled()), nan_before_(AnomalyMode::should_check_nan()) {
    AnomalyMode::set_enabled(true, check_nan);
  }
  ~DetectAnomalyGuard() { AnomalyMode::set_enabled(before_, nan_before_ || !before_); }
  DetectAnomalyGuard(const DetectAnomalyGuard&) = delete;
  DetectAnomalyGuard& operator=(const DetectAnomalyGuard&) = delete;

 private:
  bool before_, nan_before_;
};

/// What anomaly mode does in place of running a node alone: an error out of `run` is followed back, in warnings, to the
/// operation that recorded the node, and to the nodes of earlier backward passes that led to that.
void run_watched(Node& n, const std::function<void()>& run);

/// Remembers that `operation` is about to write to `t`; only asked in anomaly mode.
void note_write(const Tensor& t, const char* operation);
/// Name of the operation whose write the tensor's counter now counts; empty when that is not known.
std::string last_writer(const Tensor& t);

}  // namespace gradproof
