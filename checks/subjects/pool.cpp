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
    if (worker->state() != Worker::State::idle || worker->closed()) continue;
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
  const auto fault = worker.fault();
  if (fault) give_up(worker, *fault);
  return !fault;
}

/// False: nothing that the worker says next can be trusted.
bool Pool::hear(Worker& worker, const std::string& line) {
  try {
    switch (worker.state()) {
      case Worker::State::starting: {
        const Hello hello = hello_from_line(line);
        version_ = hello.version;
        worker.read_programs(hello.reads_program);
        failures_ = 0;
        break;
      }
      case Worker::State::busy:
        worker.task().answered(line);
        worker.note_answer();
        break;
      case Worker::State::idle:
        throw ProtocolError(fmt::format("the worker wrote {} unasked", excerpt(line)));
    }
    worker.become_idle();
    return true;
  } catch (const ProtocolError& fault) {
    give_up(worker, {Failure::crashed, fault.what()});
    return false;
  }
}

void Pool::give_up(Worker& worker, const WorkerFault& fault) {
  switch (worker.state()) {
    case Worker::State::busy:
      return worker.task().failed(fault.failure, fault.reason);
    case Worker::State::idle:
      // One that has answered is just replaced. One that has not would be for ever: it costs the next task.
      if (!worker.has_answered()) fail_next(fault);
      return;
    case Worker::State::starting:
      return start_failed(worker, fault);
  }
}

void Pool::fail_next(const WorkerFault& fault) {
  if (waiting_.empty()) return;
  const Task task = std::move(waiting_.front());
  waiting_.pop_front();
  task.failed(fault.failure, fault.reason);
}

void Pool::start_failed(const Worker& worker, const WorkerFault& fault) {
  // One that was silent for all of that time would be again.
  if (++failures_ < options_.attempts && fault.failure != Failure::timeout) return;
  lose(explained(fault.reason, worker.complaints()));
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
    poll(events.data(), events.size(), milliseconds_until(deadline));
    if (events.front().revents != 0) return false;
    for (Pool* pool : pools) pool->advance();
  }
}

}  // namespace gradproof::checks
