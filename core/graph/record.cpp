#include <gradproof/core/graph/record.hpp>

namespace gradproof {

void connect(Node& node, Inputs inputs, Saves saved) {
  Edge* edge = node.edges().data();
  for (const Tensor* t : inputs) *edge++ = gradient_edge(*t);
  SavedTensor* kept = node.saved().data();
  for (const Save& s : saved) {
    if (s.value) *kept = SavedTensor(*s.value, s.is_output);
    ++kept;
  }
}

}  // namespace gradproof
