#include <exception>
#include <gradproof/core/autograd/nested_pass.hpp>
#include <gradproof/core/graph/saved_tensor.hpp>
#include <gradproof/core/tensor/thread_mode.hpp>
#include <thread>

namespace gradproof {

void on_own_stack(const std::function<void()>& f) {
  const std::uint8_t mode = ThreadMode::value;
  const bool checked = set_version_check(true);
  set_version_check(checked);
  std::exception_ptr failure;
  std::thread([&] {
    ThreadMode::value = mode;
    set_version_check(checked);
    try {
      f();
    } catch (...) {
      failure = std::current_exception();
    }
  }).join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace gradproof
