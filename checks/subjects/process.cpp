#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <gradproof/checks/subjects/process.hpp>
#include <system_error>
#include <utility>

namespace gradproof::checks {
namespace {

/// Signals go back to what a program expects at its start: handlers, ignored ones and masks survive a fork.
void reset_signals() {
  for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// One thread each: results do not depend on the machine, and a fork of a warm worker loses no thread.
void limit_threads() {
  for (const char* name : {"OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"}) setenv(name, "1", 1);
}

[[noreturn]] void execute(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  const auto text = fmt::format("{} cannot be run: {}\n", command[0], std::strerror(errno));
  write_all(STDERR_FILENO, text);
  _exit(127);
}

[[noreturn]] void run_child(const Launch& launch, pid_t parent, const std::array<int, 3>& streams) {
  setpgid(0, 0);
  reset_signals();
  die_with_parent(parent);
  for (int i = 0; i < 3; ++i) dup2(streams[static_cast<std::size_t>(i)], i);
  close_range(3, ~0U, 0);
  limit_threads();
  if (!launch.body) execute(launch.command);
  _exit(launch.body());  // not exit(): buffers and handlers of the parent are not ours to run
}

constexpr int kPipe = 1 << 20;  ///< bytes

void make_non_blocking(int descriptor) { fcntl(descriptor, F_SETFL, O_NONBLOCK); }

}  // namespace

Process::Process(const Launch& launch) {
  Pipe to_child = make_pipe();
  Pipe from_child = make_pipe();
  Pipe errors = make_pipe();
  const pid_t parent = getpid();
  leader_ = fork();
  if (leader_ < 0) throw std::system_error(errno, std::generic_category(), "no new process");
  if (leader_ == 0) {
    run_child(launch, parent, {to_child.read_end.number(), from_child.write_end.number(), errors.write_end.number()});
  }
  setpgid(leader_, leader_);  // both sides set it, so that neither depends on who runs first
  input_ = std::move(to_child.write_end);
  output_ = std::move(from_child.read_end);
  errors_ = std::move(errors.read_end);
  for (int descriptor : {input(), output(), this->errors()}) make_non_blocking(descriptor);
  fcntl(output(), F_SETPIPE_SZ, kPipe);  // an answer of many numbers in few turns; without it, in more
}

Process::~Process() {
  if (ending_.empty()) finish(false);
}

bool Process::has_ended() const {
  siginfo_t info{};
  waitid(P_PID, static_cast<id_t>(leader_), &info, WEXITED | WNOHANG | WNOWAIT);
  return info.si_pid == leader_;
}

const std::string& Process::end(int patience) {
  if (!ending_.empty()) return ending_;
  bool ended = has_ended();
  for (int i = 0; i < patience && !ended; ++i) {
    usleep(1000);
    ended = has_ended();
  }
  finish(ended);
  return ending_;
}

void Process::finish(bool ended) {
  kill(-leader_, SIGKILL);  // before the leader is reaped: until then nobody else can get its number
  int status = 0;
  while (waitpid(leader_, &status, 0) < 0 && errno == EINTR) {
  }
  ending_ = ended ? describe_end(status) : "closed its output and went on";
}

std::string signal_name(int signal) {
  constexpr std::array<std::pair<int, std::string_view>, 13> kNames{{{SIGSEGV, "SIGSEGV"},
                                                                     {SIGABRT, "SIGABRT"},
                                                                     {SIGFPE, "SIGFPE"},
                                                                     {SIGBUS, "SIGBUS"},
                                                                     {SIGILL, "SIGILL"},
                                                                     {SIGKILL, "SIGKILL"},
                                                                     {SIGTERM, "SIGTERM"},
                                                                     {SIGINT, "SIGINT"},
                                                                     {SIGTRAP, "SIGTRAP"},
                                                                     {SIGSYS, "SIGSYS"},
                                                                     {SIGPIPE, "SIGPIPE"},
                                                                     {SIGXCPU, "SIGXCPU"},
                                                                     {SIGHUP, "SIGHUP"}}};
  const auto found = std::ranges::find(kNames, signal, &std::pair<int, std::string_view>::first);
  return found == kNames.end() ? fmt::format("signal {}", signal) : std::string(found->second);
}

std::string describe_end(int wait_status) {
  if (WIFSIGNALED(wait_status)) return "died of " + signal_name(WTERMSIG(wait_status));
  return fmt::format("ended with status {}", WEXITSTATUS(wait_status));
}

void die_with_parent(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
}

}  // namespace gradproof::checks
