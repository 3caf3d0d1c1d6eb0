#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <gradproof/core/device/caching_allocator.hpp>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/layout/error.hpp>
#include <mutex>
#include <utility>

namespace gradproof {
namespace {

constexpr std::size_t kHuge = std::size_t(2) << 20, kHugeFrom = std::size_t(4) << 20;
constexpr int kSteps = 8, kStepBits = 3;

/// The block sizes: a power of two times 8/8, 9/8, ... 15/8.
struct SizeClass {
  std::size_t bytes;
  std::size_t index;
};
SizeClass size_class(std::size_t bytes) {
  const int shift = int(std::bit_width(bytes - 1)) - 1 - kStepBits;
  const std::size_t steps = ((bytes - 1) >> shift) + 1;
  return {steps << shift, std::size_t(shift) * kSteps + steps - kSteps};
}

void* map_huge(std::size_t bytes) {
  char* all =
      static_cast<char*>(mmap(nullptr, bytes + kHuge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  if (all == MAP_FAILED) return nullptr;
  const std::size_t before = (kHuge - reinterpret_cast<std::uintptr_t>(all) % kHuge) % kHuge;
  if (before) munmap(all, before);
  if (before < kHuge) munmap(all + before + bytes, kHuge - before);
  madvise(all + before, bytes, MADV_HUGEPAGE);  // refused: ordinary pages do as well
  return all + before;
}

#if defined(GRADPROOF_SYSTEM_ALLOCATION)
constexpr bool kKeeps = false;
#else
constexpr bool kKeeps = true;
#endif

bool is_mapped(std::size_t block) { return kKeeps && block >= kHugeFrom; }

void* from_system(std::size_t block) {
  return is_mapped(block) ? map_huge(block) : std::aligned_alloc(64, (block + 63) & ~std::size_t(63));
}
void to_system(void* p, std::size_t block) noexcept {
  if (is_mapped(block))
    munmap(p, block);
  else
    std::free(p);
}

/// A cached block holds the pointer to the next of its size.
struct Free {
  Free* next;
};

class Cache {
 public:
  void* take(std::size_t bytes) {
    const SizeClass c = size_class(bytes);
    std::lock_guard hold(lock_);
    ++stats_.requests;
    stats_.requested += bytes;
    if (limit_ && stats_.in_use + bytes > limit_) return nullptr;
    void* block = pop(c);
    if (!block) {
      ++stats_.system_requests;
      block = from_system(c.bytes);
      if (!block && empty() > 0) block = from_system(c.bytes);
    }
    if (!block) return nullptr;
    stats_.in_use += bytes;
    stats_.peak = std::max(stats_.peak, stats_.in_use);
    blocks_ += c.bytes;
    most_ = std::max(most_, blocks_);
    return block;
  }

  void give(void* block, std::size_t bytes) noexcept {
    const SizeClass c = size_class(bytes);
    std::lock_guard hold(lock_);
    stats_.in_use -= bytes;
    blocks_ -= c.bytes;
    if (!kKeeps || !make_room(c)) return to_system(block, c.bytes);
    Free* kept = static_cast<Free*>(block);
    kept->next = free_[c.index];
    free_[c.index] = kept;
    stats_.cached += c.bytes;
  }

  std::size_t flush() {
    std::lock_guard hold(lock_);
    return empty();
  }
  void note_pooled(std::size_t bytes) {
    std::lock_guard hold(lock_);
    stats_.pooled += bytes;
  }
  MemoryStats stats() {
    std::lock_guard hold(lock_);
    return stats_;
  }
  std::size_t limit(std::size_t bytes) {
    std::lock_guard hold(lock_);
    return std::exchange(limit_, bytes);
  }
  void reset_peak() {
    std::lock_guard hold(lock_);
    stats_.peak = stats_.in_use;
  }

 private:
  void* pop(const SizeClass& c) {
    Free* found = free_[c.index];
    if (!found) return nullptr;
    free_[c.index] = found->next;
    stats_.cached -= c.bytes;
    return found;
  }
  /// Gives blocks of other sizes, which may be those of work long done, back until one of this size may be kept too;
  /// false where that does not help.
  bool make_room(const SizeClass& c) noexcept {
    const std::size_t limit = std::max(most_, 2 * c.bytes);
    for (std::size_t index = std::size(free_); index-- > 0 && stats_.cached + c.bytes > limit;)
      while (index != c.index && free_[index] && stats_.cached + c.bytes > limit) {
        const SizeClass other = {(index % kSteps + kSteps) << (index / kSteps), index};
        to_system(pop(other), other.bytes);
      }
    return stats_.cached + c.bytes <= limit;
  }
  std::size_t empty() {
    const std::size_t bytes = stats_.cached;
    for (std::size_t index = 0; index < std::size(free_); ++index)
      while (Free* found = free_[index]) {
        free_[index] = found->next;
        to_system(found, (index % kSteps + kSteps) << (index / kSteps));
      }
    stats_.cached = 0;
    return bytes;
  }

  std::mutex lock_;
  Free* free_[64 * kSteps] = {};
  MemoryStats stats_;
  std::size_t blocks_ = 0, most_ = 0;  // in whole blocks: what is in use, and was at most
  std::size_t limit_ = 0;
};

// Never destroyed: tensors with static lifetime are released after it would have been.
Cache& cache() {
  static Cache* const all = new Cache;
  return *all;
}

}  // namespace

MemoryStats cpu_memory_stats() { return cache().stats(); }
void reset_peak_memory() { cache().reset_peak(); }
std::size_t set_memory_limit(std::size_t bytes) { return cache().limit(bytes); }
std::size_t release_cached() { return cache().flush(); }

void* caching_allocator::allocate(std::size_t bytes) {
  constexpr std::size_t largest = std::size_t(1) << 62;
  void* block = bytes <= largest ? cache().take(bytes) : nullptr;
  if (!block)
    raise(ErrorKind::memory, "out of memory: the CPU allocator can't allocate memory: you tried to allocate " +
                                 std::to_string(bytes) + " bytes while " + std::to_string(cache().stats().in_use) +
                                 " bytes are in use; free tensors or use smaller ones");
  return block;
}
void caching_allocator::release(void* block, std::size_t bytes) noexcept { cache().give(block, bytes); }
void caching_allocator::note_pooled(std::size_t bytes) noexcept { cache().note_pooled(bytes); }

}  // namespace gradproof
