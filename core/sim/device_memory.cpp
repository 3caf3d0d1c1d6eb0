#include <cstring>
#include <gradproof/core/sim/device_memory.hpp>

namespace gradproof::sim {

void* DeviceMemory::reserve(std::size_t bytes) {
  const std::size_t whole = (pages(bytes) + 2) * Window::kPage;
  if (in_use_ + bytes > capacity_) return nullptr;
  if (end_ + whole > window_.bytes()) bury();
  if (end_ + whole > window_.bytes()) return nullptr;
  char* const begin = window_.face() + end_ + Window::kPage;
  end_ += whole;
  in_use_ += bytes;
  owner_.resize(end_ / Window::kPage, std::uint32_t(blocks_.size()));
  blocks_.push_back({begin, bytes, ++made_, true});
  std::memset(window_.behind(begin), kPoison, bytes);
  return begin;
}

void DeviceMemory::give_back(void* p) {
  Block& block = blocks_[std::size_t(find(p) - blocks_.data())];
  block.live = false;
  in_use_ -= block.bytes;
  window_.forget(p, block.bytes);
}

/// Forgets the dead blocks behind the last live one, whose addresses become free.
void DeviceMemory::bury() {
  while (!blocks_.empty() && !blocks_.back().live) {
    end_ = std::size_t(blocks_.back().begin - window_.face()) - Window::kPage;
    blocks_.pop_back();
  }
  owner_.resize(end_ / Window::kPage);
}

const Block* DeviceMemory::find(const void* p) const {
  const auto* const byte = static_cast<const char*>(p);
  const std::size_t page = std::size_t(byte - window_.face()) / Window::kPage;
  if (page >= owner_.size()) return nullptr;
  const Block& block = blocks_[owner_[page]];
  return byte >= block.begin && byte <= block.begin + block.bytes ? &block : nullptr;
}

}  // namespace gradproof::sim
