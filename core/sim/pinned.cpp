#include <algorithm>
#include <gradproof/core/sim/host_fault.hpp>
#include <gradproof/core/sim/pinned.hpp>

namespace gradproof::sim {
namespace {

char* page_of(const void* p) {
  return reinterpret_cast<char*>(reinterpret_cast<std::uintptr_t>(p) / Window::kPage * Window::kPage);
}

}  // namespace

void* Pinned::allocate(std::size_t bytes, Executor& executor) {
  released_.remove_if([&](const Released& r) {
    const bool unused = std::all_of(r.uses.begin(), r.uses.end(), [&](Position p) { return executor.is_done(p); });
    if (unused) memory_.give_back(r.data);
    return unused;
  });
  void* const data = memory_.reserve(bytes);
  if (data) window().allow(data, bytes, Window::Rights::all);
  return data;
}

void Pinned::release(void* data) {
  const auto found = uses_.find(static_cast<const char*>(data));
  if (found == uses_.end()) return memory_.give_back(data);
  released_.push_back({data, std::move(found->second)});
  uses_.erase(found);
}

void Pinned::use(const void* p, Position position) {
  if (const Block* const block = memory_.find(p)) uses_[block->begin].push_back(position);
}

void Pinned::close(const void* p, std::size_t bytes, bool is_read_by_copies) {
  keep_watching_host_faults();
  char* const first = page_of(p);
  window().allow(first, std::size_t(static_cast<const char*>(p) + bytes - first),
                 is_read_by_copies ? Window::Rights::read : Window::Rights::none);
}

void Pinned::open_page(const void* p) { window().allow(page_of(p), Window::kPage, Window::Rights::all); }

std::pair<const char*, const char*> Pinned::range_of(const void* p) const {
  const char* const byte = static_cast<const char*>(p);
  const Block* const block = memory_.find(p);
  return block ? std::pair(block->begin, block->begin + block->bytes) : std::pair(byte, byte);
}

void Pinned::forget_uses() {
  uses_.clear();
  for (Released& r : released_) r.uses.clear();
}

}  // namespace gradproof::sim
