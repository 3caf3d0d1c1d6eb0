#pragma once
#include <poll.h>

#include <chrono>
#include <deque>
#include <functional>
#include <gradproof/checks/subjects/process.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace gradproof::checks {

using Clock = std::chrono::steady_clock;

/// Why a task has no answer. `lost`: no worker of its subject starts, so it never ran.
enum class Failure { crashed, timeout, lost };

/// Why a worker is of no more use.
struct WorkerFault {
  Failure failure;
  std::string reason;
};

/// One line for a worker, and what becomes of it: `answered`, or `failed`, or, where `answered` throws because the line
/// is no answer, both.
struct Task {
  std::string line;
  std::function<std::string()> program = {};  ///< its syntax tree in JSON, for a worker whose hello asks for it
  double time_limit = 10;                     ///< seconds the program has; the worker gets a little more
  std::function<void(const std::string& line)> answered = {};
  std::function<void(Failure failure, const std::string& reason)> failed = {};
};

struct PoolOptions {
  int workers = 1;     ///< at most
  double start = 120;  ///< seconds until a worker must have said hello: a framework may load slowly
  double grace = 5;    ///< seconds beyond its time limit that a worker has to answer for a hanging program
  int attempts = 3;    ///< workers in a row that fail to start before the pool is lost
  bool echo = false;   ///< copy the workers' standard error to ours
};

class Worker;

/// The worker processes of one subject and the tasks that wait for them. A worker that dies, hangs or says what the
/// protocol does not have costs its task and nothing else: the next task gets a new worker.
class Pool {
 public:
  Pool(Launch launch, PoolOptions options);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  void submit(Task task);
  bool idle() const;                                       ///< nothing waits and nothing runs
  const std::string& version() const { return version_; }  ///< what the last hello said; empty before

  /// Starts workers for waiting tasks and hands out tasks.
  void assign();
  /// What the pool waits for, and until when.
  void add_events(std::vector<pollfd>& events) const;
  Clock::time_point deadline() const;
  /// Reads and writes what is ready, judges what came, and notices who is late.
  void advance();

 private:
  bool step(Worker& worker);
  bool hear(Worker& worker, const std::string& line);
  void give_up(Worker& worker, const WorkerFault& fault);
  void fail_next(const WorkerFault& fault);
  void start_failed(const Worker& worker, const WorkerFault& fault);
  void lose(const std::string& reason);
  void start_worker();

  Launch launch_;
  PoolOptions options_;
  std::deque<Task> waiting_;
  std::vector<std::unique_ptr<Worker>> workers_;
  int failures_ = 0;
  std::string version_, lost_;
};

/// Runs the pools until all are idle. False: `stop_descriptor` became readable first; tasks are left as they are.
bool run_until_idle(const std::vector<Pool*>& pools, int stop_descriptor);

}  // namespace gradproof::checks
