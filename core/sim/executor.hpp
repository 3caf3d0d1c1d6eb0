#pragma once
// Who runs what was issued, and when. A stream is a queue of work in order; a piece of work has a position in it, and
// an event is nothing but a position. What has to wait for a position carries it, so an event that is recorded again
// changes nothing for those who waited before. Positions that somebody waits for were always issued earlier: there is
// no deadlock.
//   seeded   random pieces run when something is issued and while somebody waits; the same seed, the same order
//   latest   nothing runs until somebody waits for it, or for something behind it, or asks whether it has run
//   threads  a thread per stream
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <gradproof/core/sim/plan.hpp>
#include <gradproof/core/sim/work.hpp>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace gradproof::sim {

/// The n-th piece of work of a stream, from 1; 0 is its beginning.
struct Position {
  std::uint32_t stream = 0;
  std::uint64_t number = 0;
};

class Executor {
 public:
  explicit Executor(const Plan& plan) : schedule_(plan.schedule), random_(plan.seed) {}
  ~Executor();
  Executor(const Executor&) = delete;

  std::uint32_t add_stream();
  /// What a piece of work throws goes nowhere: `work` keeps its own failures.
  Position issue(std::uint32_t stream, std::unique_ptr<Work> work);
  /// What is issued to the stream from now on runs after that position.
  void wait(std::uint32_t stream, Position for_what);
  /// Where it has not, some work may be done before the next question: who asks until the answer is yes, gets it.
  bool is_done(Position p);
  /// Where the stream ends so far.
  Position end(std::uint32_t stream) const;
  /// Returns when that position has run.
  void finish(Position p);

  // Around a fork: nothing is half done while it happens, and the child starts threads of its own.
  void before_fork();
  void after_fork_in_parent() { lock_.unlock(); }
  void after_fork_in_child();

 private:
  struct Item {
    std::unique_ptr<Work> work;  // none: a wait
    Position awaited;
  };
  struct Queue {
    std::deque<Item> items;
    std::uint64_t issued = 0, done = 0;
    bool is_busy = false;
    std::unique_ptr<std::thread> worker;  // from the first work on
  };
  using Lock = std::unique_lock<std::mutex>;

  Position push(std::uint32_t stream, Item item);
  bool has_run(Position p) const { return queues_[p.stream]->done >= p.number; }
  bool is_ready(const Queue& queue) const;
  void run_front(Queue& queue, Lock& lock);
  void run_some(Lock& lock);  // at issue
  bool run_random(Lock& lock);
  void run_up_to(Position p, std::size_t steps, Lock& lock);
  void work_on(Queue& queue);

  const Schedule schedule_;
  mutable std::mutex lock_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Queue>> queues_;
  std::vector<std::unique_ptr<Work>> spent_;  // by other threads: who issues the next one gets its memory back
  std::minstd_rand random_;
  bool ending_ = false;
};

}  // namespace gradproof::sim
