#include <sys/mman.h>
#include <unistd.h>

#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/sim/window.hpp>
#include <utility>

namespace gradproof::sim {
namespace {

int protection(Window::Rights rights) {
  if (rights == Window::Rights::none) return PROT_NONE;
  return rights == Window::Rights::read ? PROT_READ : PROT_READ | PROT_WRITE;
}

[[noreturn]] void refuse(std::size_t bytes) {
  raise(ErrorKind::memory, "the simulated device could not reserve " + std::to_string(bytes) +
                               " bytes of addresses; raise the limit on virtual memory (ulimit -v)");
}

int memory_file(std::size_t bytes) {
  const int file = memfd_create("gradproof-sim", MFD_CLOEXEC);
  if (file < 0) refuse(bytes);
  if (ftruncate(file, off_t(bytes)) == 0) return file;
  close(file);
  refuse(bytes);
}

}  // namespace

Window::Window(std::size_t bytes, Rights rights) : bytes_(bytes), rights_(rights) {
  const int file = memory_file(bytes);
  map(file, 0);
  close(file);
}

void Window::map(int file, int fixed) {
  void* const face = mmap(face_, bytes_, protection(rights_), MAP_SHARED | MAP_NORESERVE | fixed, file, 0);
  void* const back = mmap(back_, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE | fixed, file, 0);
  if (face == MAP_FAILED || back == MAP_FAILED) {
    close(file);
    refuse(bytes_);
  }
  face_ = static_cast<char*>(face);
  back_ = static_cast<char*>(back);
}

void Window::allow(void* first_page, std::size_t bytes, Rights rights) const {
  mprotect(first_page, bytes, protection(rights));
}

void Window::forget(void* first_page, std::size_t bytes) const { madvise(behind(first_page), bytes, MADV_REMOVE); }

void Window::before_fork(std::size_t used) {
  copy_ = memory_file(bytes_);
  for (std::size_t at = 0; at < used;) {
    const ssize_t written = pwrite(copy_, back_ + at, used - at, off_t(at));
    if (written <= 0) refuse(used);
    at += std::size_t(written);
  }
}

void Window::after_fork_in_parent() { close(std::exchange(copy_, -1)); }

void Window::after_fork_in_child() {
  map(copy_, MAP_FIXED);
  close(std::exchange(copy_, -1));
}

}  // namespace gradproof::sim
