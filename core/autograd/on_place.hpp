#pragma once
// Streams of a backward pass: a node is differentiated on the stream on which it was computed, and a stream that is
// handed a gradient waits for the one that made it. When the pass ends, the caller's streams wait for all of them.
#include <gradproof/core/device/place.hpp>
#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <optional>
#include <vector>

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

/// The places of the nodes that a pass ran.
class UsedPlaces {
 public:
  void add(Place place) {
    if (all_.empty() || all_.back() != place) all_.push_back(place);
  }
  /// The thread's current streams wait for them.
  void join() {
    if (!all_.empty()) [[unlikely]]
      join_all();
  }

 private:
  void join_all();

  std::vector<Place> all_;
};

}  // namespace gradproof
