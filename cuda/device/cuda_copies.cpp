// Copies. A small one to the host is not the driver's: the stream stores the bytes and then a mark into page-locked
// memory, and the host watches the mark.
#include <cstdlib>
#include <cstring>
#include <gradproof/core/device/stream.hpp>
#include <gradproof/cuda/device/checked.hpp>
#include <gradproof/cuda/device/cuda_device.hpp>
#include <gradproof/cuda/kernels/publish.hpp>

namespace gradproof::cuda {
namespace {

constexpr cudaMemcpyKind kKinds[] = {cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost, cudaMemcpyDeviceToDevice};

/// Up to how many bytes go by the mailbox; GRADPROOF_CUDA_SMALL_COPY names another number, 0 for none.
std::size_t small_bytes() {
  static const std::size_t bytes = [] {
    const char* const chosen = std::getenv("GRADPROOF_CUDA_SMALL_COPY");
    return chosen ? std::min<std::size_t>(Mailbox::kBytes, std::strtoul(chosen, nullptr, 10)) : Mailbox::kBytes;
  }();
  return bytes;
}

}  // namespace

void CudaDevice::transfer(Direction direction, void* to, const void* from, std::size_t bytes, bool non_blocking) {
  if (bytes == 0) return;
  enter();
  const bool waits = direction != Direction::within && !non_blocking;
  if (waits) expect_not_captured("a copy that the host waits for");
  if (direction == Direction::to_device && !is_pinned(from))
    expect_not_captured("a copy from memory that is not page-locked");
  ++counts_.copies[int(direction)];
  counts_.bytes[int(direction)] += bytes;
  if (waits && direction == Direction::to_host && bytes <= small_bytes()) return copy_small(to, from, bytes);
  expect(cudaMemcpyAsync(to, from, bytes, direction == Direction::within ? cudaMemcpyDefault : kKinds[int(direction)],
                         current_stream()),
         "cudaMemcpyAsync", *this, "a copy");
  pinned_.use(direction == Direction::to_host ? to : from, current_stream_id(*this));
  if (waits) synchronize(current_stream_id(*this));
}

void CudaDevice::copy_small(void* to, const void* from, std::size_t bytes) {
  Mailbox& box = Mailbox::of_this_thread(*this);
  const std::uint64_t tag = box.tag + 1;
  ++counts_.synchronizations;
  publish(queue(), box.content, from, bytes, &box.tag, tag);
  issued("a small copy to the host");
  constexpr unsigned kLooks = 1U << 20;  // before the stream is asked whether it failed
  for (unsigned looks = 0; __atomic_load_n(&box.tag, __ATOMIC_ACQUIRE) != tag; ++looks)
    if (looks == kLooks) {
      expect(cudaStreamSynchronize(current_stream()), "cudaStreamSynchronize", *this, "work issued before");
      break;
    }
  std::memcpy(to, box.content, bytes);
}

}  // namespace gradproof::cuda
