#pragma once
#include <sys/types.h>

#include <functional>
#include <gradproof/checks/subjects/file_descriptor.hpp>
#include <string>
#include <vector>

namespace gradproof::checks {

/// What a process is made of: a command line, or, where `body` is set, a fork of this process that runs it.
struct Launch {
  std::vector<std::string> command = {};  ///< a program with its arguments, looked up on PATH
  std::function<int()> body = {};         ///< its result is the exit status
};

/// A child process that talks through its standard streams. It leads a process group of its own, which dies with
/// this object, and it dies with the process that started it, however that one ends.
class Process {
 public:
  /// Throws std::system_error when the system gives no process. A command that cannot be run ends with status 127
  /// after saying so on its standard error.
  explicit Process(const Launch& launch);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  int input() const { return input_.number(); }    ///< its standard input, not blocking
  int output() const { return output_.number(); }  ///< its standard output, not blocking
  int errors() const { return errors_.number(); }  ///< its standard error, not blocking

  /// Whether the leader has ended by itself.
  bool has_ended() const;
  /// How the leader ended, as describe_end says it; kills it and its group if it does not end by itself in that many
  /// milliseconds.
  const std::string& end(int patience);

 private:
  void finish(bool ended);

  pid_t leader_ = -1;
  FileDescriptor input_, output_, errors_;
  std::string ending_;
};

/// "SIGSEGV" for 11; "signal 77" for one without a usual name.
std::string signal_name(int signal);

/// A wait status in words: "died of SIGSEGV", "ended with status 3".
std::string describe_end(int wait_status);

/// Makes the calling process die when its parent does; exits at once if that has happened.
void die_with_parent(pid_t parent);

}  // namespace gradproof::checks
