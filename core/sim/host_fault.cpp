#include <signal.h>
#include <ucontext.h>
#include <unistd.h>

#include <csetjmp>
#include <cstring>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/sim/host_fault.hpp>
#include <gradproof/core/sim/sim.hpp>

namespace gradproof::sim {
namespace {

FaultObserver observe;
FaultNamer name_of;
struct sigaction before;
thread_local sigjmp_buf* way_out = nullptr;
thread_local char said[400];

bool was_write([[maybe_unused]] const void* context) {
#if defined(__x86_64__)
  constexpr greg_t write_bit = 2;
  return static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_ERR] & write_bit;
#else
  return true;
#endif
}

void on_fault(int, siginfo_t* info, void* context) {
  const bool is_write = was_write(context);
  if (observe(info->si_addr, is_write)) return;
  if (!name_of(info->si_addr, is_write, said, sizeof said)) {
    sigaction(SIGSEGV, &before, nullptr);  // the access is tried again, and is the next handler's
    return;
  }
  if (way_out) siglongjmp(*way_out, 1);
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, said, std::strlen(said));
  written = write(STDERR_FILENO, "\n", 1);
  sigaction(SIGSEGV, &before, nullptr);
}

}  // namespace

void watch_host_faults(FaultObserver observer, FaultNamer namer) {
  observe = observer;
  name_of = namer;
  keep_watching_host_faults();
}

void keep_watching_host_faults() {
  if (!observe) return;
  struct sigaction action = {};
  sigaction(SIGSEGV, nullptr, &action);
  if (action.sa_sigaction == on_fault) return;
  before = action;
  action = {};
  action.sa_sigaction = on_fault;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  sigaction(SIGSEGV, &action, nullptr);
}

void guard_host(FunctionRef<void()> access) {
  struct Outer {
    sigjmp_buf* const before = way_out;
    ~Outer() { way_out = before; }
  } const outer;
  keep_watching_host_faults();
  sigjmp_buf here;
  if (sigsetjmp(here, 1)) raise(ErrorKind::device_access, said);
  way_out = &here;
  access();
}

}  // namespace gradproof::sim
