#pragma once

namespace gradproof::checks {

/// Takes over SIGINT, SIGTERM and SIGHUP of this process while it lives: they make a descriptor readable, and the run
/// that waits for it ends in order. One at a time.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  int descriptor() const;  ///< readable once a signal came
  int signal() const;      ///< the first that came; 0: none
};

}  // namespace gradproof::checks
