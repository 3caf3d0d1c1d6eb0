#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// What the nodes of one operation keep for backward.
struct SavedMemory {
  std::string operation;  ///< the nodes' name
  std::size_t nodes = 0;  ///< how many of them there are
  std::size_t bytes = 0;  ///< of the tensors that they saved
};

/// What a backward pass from `root` would find saved, by operation, most bytes first. Bytes that several nodes keep,
/// a leaf's too, count once, for the one nearest to the root; what saved-tensor hooks made of a tensor does not count.
/// The peak of a pass itself: reset_peak_memory() before it, cpu_memory_stats().peak after it.
std::vector<SavedMemory> saved_memory(const Tensor& root);

}  // namespace gradproof
