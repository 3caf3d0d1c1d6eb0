// Views beyond the basic ones: other sizes, other orders, diagonals, windows, other element types.
#include <algorithm>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/ops/views.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct DiagonalOf {
  std::int64_t offset;
  int dim1, dim2;
};
struct WindowsOf {
  int dim, input_rank;
  std::int64_t size, step;
  std::int64_t input_sizes[Elements::kMaxDims];
};

void squeeze_gradient(Backward& b) { b.give(0, b.grad().reshape(b.input_sizes(0))); }

void diagonal_gradient(Backward& b) {
  const auto [offset, dim1, dim2] = b.attributes<DiagonalOf>();
  const Tensor full = zeros(b.input_sizes(0), b.grad().options());
  full.diagonal(offset, dim1, dim2).copy_(b.grad());
  b.give(0, full);
}

Layout windows(const Layout& l, int dim, std::int64_t size, std::int64_t step) {
  auto sizes = l.sizes().vec(), strides = l.strides().vec();
  if (sizes.empty()) return {{size}, {1}, l.offset()};
  sizes.push_back(size);
  strides.push_back(strides[std::size_t(dim)]);
  sizes[std::size_t(dim)] = (sizes[std::size_t(dim)] - size) / step + 1;
  strides[std::size_t(dim)] *= step;
  return {sizes, strides, l.offset()};
}

void unfold_gradient(Backward& b);
void fold_gradient(Backward& b) {
  const auto& w = b.attributes<WindowsOf>();
  b.give(0, b.grad().unfold(w.dim, w.size, w.step));
}
constexpr GradientRule kUnfold = {"UnfoldBackward0", unfold_gradient},
                       kFold = {"UnfoldBackwardBackward0", fold_gradient},
                       kDiagonal = {"DiagonalBackward0", diagonal_gradient},
                       kSqueezeDims = {"SqueezeBackward2", squeeze_gradient};

// Windows overlap: an element receives the sum over those that it lies in.
void unfold_gradient(Backward& b) {
  const auto& w = b.attributes<WindowsOf>();
  const Tensor out = zeros({w.input_sizes, std::size_t(w.input_rank)}, b.grad().options());
  const Tensor target = raw_view(out, windows(out.layout(), w.dim, w.size, w.step));
  launch(kAdd.id, out.dtype(), target, target, b.grad());
  record(kFold, out, {&b.grad()}, {}, w);
  b.give(0, out);
}

}  // namespace

Tensor Tensor::unflatten(std::int64_t dim, IntArrayRef parts) const {
  const int at = wrap_dim(dim, int(this->dim()), "unflatten");
  if (parts.empty()) raise(ErrorKind::value, "unflatten: sizes must be non-empty");
  const std::int64_t size = layout().size(at);
  std::vector<std::int64_t> wanted = parts.vec();
  std::int64_t known = 1, holes = 0;
  for (std::int64_t s : wanted) s == -1 ? void(++holes) : void(known *= s);
  if (holes > 1) raise(ErrorKind::shape, "only one dimension can be inferred, found " + to_string(parts));
  if (holes ? known == 0 || size % known : known != size)
    raise(ErrorKind::shape, "unflatten: Provided sizes " + to_string(parts) + " don't multiply up to the size of dim " +
                                std::to_string(dim) + " (" + std::to_string(size) + ") in the input tensor");
  if (holes) std::replace(wanted.begin(), wanted.end(), std::int64_t(-1), size / known);
  std::vector<std::int64_t> all = sizes().vec();
  all.erase(all.begin() + at);
  all.insert(all.begin() + at, wanted.begin(), wanted.end());
  return view(all);
}

Tensor Tensor::squeeze(IntArrayRef dims) const {
  std::uint64_t chosen = 0;
  for (std::int64_t d : dims) {
    const std::uint64_t bit = std::uint64_t(1) << wrap_dim(d, int(dim()), "squeeze");
    if (chosen & bit)
      raise(ErrorKind::value, "dim " + std::to_string(d) + " appears multiple times in the list of dims");
    chosen |= bit;
  }
  std::vector<std::int64_t> left, strides;
  for (int d = 0; d < dim(); ++d) {
    if (layout().size(d) == 1 && (chosen >> d & 1)) continue;
    left.push_back(layout().size(d));
    strides.push_back(layout().stride(d));
  }
  return make_view(*this, Layout(left, strides, storage_offset()), kSqueezeDims);
}

Tensor Tensor::movedim(IntArrayRef source, IntArrayRef destination) const {
  if (source.size() != destination.size())
    raise(ErrorKind::value, "movedim: Invalid source or destination dims: source (" + to_string(source) +
                                " dims) should contain the same number of dims as destination (" +
                                to_string(destination) + " dims)");
  const auto rank = std::size_t(dim());
  if (rank == 0) return *this;
  std::vector<std::int64_t> order(rank, -1), rest;
  std::vector<bool> taken(rank);
  for (std::size_t i = 0; i < source.size(); ++i) {
    const auto from = std::size_t(wrap_dim(source[i], int(rank), "movedim")),
               to = std::size_t(wrap_dim(destination[i], int(rank), "movedim"));
    if (taken[from] || order[to] != -1)
      raise(ErrorKind::value, "movedim: repeated dim in `source` or `destination` (" + to_string(source) + ", " +
                                  to_string(destination) + ")");
    taken[from] = true;
    order[to] = std::int64_t(from);
  }
  std::size_t next = 0;
  for (std::int64_t& place : order) {
    if (place != -1) continue;
    while (taken[next]) ++next;
    place = std::int64_t(next++);
  }
  return permute(order);
}

Tensor Tensor::numpy_T() const {
  std::vector<std::int64_t> dims;
  for (std::int64_t d = dim(); d-- > 0;) dims.push_back(d);
  return permute(dims);
}

Tensor Tensor::mT() const {
  if (dim() < 2)
    raise(ErrorKind::shape, "tensor.mT is only supported on matrices or batches of matrices. Got " +
                                std::to_string(dim()) + "-D tensor.");
  return transpose(-2, -1);
}

Tensor Tensor::diagonal(std::int64_t offset, std::int64_t dim1, std::int64_t dim2) const {
  const int a = wrap_dim(dim1, int(dim()), "diagonal"), b = wrap_dim(dim2, int(dim()), "diagonal");
  if (a == b)
    raise(ErrorKind::value,
          "diagonal dimensions cannot be identical " + std::to_string(dim1) + ", " + std::to_string(dim2));
  const std::int64_t rows = layout().size(a), columns = layout().size(b);
  const std::int64_t length =
      std::max<std::int64_t>(offset >= 0 ? std::min(rows, columns - offset) : std::min(rows + offset, columns), 0);
  std::vector<std::int64_t> left, strides;
  for (int d = 0; d < dim(); ++d) {
    if (d == a || d == b) continue;
    left.push_back(layout().size(d));
    strides.push_back(layout().stride(d));
  }
  left.push_back(length);
  strides.push_back(layout().stride(a) + layout().stride(b));
  const std::int64_t skipped = length == 0   ? 0
                               : offset >= 0 ? offset * layout().stride(b)
                                             : -offset * layout().stride(a);
  return make_view(*this, Layout(left, strides, storage_offset() + skipped), kDiagonal, DiagonalOf{offset, a, b});
}

Tensor Tensor::unfold(std::int64_t dimension, std::int64_t size, std::int64_t step) const {
  const int at = wrap_dim(dimension, int(dim()), "unfold");
  const std::int64_t available = dim() ? layout().size(at) : 1;
  if (size < 0) raise(ErrorKind::value, "size is " + std::to_string(size) + " but must be >= 0");
  if (size > available)
    raise(ErrorKind::value, "maximum size for tensor at dimension " + std::to_string(at) + " is " +
                                std::to_string(available) + " but size is " + std::to_string(size));
  if (step <= 0) raise(ErrorKind::value, "step is " + std::to_string(step) + " but must be > 0");
  WindowsOf w{at, int(dim()), size, step, {}};
  if (dim() > Elements::kMaxDims) raise(ErrorKind::not_implemented, "unfold: more than 12 dimensions");
  std::copy(sizes().begin(), sizes().end(), w.input_sizes);
  return make_view(*this, windows(layout(), at, size, step), kUnfold, w);
}

Tensor Tensor::view(DType target) const {
  if (target == dtype()) return view(sizes());
  expect_supported(target);
  const auto from = std::int64_t(element_size()), to = std::int64_t(size_of(target));
  Layout l = layout();
  if (from != to) {
    const std::string types =
        std::string(scalar_name(dtype())) + " as " + std::string(scalar_name(target)) + " (different element sizes)";
    if (dim() == 0) raise(ErrorKind::shape, "self.dim() cannot be 0 to view " + types);
    auto sizes = this->sizes().vec(), strides = this->strides().vec();
    if (strides.back() != 1) raise(ErrorKind::shape, "self.stride(-1) must be 1 to view " + types);
    if (sizes.back() * from % to)
      raise(ErrorKind::shape, "self.size(-1) must be divisible by " + std::to_string(to / from) + " to view " + types +
                                  ", but got " + std::to_string(sizes.back()));
    std::int64_t offset = storage_offset() * from;
    bool fits = offset % to == 0;
    for (std::size_t d = 0; d + 1 < strides.size(); ++d) fits = fits && strides[d] * from % to == 0;
    if (!fits) raise(ErrorKind::shape, "strides and storage_offset must be divisible to view " + types);
    sizes.back() = sizes.back() * from / to;
    for (std::size_t d = 0; d + 1 < strides.size(); ++d) strides[d] = strides[d] * from / to;
    l = Layout(sizes, strides, offset / to);
  }
  Tensor v = alias_as_view(*this, l);
  v->dtype = target;
  return v;
}

}  // namespace gradproof
