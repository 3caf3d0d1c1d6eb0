#pragma once
#include <cstdint>
#include <functional>
#include <string>

namespace gradproof::checks {

/// The most bytes of one line that anybody accepts from a child or a worker.
inline constexpr std::size_t kMaxLine = std::size_t{64} << 20;

struct ChildLimits {
  double seconds = 10;
  std::int64_t memory = std::int64_t{4} << 30;  ///< bytes beyond what the parent has mapped; 0: no limit
};

/// How a forked child ended.
struct ChildResult {
  enum class End { answered, died, late, flooded } end = End::answered;
  std::string output;  ///< what `work` returned, when answered
  std::string ending;  ///< when died: "died of SIGSEGV"
};

/// Runs `work` in a fork of this process, which must have one thread, and returns its text. The child has no standard
/// input; what it prints goes to standard error. It is killed at its time limit; beyond its memory limit allocations
/// fail.
ChildResult run_in_child(const std::function<std::string()>& work, const ChildLimits& limits);

}  // namespace gradproof::checks
