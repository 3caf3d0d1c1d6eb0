#pragma once
#include <gradproof/checks/subjects/process.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gradproof::checks {

/// What came of starting a worker, which is ended again.
struct Greeting {
  std::optional<Hello> hello;
  std::string reason;  ///< why there is no hello
};

/// Starts a worker of each and waits, `seconds` at most, for what they say first. Nothing where `stop_descriptor`
/// becomes readable before.
std::optional<std::vector<Greeting>> greet(std::span<const Launch> launches, double seconds, int stop_descriptor);

}  // namespace gradproof::checks
