#include <gradproof/cuda/kernels/fold.hpp>
#include <gradproof/cuda/kernels/kernels.hpp>

namespace gradproof::cuda {

Dims dims_of(const Elements& e) {
  Dims dims;
  for (std::size_t d = 0; d < std::size_t(e.dims); ++d) {
    const Dims::Dim dim{e.sizes[d], e.operand[0].strides[d], e.operand[1].strides[d]};
    (dim.out_step == 0 ? dims.fold[dims.gone++] : dims.keep[dims.kept++]) = dim;
  }
  const auto smaller = [](const Dims::Dim& a, const Dims::Dim& b) { return a.in_step < b.in_step; };
  std::sort(dims.keep, dims.keep + dims.kept, smaller);
  std::sort(dims.fold, dims.fold + dims.gone, smaller);
  return dims;
}

Folded folded_of(const Elements& e, const Dims& dims) {
  Folded what = {};
  what.out = static_cast<char*>(e.operand[0].data);
  what.in = static_cast<const char*>(e.operand[1].data);
  what.parts = 1;
  for (const auto* d = dims.keep; d != dims.keep + dims.kept; ++d) what.results.add(d->size, {d->out_step, d->in_step});
  for (const auto* d = dims.fold; d != dims.fold + dims.gone; ++d) what.elements.add(d->size, {d->in_step});
  return what;
}

bool is_by_thread(const Folded& what, const Dims& dims) {
  constexpr std::uint64_t few = 64;
  if (dims.kept == 0 || what.results.count < 32) return false;
  return what.elements.count <= few || dims.keep[0].in_step < dims.fold[0].in_step;
}

std::uint64_t parts_of(const Queue& queue, const Folded& what, bool by_thread) {
  const std::uint64_t blocks = by_thread ? blocks_for(what.results.count) : what.results.count;
  const std::uint64_t room = std::max<std::uint64_t>(1, queue.processors * 8 / std::max<std::uint64_t>(1, blocks));
  const std::uint64_t worth = what.elements.count / (by_thread ? 64 : kThreads * 16);  // elements that pay for a part
  return std::clamp<std::uint64_t>(worth, 1, room);
}

void reduce(const Queue& queue, ReduceId id, DType dtype, const Elements& e) {
  fold::visit_fold(id, dtype, [&](auto f) { issue_fold(queue, e, f); });
}

void norm(const Queue& queue, double order, DType dtype, const Elements& e) {
  const auto fold_all = [&](auto f) { issue_fold(queue, e, f); };
  if (dtype == DType::float64)
    fold::visit_norm<double>(order, fold_all);
  else
    fold::visit_norm<float>(order, fold_all);
}

}  // namespace gradproof::cuda
