#include <cstdlib>
#include <gradproof/core/device/caching_allocator.hpp>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/layout/error.hpp>
#include <mutex>
#include <utility>

namespace gradproof {
namespace {

constexpr std::size_t kChunk = std::size_t(64) * 1024;

void* from_system(std::size_t bytes) {
  const std::size_t rounded = (bytes + 63) & ~std::size_t(63);
  void* p = std::aligned_alloc(64, rounded);
  if (!p && release_cached() > 0) p = std::aligned_alloc(64, rounded);
  if (!p)
    raise(ErrorKind::memory, "out of memory: the CPU allocator can't allocate memory: you tried to allocate " +
                                 std::to_string(bytes) + " bytes; free tensors or use smaller ones");
  return p;
}

}  // namespace

struct Pool::Returner {
  static inline std::mutex lock;
  static inline Block* shared[kClasses] = {};
  ~Returner() {
    std::lock_guard hold(lock);
    for (int c = 0; c < kClasses; ++c)
      while (Block* b = lists_[c]) {
        lists_[c] = b->next;
        b->next = shared[c];
        shared[c] = b;
      }
  }
};

Pool::Block* Pool::take_shared(int c) {
  std::lock_guard hold(Returner::lock);
  return std::exchange(Returner::shared[c], nullptr);
}

void* Pool::allocate_slowly(std::size_t bytes) {
  if (bytes > kLargest) return caching_allocator::allocate(bytes);
#if defined(GRADPROOF_SYSTEM_ALLOCATION)
  return from_system(bytes);
#else
  const int c = size_class(bytes);
  thread_local Returner returner;
  (void)returner;
  if (Block* left_behind = take_shared(c)) {
    lists_[c] = left_behind->next;
    return left_behind;
  }
  const std::size_t step = std::size_t(32) << c;
  char* chunk = static_cast<char*>(from_system(kChunk));
  caching_allocator::note_pooled(kChunk);
  for (std::size_t at = kChunk - step; at > 0; at -= step) {
    Block* b = reinterpret_cast<Block*>(chunk + at);
    b->next = lists_[c];
    lists_[c] = b;
  }
  return chunk;
#endif
}

void Pool::release_slowly(void* p, std::size_t bytes) noexcept {
  if (bytes > kLargest)
    caching_allocator::release(p, bytes);
  else
    std::free(p);
}

}  // namespace gradproof
