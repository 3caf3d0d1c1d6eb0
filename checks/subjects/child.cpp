#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <gradproof/checks/subjects/child.hpp>
#include <gradproof/checks/subjects/process.hpp>
#include <system_error>

namespace gradproof::checks {
namespace {

using Clock = std::chrono::steady_clock;

/// Bytes of address space mapped now. A warm framework maps gigabytes that it never touches, and so does a sanitizer.
rlim_t mapped_bytes() {
  std::ifstream statm("/proc/self/statm");
  rlim_t pages = 0;
  statm >> pages;
  return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

void limit_resources(const ChildLimits& limits) {
  const rlim_t memory = mapped_bytes() + static_cast<rlim_t>(limits.memory);
  const rlimit space{memory, memory};
  if (limits.memory > 0) setrlimit(RLIMIT_AS, &space);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
}

[[noreturn]] void run_child(const std::function<std::string()>& work, const ChildLimits& limits, pid_t parent,
                            int answer) {
  die_with_parent(parent);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  if (const int nothing = open("/dev/null", O_RDONLY); nothing >= 0) dup2(nothing, STDIN_FILENO);
  limit_resources(limits);
  const bool told = write_all(answer, work());
  _exit(told ? 0 : 1);
}

int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, 1'000'000));
}

/// Reads until the child closes its end: `answered` then, which its exit status has still to confirm.
ChildResult::End collect(int descriptor, Clock::time_point deadline, std::string& output) {
  char buffer[65536];
  while (true) {
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = poll(&waiting, 1, milliseconds_until(deadline));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0 && Clock::now() >= deadline) return ChildResult::End::late;
    if (ready <= 0) continue;
    const auto count = read(descriptor, buffer, sizeof buffer);
    if (count <= 0) return ChildResult::End::answered;
    output.append(buffer, static_cast<std::size_t>(count));
    if (output.size() > kMaxLine) return ChildResult::End::flooded;
  }
}

Clock::duration duration_of(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

ChildResult run_in_child(const std::function<std::string()>& work, const ChildLimits& limits) {
  Pipe pipe = make_pipe();
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "no new process for a program");
  if (child == 0) run_child(work, limits, parent, pipe.write_end.number());
  pipe.write_end.close();
  ChildResult result;
  result.end = collect(pipe.read_end.number(), Clock::now() + duration_of(limits.seconds), result.output);
  if (result.end != ChildResult::End::answered) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (result.end == ChildResult::End::answered && status != 0) {
    result.end = ChildResult::End::died;
    result.ending = describe_end(status);
  }
  return result;
}

}  // namespace gradproof::checks
