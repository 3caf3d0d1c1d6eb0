#pragma once
#include <gradproof/checks/program/program.hpp>
#include <gradproof/reports/records/story.hpp>
#include <optional>
#include <string>

namespace gradproof::checks::explain {

/// What a watched run is given.
struct WatchOptions {
  double time_limit = 30;                             ///< seconds
  std::int64_t memory_limit = std::int64_t{4} << 30;  ///< bytes
  std::uint64_t seed = 0;                             ///< of random numbers, where the header has none
};

/// The header's, where it has one.
std::uint64_t seed_of(const Program& program, const WatchOptions& options);

/// A program's events, or why there are none.
struct Watched {
  std::vector<records::StoryEvent> events;
  records::Values observed;  ///< what the watched run observed: the same as an unwatched one
  bool cut_short = false;
  std::string reason;  ///< the run died, or was too slow; empty: it was watched
};

/// Runs the program on the native runtime under a witness, in a process of its own.
Watched watch(const Program& program, const WatchOptions& options);

}  // namespace gradproof::checks::explain
