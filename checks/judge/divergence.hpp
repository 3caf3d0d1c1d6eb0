#pragma once
#include <gradproof/reports/records/divergence.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gradproof::checks {

/// How the verdicts of two subjects on one program differ: in the outcome; in kind, moment or line of the error; else
/// in observed values, beyond the relative `tolerance`. Where the subjects drew different random numbers, so that
/// different values are due, each is held against its own. Nothing: they are alike.
std::optional<records::Divergence> divergence(const records::Verdict& first, const records::Verdict& second,
                                              double tolerance);

/// Divergences with the same cause, which is a group's name.
struct DivergenceGroup {
  std::string cause;
  std::vector<records::Divergence> members;  ///< by file
};

/// The largest group first.
std::vector<DivergenceGroup> grouped(std::span<const records::Divergence> divergences);

}  // namespace gradproof::checks
