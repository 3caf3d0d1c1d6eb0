#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/reduced_dims.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {

std::uint64_t mask_of(IntArrayRef dims, int rank, const char* name) {
  if (dims.empty()) return ~std::uint64_t(0);
  std::uint64_t mask = 0;
  for (std::int64_t d : dims) {
    const std::uint64_t bit = std::uint64_t(1) << wrap_dim(d, rank, name);
    if (mask & bit)
      raise(ErrorKind::value, std::string(name) + ": dim " + std::to_string(d) +
                                  " appears multiple times in the list of dims " + to_string(dims));
    mask |= bit;
  }
  return mask;
}

std::uint64_t mask_of(IntArrayRef dims, const Tensor& t, const char* name) {
  const std::uint64_t mask = mask_of(dims, int(t.dim()), name);
  return t.dim() == 0 ? 0 : mask;
}

std::vector<std::int64_t> dims_of(std::uint64_t mask, const Tensor& t) {
  std::vector<std::int64_t> dims;
  for (int d = 0; d < t.dim(); ++d)
    if (mask >> d & 1) dims.push_back(d);
  return dims;
}

std::int64_t reduced_count(const Tensor& t, std::uint64_t mask) {
  std::int64_t count = 1;
  for (int d = 0; d < t.dim(); ++d)
    if (mask >> d & 1) count *= t.layout().size(d);
  return count;
}

namespace {

/// `fold(backend, elements)` runs it.
template <class Fold>
Tensor fold_kept(const Tensor& t, std::uint64_t mask, DType dtype, const Scalar& start, Fold fold) {
  std::vector<std::int64_t> kept = t.sizes().vec();
  for (std::size_t d = 0; d < kept.size(); ++d)
    if (mask >> d & 1) kept[d] = 1;
  const Tensor in = converted(t, dtype);
  const TensorOptions options = TensorOptions(dtype).device(t.device());
  if (in.numel() == 0) return full(kept, start, options);
  Tensor out = empty(kept, options);
  Elements e;
  build_elements(e, in.sizes(),
                 {{out->data(), out.element_size(), &out.layout()}, {in->data(), in.element_size(), &in.layout()}});
  fold(t.device().backend(), e);
  return out;
}

}  // namespace

Tensor reduce_kept(ReduceId id, const Tensor& t, std::uint64_t mask, DType dtype, const Scalar& start) {
  return fold_kept(t, mask, dtype, start, [&](Backend& b, const Elements& e) { b.reduce(id, dtype, e); });
}

Tensor norm_kept(double order, const Tensor& t, std::uint64_t mask, DType dtype) {
  return fold_kept(t, mask, dtype, 0, [&](Backend& b, const Elements& e) { b.norm(order, dtype, e); });
}

void drop_reduced(const Tensor& t, std::uint64_t mask) {
  std::vector<std::int64_t> left;
  for (int d = 0; d < t.dim(); ++d)
    if (!(mask >> d & 1)) left.push_back(t.sizes()[std::size_t(d)]);
  t->layout = Layout(left);
}

Tensor restored(const Tensor& t, const ReducedDims& r, std::size_t rank) {
  Tensor whole = t;
  if (!r.keepdim)
    for (std::size_t d = 0; d < rank; ++d)
      if (r.mask >> d & 1) whole = whole.unsqueeze(std::int64_t(d));
  return whole;
}

Tensor dense(const Tensor& t) {
  if (t.is_contiguous()) return t;
  NoGradGuard no_grad;
  return t.contiguous();
}

}  // namespace gradproof
