#pragma once
// A whole check: every program on every subject, each in a process of its own, each judged against the oracle.
#include <cstdint>
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/program/program.hpp>
#include <gradproof/checks/subjects/process.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace gradproof::checks {

/// A subject that can be started.
struct Subject {
  SubjectName name;
  Launch launch;
};

/// A verdict of an earlier run, which is not reached again but heard in its place.
struct Reached {
  std::size_t program = 0, subject = 0;  ///< their places in what is checked
  records::Verdict verdict = {};
};

struct CheckOptions {
  double time_limit = 10;                             ///< seconds for each program
  std::int64_t memory_limit = std::int64_t{4} << 30;  ///< bytes for each program
  int jobs = 1;                                       ///< programs that run at a time, at least one for each subject
  std::uint64_t seed = 0;                             ///< of random numbers, where the header has none
  bool echo = false;                                  ///< show what workers write to standard error
};

/// Hears what comes of a check, in the order of programs and, within one, of subjects. A program is heard once all of
/// its subjects have answered, or when the check is stopped.
class CheckListener {
 public:
  virtual ~CheckListener() = default;
  /// The same verdict will be heard again in its turn, unless another subject finds that the file is at fault.
  virtual void on_reached(const records::Verdict&) {}
  /// `printed` is what the program printed on this subject.
  virtual void on_verdict(const records::Verdict& verdict, const std::string& printed) = 0;
  /// A fault of the file that showed only when it ran; it has no verdicts then.
  virtual void on_file_error(const Program& program, const std::string& text) = 0;
  /// The subject (or the oracle) could not be started for this program.
  virtual void on_not_run(const Program& program, const std::string& subject, const std::string& reason) = 0;
};

/// Checks that use the same workers one after the other. `subjects` must outlive it.
class Checker {
 public:
  Checker(std::span<const Subject> subjects, const CheckOptions& options);
  ~Checker();

  /// Runs a check. False: `stop_descriptor` became readable; the listener has heard all that was reached until then,
  /// and this object can only be destroyed.
  bool run(std::span<const Program> programs, CheckListener& listener, int stop_descriptor,
           std::vector<Reached> reached = {});

 private:
  class Check;
  std::unique_ptr<Check> check_;
};

/// One check by workers of its own.
bool check(std::span<const Program> programs, std::span<const Subject> subjects, const CheckOptions& options,
           CheckListener& listener, int stop_descriptor, std::vector<Reached> reached = {});

}  // namespace gradproof::checks
