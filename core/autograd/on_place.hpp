#pragma once
// Streams of a backward pass: a node is differentiated on the stream on which it was computed, and a stream that is
// handed a gradient waits for the one that made it. For what stays, the caller's streams wait.
#include <gradproof/core/device/place.hpp>
#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <optional>

namespace gradproof {

/// Makes a place's stream current; nothing for the host.
class OnPlace {
 public:
  explicit OnPlace(Place place);
  /// Before `g`, which a node of place `from` made, is read here.
  void wait_for(const Tensor& g, Place from) const;

 private:
  std::optional<Stream> stream_, before_;  // its own, and the one that was current
  std::optional<StreamGuard> guard_;
};

/// The thread's current stream of that device waits for the place's.
void wait_here_for(Place place);

}  // namespace gradproof
