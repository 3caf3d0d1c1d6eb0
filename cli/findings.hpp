#pragma once
#include <cstddef>
#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <set>
#include <string>

namespace gradproof::cli {

/// What happened that an exit code must tell.
struct Findings {
  bool file_errors = false, incomplete = false;
  std::size_t findings = 0;

  int exit_code() const {
    if (file_errors) return ExitCode::usage;
    if (incomplete) return ExitCode::incomplete;
    return findings > 0 ? ExitCode::finding : ExitCode::as_expected;
  }
};

/// Tells what went wrong with files and subjects during a check, each subject once; verdicts are for whoever derives.
class FaultListener : public checks::CheckListener {
 public:
  explicit FaultListener(Findings& findings) : findings_(findings) {}
  void on_file_error(const checks::Program& program, const std::string& text) override;
  void on_not_run(const checks::Program& program, const std::string& subject, const std::string& reason) override;

 protected:
  Findings& findings_;

 private:
  std::set<std::string> not_run_;
};

}  // namespace gradproof::cli
