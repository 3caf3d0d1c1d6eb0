#include <atomic>
#include <gradproof/core/device/threads.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {
namespace {

std::atomic<int> allowed = 1;

}  // namespace

int get_num_threads() noexcept { return allowed; }

void set_num_threads(int n) {
  if (n <= 0) raise(ErrorKind::value, "Expected positive number of threads, found " + std::to_string(n));
  allowed = n;
}

}  // namespace gradproof
