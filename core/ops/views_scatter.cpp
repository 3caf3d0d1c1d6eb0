// A copy whose part is another tensor: writing into a view, without writing.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/indexing.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/ops/views.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

/// Which part: `kind` says how the numbers name it.
struct PartOf {
  enum Kind { select, slice, diagonal } kind;
  int dim, dim2;
  std::int64_t start, end, step;
  Tensor of(const Tensor& t) const {
    if (kind == select) return t.select(dim, start);
    if (kind == slice) return t.slice(dim, start, end, step);
    return t.diagonal(start, dim, dim2);
  }
};

void scatter_gradient(Backward& b) {
  const auto& part = b.attributes<PartOf>();
  if (b.wants(0)) {
    const Tensor rest = b.grad().clone();
    part.of(rest).zero_();
    b.give(0, rest);
  }
  if (b.wants(1)) b.give(1, part.of(b.grad()));
}
constexpr GradientRule kSelectScatter = {"SelectScatterBackward0", scatter_gradient},
                       kSliceScatter = {"SliceScatterBackward0", scatter_gradient},
                       kDiagonalScatter = {"DiagonalScatterBackward0", scatter_gradient};

Tensor with_part(const GradientRule& rule, const Tensor& self, const Tensor& src, const PartOf& part) {
  const Tensor out = raw_clone(self, true);
  {
    NoGradGuard no_grad;
    const Tensor target = part.of(raw_view(out, out.layout()));
    if (!(target.sizes() == src.sizes()))
      raise(ErrorKind::shape, "expected src to have a size equal to the slice of self. src size = " +
                                  to_string(src.sizes()) + ", slice size = " + to_string(target.sizes()));
    raw_copy(target, src);
  }
  record(rule, out, {&self, &src}, {}, part);
  return out;
}

void narrow_copy_gradient(Backward& b) {
  const auto& part = b.attributes<PartOf>();
  const Tensor full = zeros(b.input_sizes(0), b.grad().options());
  part.of(full).copy_(b.grad());
  b.give(0, full);
}
void diag_embed_gradient(Backward& b) { b.give(0, b.attributes<PartOf>().of(b.grad())); }
constexpr GradientRule kNarrowCopy = {"NarrowCopyBackward0", narrow_copy_gradient},
                       kDiagEmbed = {"DiagEmbedBackward0", diag_embed_gradient},
                       kDiagonalCopy = {"DiagonalBackward0_copy", narrow_copy_gradient};

}  // namespace

Tensor Tensor::select_scatter(const Tensor& src, std::int64_t dim, std::int64_t index) const {
  const int at = wrap_dim(dim, int(this->dim()), "select_scatter");
  return with_part(kSelectScatter, *this, src, {PartOf::select, at, 0, index, 0, 0});
}

Tensor Tensor::slice_scatter(const Tensor& src, std::int64_t dim, std::optional<std::int64_t> start,
                             std::optional<std::int64_t> end, std::int64_t step) const {
  const int at = wrap_dim(dim, int(this->dim()), "slice_scatter");
  return with_part(kSliceScatter, *this, src,
                   {PartOf::slice, at, 0, start.value_or(0), end.value_or(layout().size(at)), step});
}

Tensor Tensor::diagonal_scatter(const Tensor& src, std::int64_t offset, std::int64_t dim1, std::int64_t dim2) const {
  const int a = wrap_dim(dim1, int(dim()), "diagonal_scatter"), b = wrap_dim(dim2, int(dim()), "diagonal_scatter");
  return with_part(kDiagonalScatter, *this, src, {PartOf::diagonal, a, b, offset, 0, 0});
}

Tensor Tensor::narrow_copy(std::int64_t dim, std::int64_t start, std::int64_t length) const {
  Tensor out;
  {
    NoGradGuard no_grad;
    out = raw_clone(narrow(dim, start, length));
  }
  const int at = wrap_dim(dim, int(this->dim()), "narrow_copy");
  const std::int64_t from = start < 0 ? start + layout().size(at) : start;
  record(kNarrowCopy, out, {this}, {}, PartOf{PartOf::slice, at, 0, from, from + length, 1});
  return out;
}

Tensor Tensor::diag_embed(std::int64_t offset, std::int64_t dim1, std::int64_t dim2) const {
  const int rank = int(dim()) + 1, a = wrap_dim(dim1, rank, "diag_embed"), b = wrap_dim(dim2, rank, "diag_embed");
  if (a == b)
    raise(ErrorKind::value,
          "diagonal dimensions cannot be identical " + std::to_string(dim1) + ", " + std::to_string(dim2));
  std::vector<std::int64_t> target = sizes().vec();
  const std::int64_t length = target.back() + std::abs(offset);
  target.pop_back();
  target.insert(target.begin() + std::min(a, b), length);
  target.insert(target.begin() + std::max(a, b), length);
  const Tensor out = zeros(target, options());
  const PartOf part{PartOf::diagonal, a, b, offset, 0, 0};
  {
    NoGradGuard no_grad;
    raw_copy(part.of(raw_view(out, out.layout())), *this);
  }
  record(kDiagEmbed, out, {this}, {}, part);
  return out;
}

Tensor Tensor::diag(std::int64_t diagonal) const {
  if (dim() == 1) return diag_embed(diagonal, 0, 1);
  if (dim() != 2) raise(ErrorKind::shape, "diag(): Supports 1D or 2D tensors. Got " + std::to_string(dim()) + "D");
  Tensor out;
  {
    NoGradGuard no_grad;
    out = raw_clone(this->diagonal(diagonal));
  }
  record(kDiagonalCopy, out, {this}, {}, PartOf{PartOf::diagonal, 0, 1, diagonal, 0, 0});
  return out;
}

}  // namespace gradproof
