#include <unistd.h>

#include <cerrno>
#include <gradproof/checks/subjects/child.hpp>
#include <gradproof/checks/subjects/worker_process.hpp>
#include <utility>

namespace gradproof::checks {
namespace {

constexpr std::size_t kComplaints = 4096;

/// Appends what can be read now; false at the end of the stream.
bool read_some(int descriptor, std::string& into) {
  char bytes[65536];
  const auto count = read(descriptor, bytes, sizeof bytes);
  if (count > 0) into.append(bytes, static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

}  // namespace

Worker::Worker(const Launch& launch, Clock::time_point deadline) : process_(launch), deadline_(deadline) {}

bool Worker::flooded() const { return incoming_.size() > kMaxLine; }

void Worker::become_idle() {
  state_ = State::idle;
  deadline_ = Clock::time_point::max();
}

void Worker::give(Task task, Clock::time_point deadline) {
  state_ = State::busy;
  deadline_ = deadline;
  outgoing_ = task.line;
  task_ = std::move(task);
  send();
}

Task Worker::take_task() { return std::exchange(task_, {}); }

void Worker::transfer(bool echo) {
  if (!outgoing_.empty()) send();
  if (!closed_) receive();
  if (!silent_) listen_to_complaints(echo);
}

void Worker::send() {
  const auto count = write(process_.input(), outgoing_.data(), outgoing_.size());
  if (count > 0) outgoing_.erase(0, static_cast<std::size_t>(count));
  if (count < 0 && errno != EAGAIN && errno != EINTR) outgoing_.clear();  // its end will show on its output
}

void Worker::receive() { closed_ = !read_some(process_.output(), incoming_); }

void Worker::listen_to_complaints(bool echo) {
  const auto before = complaints_.size();
  silent_ = !read_some(process_.errors(), complaints_);
  if (echo) write_all(STDERR_FILENO, std::string_view(complaints_).substr(before));
  if (complaints_.size() > kComplaints) complaints_.erase(0, complaints_.size() - kComplaints);
}

std::optional<std::string> Worker::take_line() {
  const auto end = incoming_.find('\n', searched_);
  searched_ = end == std::string::npos ? incoming_.size() : 0;
  if (end == std::string::npos) return std::nullopt;
  std::string line = incoming_.substr(0, end);
  incoming_.erase(0, end + 1);
  return line;
}

void Worker::add_events(std::vector<pollfd>& events) const {
  if (!closed_) events.push_back({process_.output(), POLLIN, 0});
  if (!silent_) events.push_back({process_.errors(), POLLIN, 0});
  if (!outgoing_.empty()) events.push_back({process_.input(), POLLOUT, 0});
}

}  // namespace gradproof::checks
