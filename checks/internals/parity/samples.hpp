#pragma once
// The samples of checks/ops, and what the newest recorded PyTorch did with them.
#include <gradproof/checks/program/program.hpp>
#include <gradproof/reports/records/value.hpp>
#include <map>
#include <string>
#include <vector>

namespace gradproof::checks::parity {

/// What one run of a sample gave: the kind of its error, or what was observed.
struct Result {
  std::string kind;  ///< empty: it ran to its end
  records::Values observed;
};

/// All samples by name. Fails the test where one is no scenario.
std::map<std::string, Program> read_samples();
std::map<std::string, Result> read_recording();
std::vector<std::string> lines_of(const std::string& path);

/// `device`: where tensors are made that name none; empty: the host.
Result run_native(const Program& program, const std::string& device = "");

/// Empty where both agree, within what the coarsest dtype of the sample can show.
std::string difference(const Program& program, const Result& recorded, const Result& seen);

}  // namespace gradproof::checks::parity
