#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/oracle/rules.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <numeric>

namespace gradproof::checks::oracle {
namespace {

/// (batch, n, k) times (batch, k, m).
Array multiply(const Array& a, const Array& b) {
  auto batch = a.shape()[0], n = a.shape()[1], k = a.shape()[2], m = b.shape()[2];
  Numbers y(static_cast<std::size_t>(batch * n * m), 0.0);
  for (std::int64_t i = 0; i < batch * n; ++i)
    for (std::int64_t l = 0; l < k; ++l)
      for (std::int64_t j = 0; j < m; ++j)
        y[static_cast<std::size_t>(i * m + j)] += a[i * k + l] * b[(i / n * k + l) * m + j];
  return Array({batch, n, m}, a.dtype(), std::move(y));
}

Var batched(const Var& a, const Var& b) {
  return record(
      {a, b}, [](const Arrays& in) { return multiply(in[0], in[1]); },
      [](const Node& node, const Var& g) {
        return Vars{batched(g, transpose(node.in(1), 1, 2)), batched(transpose(node.in(0), 1, 2), g)};
      });
}

/// The matrices of x, repeated over the batch dimensions `batch`, as one list.
Var as_batch(const Var& x, Shape batch) {
  Shape matrix(x.shape().end() - 2, x.shape().end()), full = batch;
  full.insert(full.end(), matrix.begin(), matrix.end());
  return reshape(expand(x, full), {count(batch), matrix[0], matrix[1]});
}

}  // namespace

Var transpose(const Var& x, std::int64_t a, std::int64_t b) {
  auto p = static_cast<std::size_t>(wrapped_dim(a, x.shape().size())),
       q = static_cast<std::size_t>(wrapped_dim(b, x.shape().size()));
  Shape shape = x.shape(), strides = row_major_strides(shape);
  if (shape.empty()) return x;
  std::swap(shape[p], shape[q]);
  std::swap(strides[p], strides[q]);
  Positions from{0};
  for (std::size_t d = 0; d < shape.size(); ++d) {
    Positions next;
    for (std::int64_t position : from)
      for (std::int64_t i = 0; i < shape[d]; ++i) next.push_back(position + i * strides[d]);
    from = std::move(next);
  }
  return gather(x, std::move(from), shape);
}

Var matmul(const Var& a, const Var& b) {
  std::size_t rank_a = a.shape().size(), rank_b = b.shape().size();
  if (rank_a == 0 || rank_b == 0)
    throw Raised("shape", "matmul: both operands need at least one dimension, one is 0-dim");
  if (a.dtype() != b.dtype())
    throw Raised("dtype", fmt::format("matmul: found {} and {}, expected the same dtype", name_of(a.dtype()),
                                      name_of(b.dtype())));
  Shape shape_a = a.shape(), shape_b = b.shape();
  if (rank_a == 1) shape_a.insert(shape_a.begin(), 1);
  if (rank_b == 1) shape_b.push_back(1);
  if (shape_a.back() != shape_b[shape_b.size() - 2])
    throw Raised("shape", fmt::format("matmul: the sizes {} and {} do not fit: {} columns, {} rows", a.shape(),
                                      b.shape(), shape_a.back(), shape_b[shape_b.size() - 2]));
  Shape batch = broadcast(Shape(shape_a.begin(), shape_a.end() - 2), Shape(shape_b.begin(), shape_b.end() - 2));
  Var product = batched(as_batch(reshape(a, shape_a), batch), as_batch(reshape(b, shape_b), batch));
  Shape result = batch;
  if (rank_a > 1) result.push_back(product.shape()[1]);
  if (rank_b > 1) result.push_back(product.shape()[2]);
  return reshape(product, result);
}

Var triangle(const Var& x, std::int64_t diagonal, bool upper) {
  if (x.shape().size() < 2)
    throw Raised("shape", fmt::format("tril, triu: found sizes {}, expected at least two dimensions", x.shape()));
  std::int64_t rows = x.shape()[x.shape().size() - 2], columns = x.shape().back();
  std::vector<bool> which;
  for (std::int64_t i = 0; i < x.value().size(); ++i) {
    std::int64_t above = i % columns - i / columns % rows;
    which.push_back(upper ? above >= diagonal : above <= diagonal);
  }
  return keep(x, which);
}

}  // namespace gradproof::checks::oracle
