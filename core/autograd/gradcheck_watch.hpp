#pragma once
#include <gradproof/core/graph/node.hpp>

namespace gradproof::autograd {

/// Remembers tensors' bytes and counters, and says later which of them were written.
class Watch {
 public:
  void add(std::string name, const Tensor& t);
  /// A sentence for each tensor that is no longer what it was.
  std::vector<std::string> changes() const;

 private:
  struct Watched {
    std::string name;
    Tensor tensor;
    std::vector<unsigned char> bytes;
    std::uint32_t version;
  };
  std::vector<Watched> all_;
};

/// Row-major copy of a tensor's bytes.
std::vector<unsigned char> bytes_of(const Tensor& t);

/// Watches every tensor saved by the graph behind `outputs`. Throws `modified_after_save` for one that was already
/// written.
void watch_saved(Watch& watch, const TensorList& outputs);

}  // namespace gradproof::autograd
