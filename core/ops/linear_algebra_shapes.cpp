// Triangles, traces, and products that are put together from others: outer, inner, kron, linear.
#include <algorithm>
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/products.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

struct Diagonal {
  std::int64_t offset;
};

void tril_gradient(Backward& b) { b.give(0, b.grad().tril(b.attributes<Diagonal>().offset)); }
void triu_gradient(Backward& b) { b.give(0, b.grad().triu(b.attributes<Diagonal>().offset)); }

/// The main diagonal of a matrix as a view.
Tensor main_diagonal(const Tensor& t) {
  return t.as_strided({std::min(t.size(0), t.size(1))}, {t.stride(0) + t.stride(1)}, t.storage_offset());
}
void trace_gradient(Backward& b) {
  const Tensor full = zeros(b.input_sizes(0), b.grad().options());
  main_diagonal(full).copy_(b.grad());
  b.give(0, full);
}

struct Triangle {
  const char* name;
  GradientRule rule;
  bool lower;
};
constexpr Triangle kTril = {"tril", {"TrilBackward0", tril_gradient}, true};
constexpr Triangle kTriu = {"triu", {"TriuBackward0", triu_gradient}, false};
constexpr GradientRule kTrace = {"TraceBackward0", trace_gradient};

/// Clears columns [from, to) of row `row` of every matrix of `t`.
void clear_row(const Tensor& t, std::int64_t row, std::int64_t from, std::int64_t to) {
  std::vector<std::int64_t> sizes = t.sizes().vec(), strides = t.strides().vec();
  const std::size_t rows = sizes.size() - 2;
  const std::int64_t item = std::int64_t(t.element_size());
  char* first = static_cast<char*>(t->data()) + (row * strides[rows] + from * strides[rows + 1]) * item;
  sizes[rows] = 1;
  sizes[rows + 1] = to - from;
  const Layout part(sizes, strides, 0);
  Elements e;
  build_elements(e, sizes, {{first, t.element_size(), &part}});
  t.device().backend().fill(t.dtype(), 0, e);
}

void clear_outside(const Triangle& op, const Tensor& t, std::int64_t diagonal) {
  const std::int64_t rows = t.size(-2), columns = t.size(-1);
  if (t.numel() == 0) return;
  for (std::int64_t r = 0; r < rows; ++r) {
    const std::int64_t edge = std::clamp<std::int64_t>(r + diagonal + (op.lower ? 1 : 0), 0, columns);
    const std::int64_t from = op.lower ? edge : 0, to = op.lower ? columns : edge;
    if (from < to) clear_row(t, r, from, to);
  }
}

void expect_matrices(const Triangle& op, const Tensor& t) {
  if (t.dim() < 2)
    raise(ErrorKind::shape,
          std::string(op.name) + ": input tensor must have at least 2 dimensions, found " + to_string(t.sizes()));
}

Tensor triangle(const Triangle& op, const Tensor& t, std::int64_t diagonal) {
  expect_matrices(op, t);
  Tensor out;
  {
    NoGradGuard unrecorded;
    out = t.clone().contiguous();
  }
  clear_outside(op, out, diagonal);
  record(op.rule, out, {&t}, {}, Diagonal{diagonal});
  return out;
}

Tensor& triangle_(const Triangle& op, const Tensor& t, std::int64_t diagonal) {
  const bool recorded = is_recorded({&t});
  expect_matrices(op, t);
  expect_writable(t, recorded, (std::string(op.name) + "_").c_str());
  Ref<Node> node;
  const Tensor* result = &t;
  if (recorded) node = make_node(op.rule, {&result, 1}, {&t}, {}, Diagonal{diagonal});
  clear_outside(op, t, diagonal);
  wrote(t);
  if (recorded) rewrite_history(t, std::move(node));
  return t.handle();
}

/// `a` permuted so that its last dimension comes first or last, as a matrix.
Tensor by_last(const Tensor& a, bool last_first) {
  std::vector<std::int64_t> dims(std::size_t(a.dim()));
  for (std::size_t d = 0; d < dims.size(); ++d)
    dims[d] = last_first ? (std::int64_t(d) + a.dim() - 1) % a.dim() : std::int64_t(d);
  const std::int64_t k = a.size(-1), rest = a.numel() && k
                                                ? a.numel() / k
                                                : Layout(IntArrayRef(a.sizes().data(), dims.size() - 1)).numel();
  const Tensor moved = a.permute(dims);
  if (a.dim() == 1) return moved;
  return last_first ? moved.reshape({k, rest}) : moved.reshape({rest, k});
}

Tensor linear_folded(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  std::vector<std::int64_t> sizes = input.sizes().vec();
  const std::int64_t in = sizes.back();
  sizes.pop_back();
  std::int64_t rows = 1;
  for (const std::int64_t s : sizes) rows *= s;
  const Tensor out = bias.addmm(input.reshape({rows, in}), weight.t());
  sizes.push_back(out.size(1));
  return unsafe_view(out, sizes);
}

}  // namespace

Tensor Tensor::tril(std::int64_t diagonal) const { return triangle(kTril, *this, diagonal); }
Tensor Tensor::triu(std::int64_t diagonal) const { return triangle(kTriu, *this, diagonal); }
Tensor& Tensor::tril_(std::int64_t diagonal) const { return triangle_(kTril, *this, diagonal); }
Tensor& Tensor::triu_(std::int64_t diagonal) const { return triangle_(kTriu, *this, diagonal); }

Tensor Tensor::trace() const {
  if (dim() != 2) raise(ErrorKind::shape, "trace: expected a matrix, but got tensor with dim " + std::to_string(dim()));
  expect_multipliable("trace", dtype());
  Tensor out;
  {
    NoGradGuard unrecorded;
    out = main_diagonal(*this).sum();
  }
  record(kTrace, out, {this}, {});
  return out;
}

Tensor Tensor::outer(const Tensor& o) const {
  expect_dim(*this, 1, "outer", "self");
  expect_dim(o, 1, "outer", "vec2");
  return reshape({size(0), 1}) * o;
}

Tensor Tensor::inner(const Tensor& o) const {
  if (dim() == 0 || o.dim() == 0) return *this * o;
  if (size(-1) != o.size(-1))
    raise(ErrorKind::shape, "inner() the last dimension must match on both input tensors but got shapes " +
                                to_string(sizes()) + " and " + to_string(o.sizes()));
  if (dtype() != o.dtype())
    raise(ErrorKind::dtype, "both inputs should have same dtype: inner() found " + std::string(name(dtype())) +
                                " and " + std::string(name(o.dtype())));
  std::vector<std::int64_t> sizes(this->sizes().begin(), this->sizes().end() - 1);
  sizes.insert(sizes.end(), o.sizes().begin(), o.sizes().end() - 1);
  if (dim() == 1 && o.dim() == 1) return by_last(*this, false).dot(by_last(o, true)).reshape(sizes);
  const Tensor left = dim() == 1 ? by_last(*this, false).reshape({1, size(0)}) : by_last(*this, false);
  const Tensor right = o.dim() == 1 ? by_last(o, true).reshape({o.size(0), 1}) : by_last(o, true);
  return left.mm(right).reshape(sizes);
}

Tensor Tensor::kron(const Tensor& o) const {
  const std::size_t rank = std::max(sizes().size(), o.sizes().size());
  std::vector<std::int64_t> left, right, result;
  for (std::size_t d = 0; d < rank; ++d) {
    auto size = [&](const Tensor& t) {
      const std::size_t missing = rank - t.sizes().size();
      return d < missing ? 1 : t.sizes()[d - missing];
    };
    left.insert(left.end(), {size(*this), 1});
    right.insert(right.end(), {1, size(o)});
    result.push_back(size(*this) * size(o));
  }
  return unsafe_view(unsafe_view(contiguous(), left) * unsafe_view(o.contiguous(), right), result);
}

Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  if (input.dim() == 0 || weight.dim() == 0)
    raise(ErrorKind::shape, "both arguments to linear need to be at least 1D, but they are " +
                                std::to_string(input.dim()) + "D and " + std::to_string(weight.dim()) + "D");
  if (bias.defined() && input.dim() == 2) return bias.addmm(input, weight.t());
  if (bias.defined() && bias.dim() == 1 && input.is_contiguous()) return linear_folded(input, weight, bias);
  const Tensor out = input.matmul(weight.t());
  if (!bias.defined()) return out;
  return out.add_(bias);
}

}  // namespace gradproof
