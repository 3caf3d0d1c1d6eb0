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
  Clock::time_point deadline() const { return deadline_; }  ///< of the hello or the answer; far away when idle
  bool closed() const { return closed_; }                   ///< it closed its standard output
  bool flooded() const;                                     ///< a line longer than anybody accepts
  Process& process() { return process_; }

  /// The last of what it wrote to standard error.
  const std::string& complaints() const { return complaints_; }

  void become_idle();
  void give(Task task, Clock::time_point deadline);
  Task take_task();

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
  Task task_;
  std::string outgoing_, incoming_, complaints_;
  std::size_t searched_ = 0;  ///< bytes of incoming_ known to hold no newline
  bool closed_ = false, silent_ = false;
};

}  // namespace gradproof::checks
