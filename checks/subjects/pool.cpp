#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/subjects/child.hpp>
#include <gradproof/checks/subjects/pool.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <gradproof/checks/subjects/worker_process.hpp>
#include <system_error>
#include <utility>

namespace gradproof::checks {
namespace {

Clock::time_point after(double seconds) {
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

std::string_view trimmed(std::string_view text) {
  const auto last = text.find_last_not_of(" \n\r\t");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

Pool::Pool(Launch launch, PoolOptions options) : launch_(std::move(launch)), options_(options) {}
Pool::~Pool() = default;

void Pool::submit(Task task) {
  if (!lost_.empty()) return task.failed(Failure::lost, lost_);
  waiting_.push_back(std::move(task));
}

bool Pool::idle() const {
  return waiting_.empty() &&
         std::ranges::none_of(workers_, [](const auto& w) { return w->state() == Worker::State::busy; });
}

void Pool::assign() {
  for (auto& worker : workers_) {
    if (waiting_.empty()) return;
    if (worker->state() != Worker::State::idle) continue;
    Task task = std::move(waiting_.front());
    waiting_.pop_front();
    const auto deadline = after(task.time_limit + options_.grace);
    worker->give(std::move(task), deadline);
  }
  const auto starting =
      std::ranges::count_if(workers_, [](const auto& w) { return w->state() == Worker::State::starting; });
  const auto wanted =
      std::min<std::ptrdiff_t>(std::ssize(waiting_) - starting, options_.workers - std::ssize(workers_));
  for (std::ptrdiff_t i = 0; i < wanted; ++i) start_worker();
}

void Pool::start_worker() {
  try {
    workers_.push_back(std::make_unique<Worker>(launch_, after(options_.start)));
  } catch (const std::system_error& fault) {
    if (workers_.empty()) lose(fault.what());  // else the workers there are must do
  }
}

void Pool::add_events(std::vector<pollfd>& events) const {
  for (const auto& worker : workers_) worker->add_events(events);
}

Clock::time_point Pool::deadline() const {
  auto earliest = Clock::time_point::max();
  for (const auto& worker : workers_) earliest = std::min(earliest, worker->deadline());
  return earliest;
}

void Pool::advance() {
  std::erase_if(workers_, [this](auto& worker) { return !step(*worker); });
}

/// False: the worker is of no more use.
bool Pool::step(Worker& worker) {
  worker.transfer(options_.echo);
  while (auto line = worker.take_line()) {
    if (!hear(worker, *line)) return false;
  }
  if (worker.closed()) {
    give_up(worker, Failure::crashed, "the worker " + worker.process().end());
  } else if (worker.flooded()) {
    give_up(worker, Failure::crashed,
            fmt::format("the worker wrote more than {} MiB without a newline", kMaxLine >> 20));
  } else if (Clock::now() >= worker.deadline()) {
    give_up(worker, Failure::timeout, "the worker did not answer in time");
  } else {
    return true;
  }
  return false;
}

bool Pool::hear(Worker& worker, const std::string& line) {
  const auto state = worker.state();
  if (state == Worker::State::idle) return false;  // nobody asked: what it says next cannot be trusted
  const Task task = worker.take_task();
  worker.become_idle();
  try {
    if (state == Worker::State::busy) {
      task.answered(line);
    } else {
      version_ = hello_from_line(line).version;
      failures_ = 0;
    }
    return true;
  } catch (const ProtocolError& fault) {
    if (state == Worker::State::busy) task.failed(Failure::crashed, fault.what());
    if (state == Worker::State::starting) start_failed(worker, fault.what());
    return false;
  }
}

void Pool::give_up(Worker& worker, Failure failure, const std::string& reason) {
  if (worker.state() == Worker::State::busy) worker.take_task().failed(failure, reason);
  if (worker.state() == Worker::State::starting) start_failed(worker, reason);
}

void Pool::start_failed(const Worker& worker, const std::string& reason) {
  if (++failures_ < options_.attempts) return;
  const auto complaints = trimmed(worker.complaints());
  lose(complaints.empty() ? reason : fmt::format("{}: {}", reason, complaints));
}

void Pool::lose(const std::string& reason) {
  lost_ = reason;
  for (auto& task : std::exchange(waiting_, {})) task.failed(Failure::lost, lost_);
}

bool run_until_idle(const std::vector<Pool*>& pools, int stop_descriptor) {
  while (true) {
    for (Pool* pool : pools) pool->assign();
    if (std::ranges::all_of(pools, &Pool::idle)) return true;
    std::vector<pollfd> events{{stop_descriptor, POLLIN, 0}};
    auto deadline = Clock::time_point::max();
    for (Pool* pool : pools) {
      pool->add_events(events);
      deadline = std::min(deadline, pool->deadline());
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    poll(events.data(), events.size(), static_cast<int>(std::clamp<decltype(left)>(left, 0, 60'000)));
    if (events.front().revents != 0) return false;
    for (Pool* pool : pools) pool->advance();
  }
}

}  // namespace gradproof::checks
