#pragma once
// Thread-local free lists by power-of-two size class: headers, nodes and small storages come and go in about 3 ns.
// Blocks freed by another thread join that thread's lists; what a thread leaves behind goes to the next one that asks.
#include <bit>
#include <cstddef>

// Under AddressSanitizer every block comes from the system, so that misuse of one is seen.
#if defined(__SANITIZE_ADDRESS__)
#define GRADPROOF_SYSTEM_ALLOCATION
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GRADPROOF_SYSTEM_ALLOCATION
#endif
#endif

namespace gradproof {

class Pool {
 public:
  static constexpr std::size_t kLargest = 4096;  ///< bytes; anything above is the caching allocator's

  /// At least `bytes` bytes aligned to 16 (64 from 64 bytes up). Throws Error `memory`.
  static void* allocate(std::size_t bytes) {
#if !defined(GRADPROOF_SYSTEM_ALLOCATION)
    const int c = size_class(bytes);
    if (c < kClasses) [[likely]]
      if (Block* b = lists_[c]) [[likely]] {
        lists_[c] = b->next;
        return b;
      }
#endif
    return allocate_slowly(bytes);
  }
  /// Gives back a block with the size it was asked for.
  static void release(void* p, std::size_t bytes) noexcept {
    const int c = size_class(bytes);
    if (c < kClasses) [[likely]]
      release_of_class(p, c);
    else
      release_slowly(p, bytes);
  }
  /// The class of blocks of so many bytes, at most kLargest: what to keep in place of the size.
  static int size_class(std::size_t bytes) { return int(std::bit_width((bytes - 1) | 31)) - 5; }
  static void release_of_class(void* p, int c) noexcept {
#if defined(GRADPROOF_SYSTEM_ALLOCATION)
    release_slowly(p, std::size_t(32) << c);
#else
    Block* b = static_cast<Block*>(p);
    b->next = lists_[c];
    lists_[c] = b;
#endif
  }

 private:
  struct Block {
    Block* next;
  };
  struct Returner;                    // hands a thread's lists to the shared ones when the thread ends
  static constexpr int kClasses = 8;  // 32 bytes to 4 KiB
  static void* allocate_slowly(std::size_t bytes);
  static void release_slowly(void* p, std::size_t bytes) noexcept;
  static Block* take_shared(int c);

  // initial-exec: reached without a call, in a shared library too.
  [[gnu::tls_model("initial-exec")]] static constinit thread_local Block* lists_[kClasses];
};

[[gnu::tls_model("initial-exec")]] inline constinit thread_local Pool::Block* Pool::lists_[Pool::kClasses] = {};

}  // namespace gradproof
