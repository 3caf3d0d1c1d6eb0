// Rows of a table by number, and a border of constants.
#include <cmath>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/indexing.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct Lookup {
  std::int64_t rows, padding;
  bool by_frequency;
};
struct Border {
  std::vector<std::int64_t> pad;
};

/// 1 for every index that counts, less for repeated ones when asked, 0 for the padding; one row a number.
Tensor weights_of(const Tensor& indices, const Lookup& l, DType dtype) {
  const Tensor out = empty({indices.numel(), 1}, kDouble);
  const Tensor flat = host_clone(indices.to(kLong));
  const auto* at = flat.data_ptr<std::int64_t>();
  std::vector<double> times(std::size_t(l.rows), 0);
  for (std::int64_t i = 0; i < flat.numel(); ++i) ++times[std::size_t(at[i])];
  for (std::int64_t i = 0; i < flat.numel(); ++i)
    out.data_ptr<double>()[i] = at[i] == l.padding ? 0 : l.by_frequency ? 1 / times[std::size_t(at[i])] : 1;
  return placed_beside(indices, out.to(dtype));
}

void embedding_gradient(Backward& b) {
  const auto& l = b.attributes<Lookup>();
  const Tensor indices = b.saved(0), table = zeros(b.input_sizes(0), b.grad().options());
  Tensor rows = b.grad().reshape({indices.numel(), table.size(1)});
  if (l.padding >= 0 || l.by_frequency) rows = rows * weights_of(indices, l, rows.dtype());
  b.give(0, table.index_add(0, indices.reshape({-1}), rows));
}
constexpr GradientRule kEmbedding = {"EmbeddingBackward0", embedding_gradient};

void pad_gradient(Backward& b) {
  std::vector<std::int64_t> cut;
  for (std::int64_t p : b.attributes<Border>().pad) cut.push_back(-p);
  b.give(0, constant_pad_nd(b.grad(), cut, 0));
}
constexpr GradientRule kPad = {"ConstantPadNdBackward0", pad_gradient, false, destroy_attributes<Border>};

/// `t` without what negative entries of `pad` cut off.
Layout trimmed(const Layout& l, IntArrayRef pad) {
  auto sizes = l.sizes().vec();
  std::int64_t offset = l.offset();
  for (std::size_t i = 0; 2 * i + 1 < pad.size(); ++i) {
    const std::size_t d = sizes.size() - 1 - i;
    const std::int64_t before = std::max<std::int64_t>(-pad[2 * i], 0),
                       after = std::max<std::int64_t>(-pad[2 * i + 1], 0);
    sizes[d] -= before + after;
    if (sizes[d] < 0) raise(ErrorKind::value, "narrow(): length must be non-negative.");
    offset += before * l.stride(int(d));
  }
  return {sizes, l.strides(), offset};
}

}  // namespace

Tensor embedding(const Tensor& weight, const Tensor& indices, std::int64_t padding_idx, bool scale_grad_by_freq,
                 bool sparse) {
  if (sparse) raise(ErrorKind::not_implemented, "embedding: sparse gradients are not supported; leave sparse out");
  if (weight.dim() != 2) raise(ErrorKind::value, "'weight' must be 2-D, found sizes " + to_string(weight.sizes()));
  if (indices.dtype() != kLong && indices.dtype() != kInt)
    raise(ErrorKind::value,
          "Expected tensor for argument #1 'indices' to have one of the following scalar types: "
          "Long, Int; but got " +
              indices.toString() + " instead (while checking arguments for embedding)");
  std::vector<std::int64_t> sizes = indices.sizes().vec();
  sizes.push_back(weight.size(1));
  Tensor out;
  {
    NoGradGuard no_grad;
    out = raw_view(weight, weight.layout()).index_select(0, indices.reshape({-1}));
    out->layout = Layout(sizes);
  }
  record(kEmbedding, out, {&weight}, {save(indices)}, Lookup{weight.size(0), padding_idx, scale_grad_by_freq});
  return out;
}

Tensor& embedding_renorm_(const Tensor& weight, const Tensor& indices, double max_norm, double norm_type) {
  NoGradGuard no_grad;
  const Tensor flat = host_clone(indices.to(kLong)),
               rows = host_clone(weight.index_select(0, indices.reshape({-1})).to(kDouble));
  const std::int64_t width = weight.size(1);
  std::vector<bool> done(std::size_t(weight.size(0)), false);
  for (std::int64_t i = 0; i < flat.numel(); ++i) {
    const std::int64_t row = flat.data_ptr<std::int64_t>()[i];
    if (done[std::size_t(row)]) continue;
    done[std::size_t(row)] = true;
    double total = 0;
    for (std::int64_t k = 0; k < width; ++k)
      total += std::pow(std::fabs(rows.data_ptr<double>()[i * width + k]), norm_type);
    const double norm = std::pow(total, 1 / norm_type);
    if (norm <= max_norm) continue;
    const Tensor part = raw_view(weight, weight.select(0, row).layout());
    raw_copy(part, part.mul(Scalar(max_norm / (norm + 1e-7))));
  }
  wrote(weight);
  return weight.handle();
}

Tensor constant_pad_nd(const Tensor& t, IntArrayRef pad, const Scalar& value) {
  if (pad.size() % 2)
    raise(ErrorKind::value, "Length of pad must be even but instead it equals " + std::to_string(pad.size()));
  if (std::int64_t(pad.size()) > 2 * t.dim())
    raise(ErrorKind::value,
          "Length of pad should be no more than twice the number of dimensions of the input. Pad "
          "length is " +
              std::to_string(pad.size()) + " while the input has " + std::to_string(t.dim()) + " dimensions.");
  const Tensor core = raw_view(t, trimmed(t.layout(), pad));
  std::vector<std::int64_t> sizes = core.sizes().vec();
  Layout inside;
  {
    std::vector<std::int64_t> starts(sizes.size(), 0);
    for (std::size_t i = 0; 2 * i + 1 < pad.size(); ++i) {
      const std::size_t d = sizes.size() - 1 - i;
      starts[d] = std::max<std::int64_t>(pad[2 * i], 0);
      sizes[d] += starts[d] + std::max<std::int64_t>(pad[2 * i + 1], 0);
    }
    const Layout dense(sizes);
    std::int64_t offset = 0;
    for (std::size_t d = 0; d < sizes.size(); ++d) offset += starts[d] * dense.stride(int(d));
    inside = Layout(core.sizes(), dense.strides(), offset);
  }
  Tensor out = raw_empty(sizes, t);
  raw_fill(out, value);
  raw_copy(raw_view(out, inside), core);
  if (!is_recorded({&t}) || !is_floating(t.dtype())) return out;
  const Tensor* result = &out;
  set_gradient_edge(out, make_list_node(kPad, {&result, 1}, {&t, 1}, 0, Border{pad.vec()}), 0);
  return out;
}

}  // namespace gradproof
