#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cuda {

/// Page-locked memory of the calling thread that the device writes into and the host reads: what is small comes to the
/// host without a copy of the driver's.
struct Mailbox {
  static constexpr std::size_t kBytes = 4096;
  alignas(64) unsigned char content[kBytes];
  alignas(64) std::int64_t answer[2];
  alignas(64) std::uint64_t tag;  ///< of the last message that is complete

  /// Throws Error `memory`.
  static Mailbox& of_this_thread(const Backend& device);
};

}  // namespace gradproof::cuda
