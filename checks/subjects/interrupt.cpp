#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <gradproof/checks/subjects/file_descriptor.hpp>
#include <gradproof/checks/subjects/interrupt.hpp>

namespace gradproof::checks {
namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
volatile std::sig_atomic_t received = 0;
Pipe wake;  // a signal handler reaches nothing but globals

void on_signal(int signal) {
  const int error = errno;
  if (received == 0) {
    received = signal;
    const char byte = 0;
    [[maybe_unused]] const auto written = write(wake.write_end.number(), &byte, 1);
  }
  errno = error;
}

}  // namespace

Interrupt::Interrupt() {
  wake = make_pipe();
  received = 0;
  for (int signal : kSignals) {
    struct sigaction action {};
    sigaction(signal, nullptr, &action);
    if (signal == SIGHUP && action.sa_handler == SIG_IGN) continue;  // started by nohup
    action = {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;  // poll() returns all the same
    sigaction(signal, &action, nullptr);
  }
}

Interrupt::~Interrupt() {
  // Once stopping, a second Ctrl-C (or `timeout`, which sends two) must not cut off the end in order.
  for (int signal : kSignals) std::signal(signal, received == 0 ? SIG_DFL : SIG_IGN);
}

int Interrupt::descriptor() const { return wake.read_end.number(); }
int Interrupt::signal() const { return received; }

}  // namespace gradproof::checks
