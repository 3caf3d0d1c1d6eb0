#pragma once
#include <gradproof/checks/subjects/pool.hpp>
#include <optional>
#include <string>

namespace gradproof::checks {

/// One worker of a pool, seen from outside: its process, the bytes on their way, and the task it has.
class Worker {
 public:
  enum class State { starting, idle, busy };

  Worker(const Launch& launch, Clock::time_point deadline);

  State state() const { return state_; }
  bool closed() const { return closed_; }  ///< it can say nothing more
  /// Until when to wait for it at most: for hello or answer; far away when idle.
  Clock::time_point deadline() const;

  /// Nothing as long as the worker may still do what it should.
  std::optional<WorkerFault> fault();

  bool has_answered() const { return has_answered_; }  ///< a request, ever

  /// The last of what it wrote to standard error.
  const std::string& complaints() const { return complaints_; }

  void become_idle();
  void note_answer() { has_answered_ = true; }
  /// What its hello said: whether a task's line shall carry the program.
  void read_programs(bool reads) { reads_programs_ = reads; }
  void give(Task task, Clock::time_point deadline);
  const Task& task() const { return task_; }  ///< while busy

  /// Moves what can be moved without waiting; copies its standard error to ours if `echo`.
  void transfer(bool echo);
  /// The next whole line it wrote.
  std::optional<std::string> take_line();
  void add_events(std::vector<pollfd>& events) const;

 private:
  void send();
  void receive();
  void listen_to_complaints(bool echo);

  Process process_;
  State state_ = State::starting;
  Clock::time_point deadline_;
  Clock::time_point ends_until_ = Clock::time_point::max();  ///< once closed: it is given this long to end by itself
  Task task_;
  std::string outgoing_, incoming_, complaints_;
  std::size_t searched_ = 0;  ///< bytes of incoming_ known to hold no newline
  bool closed_ = false, silent_ = false, has_answered_ = false, reads_programs_ = false;
};

/// Milliseconds for poll(): rounded up, so that time is up when they have passed.
int milliseconds_until(Clock::time_point deadline);

/// A reason, and beside it what the worker said of it on its standard error.
std::string explained(const std::string& reason, std::string_view complaints);

}  // namespace gradproof::checks
