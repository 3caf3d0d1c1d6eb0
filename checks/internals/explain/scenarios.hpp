#pragma once
// The scenarios of the project, told once for all tests of this program.
#include <gradproof/checks/explain/explain.hpp>
#include <string>
#include <vector>

namespace gradproof::checks::explain {

/// A scenario and what came of telling it.
struct Told {
  std::string name;  ///< "detach-vs-data/data-zero-before-backward"
  Explained explained;
};

/// Every scenario under checks/scenarios, in the order of their names.
const std::vector<Told>& told_scenarios();

/// Tells a program that stands in a test; it must be a scenario.
records::Story told(const std::string& source);

}  // namespace gradproof::checks::explain
