#include <atomic>
#include <gradproof/core/sim/faults.hpp>

namespace gradproof::sim {
namespace {

struct Plan {
  std::atomic<std::uint64_t> calls = 0, failing = 0;
};
Plan plans[kFallibles];

Plan& plan(Fallible kind) { return plans[int(kind)]; }

}  // namespace

const char* name(Fallible kind) {
  constexpr const char* names[kFallibles] = {"reserve", "out_of_memory", "launch", "copy", "kernel", "event", "wait"};
  return names[int(kind)];
}

void fail(Fallible kind, std::uint64_t n) {
  plan(kind).calls = 0;
  plan(kind).failing = n;
}
std::uint64_t calls(Fallible kind) { return plan(kind).calls; }
bool fails(Fallible kind) noexcept { return plan(kind).failing != 0 && ++plan(kind).calls == plan(kind).failing; }

}  // namespace gradproof::sim
