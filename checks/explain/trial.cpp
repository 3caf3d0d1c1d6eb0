#include <gradproof/checks/explain/trial.hpp>
#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>

namespace gradproof::checks::explain {
namespace {

/// Puts each verdict in its program's place: they come in the order of the programs.
class Listener final : public CheckListener {
 public:
  Listener(Trial& trial, std::span<const Program> programs) : trial_(trial) { trial.verdicts.resize(programs.size()); }
  void on_verdict(const records::Verdict& verdict, const std::string&) override { trial_.verdicts[next_++] = verdict; }
  void on_file_error(const Program&, const std::string& text) override {
    ++next_;
    if (trial_.file_error.empty()) trial_.file_error = text;
  }
  void on_not_run(const Program&, const std::string& subject, const std::string& reason) override {
    ++next_;
    if (trial_.not_run.empty()) trial_.not_run = subject + ": " + reason;
  }

 private:
  Trial& trial_;
  std::size_t next_ = 0;
};

}  // namespace

Trial try_out(std::span<const Program> programs, const ExplainOptions& options, int stop_descriptor) {
  const SubjectName native = parse_subject_name("native");
  const Subject subject{native, find_subject(native)};
  const CheckOptions check_options{.time_limit = options.time_limit,
                                   .memory_limit = options.memory_limit,
                                   .jobs = options.jobs,
                                   .seed = options.seed};
  Trial trial;
  Listener listener(trial, programs);
  trial.stopped = !check(programs, {&subject, 1}, check_options, listener, stop_descriptor);
  return trial;
}

}  // namespace gradproof::checks::explain
