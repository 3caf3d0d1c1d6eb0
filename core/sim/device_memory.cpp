#include <cstring>
#include <gradproof/core/sim/device_memory.hpp>

namespace gradproof::sim {

void* DeviceMemory::reserve(std::size_t bytes) {
  const std::size_t whole = with_guards(bytes);
  if (in_use_ + bytes > capacity_) return nullptr;
  if (end_ + whole > window_.bytes()) bury();
  if (end_ + whole > window_.bytes()) return nullptr;
  char* const begin = window_.face() + end_ + Window::kPage;
  end_ += whole;
  in_use_ += bytes;
  blocks_[begin] = {bytes, ++made_, true};
  std::memset(window_.behind(begin), kPoison, bytes);
  return begin;
}

void DeviceMemory::give_back(void* p) {
  Block& block = blocks_.at(static_cast<const char*>(p));
  block.live = false;
  in_use_ -= block.bytes;
  window_.forget(p, block.bytes);
}

/// Forgets the dead blocks behind the last live one, whose addresses become free.
void DeviceMemory::bury() {
  while (!blocks_.empty() && !blocks_.rbegin()->second.live) {
    const auto last = std::prev(blocks_.end());
    end_ = std::size_t(last->first - window_.face()) - Window::kPage;
    blocks_.erase(last);
  }
}

const Block* DeviceMemory::find(const void* p, const char** begin) const {
  auto next = blocks_.upper_bound(static_cast<const char*>(p));
  if (next == blocks_.begin()) return nullptr;
  const auto& [first, block] = *std::prev(next);
  if (static_cast<const char*>(p) > first + block.bytes) return nullptr;
  if (begin) *begin = first;
  return &block;
}

}  // namespace gradproof::sim
