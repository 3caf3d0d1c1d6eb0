#include <cstring>
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {
namespace {

[[noreturn]] void lacks(const Backend& backend, const char* what) {
  raise(ErrorKind::device_unavailable, "device '" + std::string(backend.name()) + "' has no " + what);
}

}  // namespace

void Backend::transfer(Direction, void* to, const void* from, std::size_t bytes, bool) {
  if (!host_accessible()) lacks(*this, "way to copy memory");
  std::memcpy(to, from, bytes);
}
void* Backend::allocate_pinned(std::size_t) { lacks(*this, "page-locked memory of its own: pin for an accelerator"); }
void Backend::release_pinned(void*) noexcept {}

}  // namespace gradproof
