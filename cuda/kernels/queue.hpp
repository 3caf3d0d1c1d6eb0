#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cuda {

/// Where kernels are issued to.
struct Queue {
  Backend& device;       ///< memory between kernels is asked of it
  void* stream;          ///< a cudaStream_t; null where blocks run on the host
  unsigned processors;   ///< of the device: how many blocks keep it busy
  std::int64_t* answer;  ///< two numbers that kernels may write and the host reads: zero before
};

/// Memory for one operation, free for the next one of the same stream afterwards.
class Scratch {
 public:
  Scratch(const Queue& queue, std::size_t bytes)
      : device_(queue.device), bytes_(bytes), data_(bytes ? device_.allocate(bytes) : nullptr) {}
  ~Scratch() {
    if (data_) device_.release(data_, bytes_);
  }
  Scratch(const Scratch&) = delete;
  template <class T>
  T* as() const {
    return static_cast<T*>(data_);
  }

 private:
  Backend& device_;
  std::size_t bytes_;
  void* data_;
};

}  // namespace gradproof::cuda
