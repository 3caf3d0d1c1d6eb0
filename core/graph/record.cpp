#include <gradproof/core/graph/record.hpp>

namespace gradproof {
namespace {

/// An in-place operation saves its result before it is the node's output; there is only one then.
std::uint32_t output_number(const Node& node, const Tensor& t) { return t->producer.get() == &node ? t->output_nr : 0; }

}  // namespace

void connect(Node& node, Inputs inputs, Saves saved) {
  Edge* edge = node.edges().data();
  for (const Tensor* t : inputs) *edge++ = gradient_edge(*t);
  SavedTensor* kept = node.saved().data();
  for (const Save& s : saved) {
    if (s.value) *kept = SavedTensor(*s.value, s.is_output, output_number(node, *s.value));
    ++kept;
  }
}

}  // namespace gradproof
