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

Mailbox* make() {
  void* memory = nullptr;
  expect(cudaHostAlloc(&memory, sizeof(Mailbox), cudaHostAllocMapped | cudaHostAllocPortable), "cudaHostAlloc",
         "page-locked memory for small copies");
  return static_cast<Mailbox*>(std::memset(memory, 0, sizeof(Mailbox)));
}

}  // namespace

Mailbox& Mailbox::of_this_thread() {
  thread_local const std::unique_ptr<Mailbox, Free> box(make());
  return *box;
}

}  // namespace gradproof::cuda
