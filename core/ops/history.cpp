#include <algorithm>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/order.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

/// The write `writer` made through a view of a tensor that looks like `base`.
struct CopySlices {
  Layout base, view;
  Ref<Node> writer;
};

void copy_slices_gradient(Backward& b) {
  const auto& write = b.attributes<CopySlices>();
  Node& writer = *write.writer;
  writer.expect_saved();
  const Tensor result = empty_strided(write.base.sizes(), write.base.strides(), b.grad().options());
  result.copy_(b.grad());
  const Tensor slice =
      result.as_strided(write.view.sizes(), write.view.strides(), write.view.offset() - write.base.offset());
  std::vector<Tensor> incoming = {slice.clone()}, outgoing(writer.edges().size());
  Backward inner(writer, incoming.data(), outgoing.data());
  writer.rule().apply(inner);
  // The view's own old value had the first place among the writer's inputs.
  if (!fault("copy-slices-keeps-slice")) {
    if (!outgoing.empty() && outgoing[0].defined() && b.wants(0))
      slice.copy_(outgoing[0].sum_to_size(slice.sizes()));
    else
      slice.zero_();
  }
  if (fault("copy-slices-drops-the-rest")) result.zero_();
  b.give(0, result);
  for (std::size_t i = 1; i < outgoing.size(); ++i) b.give(i, outgoing[i]);
}

void destroy_copy_slices(void* attributes) { static_cast<CopySlices*>(attributes)->~CopySlices(); }
void release_copy_slices(Node& n) { n.attributes<CopySlices>().writer->release_saved(); }

std::span<SavedTensor> kept_by_writer(Node& n) {
  Node& writer = *n.attributes<CopySlices>().writer;
  return writer.rule().kept ? writer.rule().kept(writer) : writer.saved();
}

constexpr GradientRule kCopySlices = {"torch::autograd::CopySlices",
                                      copy_slices_gradient,
                                      false,
                                      destroy_copy_slices,
                                      release_copy_slices,
                                      nullptr,
                                      kept_by_writer};

/// As far as it can be told: of two tensors without gaps.
enum class Overlap { none, partial, whole };
Overlap overlap_of(const Tensor& a, const Tensor& b) {
  if (!(a->storage == b->storage) || a.numel() == 0 || b.numel() == 0) return Overlap::none;
  if (!is_dense(a.layout()) || !is_dense(b.layout())) return Overlap::none;
  const ElementRange x = element_range(a.layout()), y = element_range(b.layout());
  if (x.begin == y.begin && x.end == y.end && a.strides() == b.strides()) return Overlap::whole;
  return x.begin < y.end && y.begin < x.end ? Overlap::partial : Overlap::none;
}

[[noreturn]] void refuse_overlap() {
  raise(ErrorKind::overlap,
        "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory "
        "location. Please clone() the tensor before performing the operation.");
}

}  // namespace

void rewrite_history(const Tensor& self, Ref<Node> writer) {
  const ViewInfo* view = find_view(self);
  if (!view || fault("base-keeps-history")) return set_gradient_edge(self, std::move(writer), 0);
  const Tensor base = view->base;
  const Tensor* result = &base;
  const int edges = std::max(1, int(writer->num_outputs()));
  Ref<Node> node = Node::create(kCopySlices, edges, 0, {&result, 1}, sizeof(CopySlices));
  node->edges()[0] = gradient_edge(base);
  for (std::size_t i = 1; i < writer->num_outputs(); ++i) node->edges()[i] = writer->edges()[i];
  new (node->attribute_block()) CopySlices{base.layout(), self.layout(), std::move(writer)};
  set_gradient_edge(base, std::move(node), 0);
  self.grad_fn();
}

void expect_no_partial_overlap(const Tensor& out, const Tensor& source) {
  source.body();
  if (fault("overlap-allowed")) return;
  if (!out.is_same(source) && overlap_of(out, source) == Overlap::partial) refuse_overlap();
}

void expect_apart(const Tensor& out, const Tensor& source) {
  source.body();
  if (out.is_same(source) || overlap_of(out, source) != Overlap::none) refuse_overlap();
}

}  // namespace gradproof
