// Products of two tensors. PyTorch's choice between one large product and a batch of small ones decides which nodes
// stand in the graph and what they save, so it is made in the same way.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/products.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

void mm_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad().mm(b.saved(1).t()));
  if (b.wants(1)) b.give(1, b.saved(0).t().mm(b.grad()));
}
void bmm_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad().bmm(b.saved(1).transpose(1, 2)));
  if (b.wants(1)) b.give(1, b.saved(0).transpose(1, 2).bmm(b.grad()));
}
void mv_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad().outer(b.saved(1)));
  if (b.wants(1)) b.give(1, b.saved(0).t().mv(b.grad()));
}
void dot_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad() * b.saved(1));
  if (b.wants(1)) b.give(1, b.grad() * b.saved(0));
}
void reshape_gradient(Backward& b) { b.give(0, b.grad().reshape(b.input_sizes(0))); }

constexpr GradientRule kMm = {"MmBackward0", mm_gradient}, kBmm = {"BmmBackward0", bmm_gradient};
constexpr GradientRule kMv = {"MvBackward0", mv_gradient}, kDot = {"DotBackward0", dot_gradient};
constexpr GradientRule kVdot = {"VdotBackward0", dot_gradient};
constexpr GradientRule kSqueezed = {"SqueezeBackward4", reshape_gradient};

Tensor finish(const GradientRule& rule, Tensor out, const Tensor& a, const Tensor& b) {
  record(rule, out, {&a, &b}, {save(a, b.requires_grad()), save(b, a.requires_grad())});
  return out;
}

/// An unrecorded view: `t` as a matrix of one row or one column.
Tensor as_matrix(const Tensor& t, bool row) {
  const std::int64_t n = t.size(0), stride = t.stride(0);
  const Layout l = row ? Layout(IntArrayRef{1, n}, IntArrayRef{n * stride, stride}, t.storage_offset())
                       : Layout(IntArrayRef{n, 1}, IntArrayRef{stride, 1}, t.storage_offset());
  return Tensor(TensorImpl::create(t->storage, l, t.dtype()));
}

Tensor inner_product(const GradientRule& rule, const Tensor& a, const Tensor& b) {
  if (a.dim() != 1 || b.dim() != 1)
    raise(ErrorKind::shape,
          "1D tensors expected, but got " + std::to_string(a.dim()) + "D and " + std::to_string(b.dim()) + "D tensors");
  if (a.dtype() != b.dtype())
    raise(ErrorKind::dtype, "dot : expected both vectors to have same dtype, but found " +
                                std::string(scalar_name(a.dtype())) + " and " + std::string(scalar_name(b.dtype())));
  expect_multipliable("dot", a.dtype());
  if (a.size(0) != b.size(0))
    raise(ErrorKind::shape, "inconsistent tensor size, expected tensor " + to_string(a.sizes()) + " and src " +
                                to_string(b.sizes()) + " to have the same number of elements, but got " +
                                std::to_string(a.size(0)) + " and " + std::to_string(b.size(0)) +
                                " elements respectively");
  Tensor out = product_value({as_matrix(a, true), as_matrix(b, false)});
  out->layout = Layout();
  return finish(rule, std::move(out), a, b);
}

std::int64_t product_of(IntArrayRef sizes) {
  std::int64_t n = 1;
  for (const std::int64_t s : sizes) n *= s;
  return n;
}

/// Whether the leading dimensions of `t` are one dimension without a copy.
bool folds_in_place(const Tensor& t) {
  for (std::int64_t d = 0; d + 2 < t.dim(); ++d)
    if (t.stride(d) != t.stride(d + 1) * t.size(d + 1)) return false;
  return true;
}

/// The operand with more dimensions as one large matrix: no copy, or one that saves a large gradient of the smaller.
bool folds(const Tensor& a, const Tensor& b) {
  const bool a_larger = a.dim() >= b.dim();
  const Tensor &large = a_larger ? a : b, &small = a_larger ? b : a;
  if (large.dim() < 3 || small.dim() > 2) return false;
  if (small.requires_grad()) return true;
  if (a.dim() == 2) return false;
  if (large.numel() == 0) return true;
  return folds_in_place(a_larger ? large : large.transpose(-2, -1));
}

Tensor folded(const Tensor& a, const Tensor& b) {
  const bool swapped = b.dim() > a.dim();
  const Tensor large = swapped ? b.transpose(-2, -1) : a;
  const Tensor small = !swapped ? b : a.dim() == 2 ? a.t() : a;
  std::vector<std::int64_t> sizes = large.sizes().vec();
  const std::int64_t k = sizes.back();
  sizes.pop_back();
  const Tensor matrix = large.reshape({product_of(sizes), k});
  if (small.dim() == 1) return unsafe_view(matrix.mv(small), sizes);
  sizes.push_back(small.size(1));
  const Tensor out = unsafe_view(matrix.mm(small), sizes);
  return swapped ? out.transpose(-2, -1).contiguous() : out;
}

std::vector<std::int64_t> with(std::vector<std::int64_t> batch, std::initializer_list<std::int64_t> more) {
  batch.insert(batch.end(), more);
  return batch;
}

Tensor broadcast_batches(const Tensor& a, const Tensor& b) {
  const std::int64_t n = a.dim() > 1 ? a.size(-2) : 1, k = a.size(-1);
  const std::int64_t k2 = b.dim() > 1 ? b.size(-2) : b.size(0), p = b.dim() > 1 ? b.size(-1) : 1;
  const IntArrayRef batch_a(a.sizes().data(), std::size_t(std::max<std::int64_t>(a.dim() - 2, 0)));
  const IntArrayRef batch_b(b.sizes().data(), std::size_t(std::max<std::int64_t>(b.dim() - 2, 0)));
  if (a.dim() == 3 && b.dim() == 3 && a.size(0) != b.size(0)) {
    if (a.size(0) == 1 && a.requires_grad()) return a.squeeze(0).matmul(b);
    if (b.size(0) == 1 && b.requires_grad()) return a.matmul(b.squeeze(0));
  }
  std::vector<std::int64_t> batch = broadcast_sizes(batch_a, batch_b);
  const std::int64_t items = product_of(batch);
  const Tensor left = a.expand(with(batch, {n, k})).reshape({items, n, k});
  const bool vector = b.dim() == 1;
  const Tensor spread = b.expand(vector ? with(batch, {k2}) : with(batch, {k2, p}));
  const Tensor right = vector ? spread.reshape({items, k2}).unsqueeze(2) : spread.reshape({items, k2, p});
  if (a.dim() > 1) batch.push_back(n);
  if (!vector) batch.push_back(p);
  const Tensor out = left.bmm(right);
  return unsafe_view(vector ? out.squeeze(-1) : out, batch);
}

}  // namespace

Tensor Tensor::mm(const Tensor& o) const {
  expect_dim(*this, 2, "mm", "self");
  expect_dim(o, 2, "mm", "mat2");
  expect_inner_sizes("mm", *this, o);
  if (dtype() != o.dtype())
    raise(ErrorKind::dtype, "expected m1 and m2 to have the same dtype, but got: " + std::string(name(dtype())) +
                                " != " + std::string(name(o.dtype())));
  expect_multipliable("addmm_impl_cpu_", dtype());
  return finish(kMm, product_value({*this, o}), *this, o);
}

Tensor Tensor::bmm(const Tensor& o) const {
  expect_dim(*this, 3, "bmm", "batch1");
  expect_dim(o, 3, "bmm", "batch2");
  expect_batches(*this, o);
  if (dtype() != o.dtype())
    raise(ErrorKind::dtype, "expected scalar type " + std::string(scalar_name(dtype())) + " but found " +
                                std::string(scalar_name(o.dtype())) + ": bmm needs two operands of one type");
  expect_multipliable("bmm", dtype());
  return finish(kBmm, product_value({*this, o}), *this, o);
}

Tensor Tensor::mv(const Tensor& o) const {
  if (dim() != 2 || o.dim() != 1)
    raise(ErrorKind::shape, "vector + matrix @ vector expected, got 1, " + std::to_string(dim()) + ", " +
                                std::to_string(o.dim()) + ": mv takes a matrix and a vector");
  if (size(1) != o.size(0))
    raise(ErrorKind::shape, "size mismatch, got input (" + std::to_string(size(0)) + "), mat (" +
                                std::to_string(size(0)) + "x" + std::to_string(size(1)) + "), vec (" +
                                std::to_string(o.size(0)) + ")");
  if (dtype() != o.dtype())
    raise(ErrorKind::dtype, "addmv input tensors must have the same dtype, but got " +
                                std::string(scalar_name(dtype())) + " and " + std::string(scalar_name(o.dtype())));
  expect_multipliable("addmv_impl_cpu", dtype());
  Tensor out = product_value({*this, as_matrix(o, false)});
  out->layout = Layout(IntArrayRef{size(0)});
  return finish(kMv, std::move(out), *this, o);
}

Tensor Tensor::dot(const Tensor& o) const { return inner_product(kDot, *this, o); }
Tensor Tensor::vdot(const Tensor& o) const { return inner_product(kVdot, *this, o); }

Tensor Tensor::matmul(const Tensor& o) const {
  if (dim() == 0 || o.dim() == 0)
    raise(ErrorKind::shape, "both arguments to matmul need to be at least 1D, but they are " + std::to_string(dim()) +
                                "D and " + std::to_string(o.dim()) + "D");
  if (dim() == 1 && o.dim() == 1) return dot(o);
  if (dim() == 2 && o.dim() == 1) return mv(o);
  if (dim() == 1 && o.dim() == 2) {
    Tensor out = reinterpreted(unsqueeze(0).mm(o), {o.size(1)}, kSqueezed);
    out->bump_version();  // PyTorch squeezes in place
    return out;
  }
  if (dim() == 2 && o.dim() == 2) return mm(o);
  return folds(*this, o) ? folded(*this, o) : broadcast_batches(*this, o);
}

}  // namespace gradproof
