#include <cuda_runtime_api.h>

#include <cstring>
#include <gradproof/cuda/device/checked.hpp>
#include <gradproof/cuda/device/mailbox.hpp>
#include <memory>

namespace gradproof::cuda {
namespace {

struct Free {
  void operator()(Mailbox* box) const { cudaFreeHost(box); }
};

Mailbox* make(const Backend& device) {
  void* memory = nullptr;
  expect(cudaHostAlloc(&memory, sizeof(Mailbox), cudaHostAllocMapped | cudaHostAllocPortable), "cudaHostAlloc", device,
         "page-locked memory for small copies");
  return static_cast<Mailbox*>(std::memset(memory, 0, sizeof(Mailbox)));
}

}  // namespace

Mailbox& Mailbox::of_this_thread(const Backend& device) {
  thread_local const std::unique_ptr<Mailbox, Free> box(make(device));
  return *box;
}

}  // namespace gradproof::cuda
