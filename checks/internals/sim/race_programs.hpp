#pragma once
#include <string>
#include <vector>

namespace gradproof {

/// A program with a missing edge between two streams, or a stream and the host; `ordered` puts the edge in.
struct RaceProgram {
  std::string name;
  void (*run)(bool ordered);
};

const std::vector<RaceProgram>& race_programs();

}  // namespace gradproof
