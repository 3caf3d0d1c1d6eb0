#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <gradproof/bench/bench_error.hpp>
#include <gradproof/bench/launch.hpp>
#include <gradproof/checks/subjects/process.hpp>

namespace gradproof::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// Reads what is there; false once the other side has closed.
bool drain(int descriptor, std::string& text) {
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
    if (count == 0) return false;
    if (count < 0 && errno != EINTR) return errno == EAGAIN;
  }
}

/// Both streams until both are closed; false when the time is up.
bool read_to_end(const checks::Process& process, Clock::time_point deadline, std::string& output, std::string& errors) {
  std::array<pollfd, 2> open = {pollfd{process.output(), POLLIN, 0}, pollfd{process.errors(), POLLIN, 0}};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    poll(open.data(), open.size(), static_cast<int>(left));
    if (open[0].fd >= 0 && !drain(open[0].fd, output)) open[0].fd = -1;
    if (open[1].fd >= 0 && !drain(open[1].fd, errors)) open[1].fd = -1;
  }
  return true;
}

std::string last_lines(const std::string& text) {
  constexpr std::size_t kShown = 600;
  return text.size() <= kShown ? text : "..." + text.substr(text.size() - kShown);
}

}  // namespace

std::string launch(const std::vector<std::string>& command, double seconds) {
  checks::Process process({command, {}});
  std::string output, errors;
  const auto deadline =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  const bool complete = read_to_end(process, deadline, output, errors);
  const std::string program = fmt::format("{}", fmt::join(command, " "));
  if (!complete) throw BenchError(fmt::format("{}: still running after {} s, and was stopped", program, seconds));
  const std::string& ending = process.end(100);  // it has closed its output: it is about to end
  if (ending != "ended with status 0") throw BenchError(fmt::format("{}: {}\n{}", program, ending, last_lines(errors)));
  return output;
}

}  // namespace gradproof::bench
