#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <gradproof/checks/subjects/child.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <gradproof/checks/subjects/worker_process.hpp>
#include <utility>

namespace gradproof::checks {
namespace {

constexpr std::size_t kComplaints = 4096;

constexpr int kReads = 16;  // in a row from one worker, before the others have their turn
constexpr std::chrono::milliseconds kToEnd{100}, kLook{2};

/// Appends what can be read now; false at the end of the stream.
bool read_some(int descriptor, std::string& into) {
  char bytes[65536];
  for (int i = 0; i < kReads; ++i) {
    const auto count = read(descriptor, bytes, sizeof bytes);
    if (count == 0) return false;
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    into.append(bytes, static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

Worker::Worker(const Launch& launch, Clock::time_point deadline) : process_(launch), deadline_(deadline) {}

std::optional<WorkerFault> Worker::fault() {
  if (closed_ && !process_.has_ended() && Clock::now() < ends_until_) return std::nullopt;  // how it ends will be told
  if (closed_) return WorkerFault{Failure::crashed, "the worker " + process_.end(0)};
  if (incoming_.size() > kMaxLine) {
    return WorkerFault{Failure::crashed,
                       fmt::format("the worker wrote more than {} MiB without a newline", kMaxLine >> 20)};
  }
  if (Clock::now() >= deadline_) return WorkerFault{Failure::timeout, "the worker did not answer in time"};
  return std::nullopt;
}

Clock::time_point Worker::deadline() const { return closed_ ? Clock::now() + kLook : deadline_; }

void Worker::become_idle() {
  state_ = State::idle;
  task_ = {};
  deadline_ = Clock::time_point::max();
}

void Worker::give(Task task, Clock::time_point deadline) {
  state_ = State::busy;
  deadline_ = deadline;
  outgoing_ = reads_programs_ && task.program ? with_program(task.line, task.program()) : task.line;
  task_ = std::move(task);
  send();
}

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

void Worker::receive() {
  closed_ = !read_some(process_.output(), incoming_);
  if (closed_) ends_until_ = Clock::now() + kToEnd;
}

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

int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, 60'000));
}

std::string explained(const std::string& reason, std::string_view complaints) {
  const auto last = complaints.find_last_not_of(" \n\r\t");
  return last == std::string_view::npos ? reason : fmt::format("{}: {}", reason, complaints.substr(0, last + 1));
}

}  // namespace gradproof::checks
