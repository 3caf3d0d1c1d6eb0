#pragma once
#include <gradproof/core/graph/autograd_meta.hpp>
#include <span>

namespace gradproof {

/// What one backward pass is asked to do. Borrows its rows from the caller: a backward of one loss needs no heap.
struct BackwardRequest {
  std::span<const Edge> roots;  ///< where it starts
  std::span<Tensor> seeds;      ///< the gradient of each root; moved from
  bool keep_graph = false;      ///< saved tensors stay for another pass
  bool create_graph = false;    ///< the pass itself is recorded
  /// Where gradients are captured instead of accumulated into leaves; none: accumulate everywhere.
  std::span<const Edge> capture;
  std::span<Tensor> captured;  ///< where to; stays undefined where no gradient arrived
  /// Those edges only say where to go: leaves among them accumulate, other tensors have retained hooks there.
  bool accumulate = false;
};

/// Runs the graph from the roots. Throws what derivatives throw; the graph stays as it is then, except what was already
/// freed.
void run_backward(const BackwardRequest& request);

}  // namespace gradproof
