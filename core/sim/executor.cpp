#include <algorithm>
#include <gradproof/core/sim/executor.hpp>
#include <new>

namespace gradproof::sim {

Executor::~Executor() {
  {
    Lock lock(lock_);
    ending_ = true;
    changed_.notify_all();
  }
  for (auto& queue : queues_)
    if (queue->worker) queue->worker->join();
}

void Executor::before_fork() {
  Lock lock(lock_);
  changed_.wait(lock, [&] {
    return std::none_of(queues_.begin(), queues_.end(), [](const auto& queue) { return queue->is_busy; });
  });
  lock.release();
}

void Executor::after_fork_in_child() {
  for (auto& queue : queues_) queue->worker.release();  // of a thread that this process does not have
  new (&changed_) std::condition_variable;              // the parent's has waiters that are not here
  lock_.unlock();
}

std::uint32_t Executor::add_stream() {
  Lock lock(lock_);
  queues_.push_back(std::make_unique<Queue>());
  return std::uint32_t(queues_.size() - 1);
}

Position Executor::issue(std::uint32_t stream, std::unique_ptr<Work> work) {
  return push(stream, {std::move(work), {}});
}

void Executor::wait(std::uint32_t stream, Position for_what) {
  {
    Lock lock(lock_);
    if (for_what.stream == stream || has_run(for_what)) return;
  }
  push(stream, {nullptr, for_what});
}

Position Executor::push(std::uint32_t stream, Item item) {
  Lock lock(lock_);
  spent_.clear();
  Queue& queue = *queues_[stream];
  queue.items.push_back(std::move(item));
  const Position position = {stream, ++queue.issued};
  if (schedule_ == Schedule::seeded) run_some(lock);
  if (schedule_ == Schedule::threads) {
    if (!queue.worker) queue.worker = std::make_unique<std::thread>([this, &queue] { work_on(queue); });
    changed_.notify_all();
  }
  return position;
}

bool Executor::is_done(Position p) {
  Lock lock(lock_);
  const bool answer = has_run(p);
  if (!answer && schedule_ != Schedule::threads) run_up_to(p, 1, lock);
  return answer;
}

Position Executor::end(std::uint32_t stream) const {
  Lock lock(lock_);
  return {stream, queues_[stream]->issued};
}

void Executor::finish(Position p) {
  Lock lock(lock_);
  switch (schedule_) {
    case Schedule::seeded:
      while (!has_run(p)) run_random(lock);
      break;
    case Schedule::latest:
      run_up_to(p, std::size_t(-1), lock);
      break;
    case Schedule::threads:
      changed_.wait(lock, [&] { return has_run(p); });
  }
}

bool Executor::is_ready(const Queue& queue) const {
  return !queue.items.empty() && (queue.items.front().work || has_run(queue.items.front().awaited));
}

void Executor::run_front(Queue& queue, Lock& lock) {
  Item item = std::move(queue.items.front());
  queue.items.pop_front();
  // A stream's own thread is alone with it; others hold the lock, so that nobody takes the next piece meanwhile.
  queue.is_busy = true;
  if (schedule_ == Schedule::threads) lock.unlock();
  if (item.work) item.work->run();
  if (schedule_ == Schedule::threads) {
    lock.lock();
    spent_.push_back(std::move(item.work));
  }
  queue.is_busy = false;
  ++queue.done;
}

/// Often nothing, sometimes one piece, seldom all there is.
void Executor::run_some(Lock& lock) {
  const auto drawn = random_() % 16;
  if (drawn < 8) return;
  if (drawn < 15) return void(run_random(lock));
  while (run_random(lock)) {
  }
}

/// A piece of any stream that has one ready: how many other streams there are makes no difference.
bool Executor::run_random(Lock& lock) {
  std::size_t ready = 0;
  for (const auto& queue : queues_) ready += is_ready(*queue);
  if (ready == 0) return false;
  std::size_t chosen = random_() % ready;
  for (const auto& queue : queues_) {
    if (!is_ready(*queue)) continue;
    if (chosen-- == 0) return run_front(*queue, lock), true;
  }
  return false;
}

/// Does no more of it than so many steps.
void Executor::run_up_to(Position p, std::size_t steps, Lock& lock) {
  std::vector<Position> wanted = {p};
  while (!wanted.empty() && steps > 0) {
    Queue& queue = *queues_[wanted.back().stream];
    if (has_run(wanted.back())) {
      wanted.pop_back();
    } else if (is_ready(queue)) {
      run_front(queue, lock);
      --steps;
    } else {
      wanted.push_back(queue.items.front().awaited);
    }
  }
}

void Executor::work_on(Queue& queue) {
  Lock lock(lock_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || is_ready(queue); });
    if (ending_) return;
    run_front(queue, lock);
    changed_.notify_all();
  }
}

}  // namespace gradproof::sim
