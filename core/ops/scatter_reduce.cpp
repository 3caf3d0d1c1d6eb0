// scatter_reduce: several sources may meet at one place, and the old value there may or may not count.
#include <cmath>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/element_index.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <limits>

namespace gradproof {
namespace {

enum class Reduce { sum, prod, mean, amax, amin };

struct ReduceOf {
  int dim;
  Reduce reduce;
  bool include_self;
};

Reduce reduce_named(const std::string& text) {
  const char* names[] = {"sum", "prod", "mean", "amax", "amin"};
  for (int r = 0; r < 5; ++r)
    if (text == names[r]) return Reduce(r);
  raise(ErrorKind::value, "reduce argument must be either sum, prod, mean, amax or amin, got " + text);
}

/// What is kept besides the index.
struct Values {
  Tensor self, src, result;
};

IndexedId combination(Reduce r) {
  constexpr IndexedId ids[] = {IndexedId::add, IndexedId::multiply, IndexedId::add, IndexedId::maximum,
                               IndexedId::minimum};
  return ids[int(r)];
}

double neutral(Reduce r) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double values[] = {0, 1, 0, -infinity, infinity};
  return values[int(r)];
}

/// How many values met at every place.
Tensor counts(const Tensor& like, const ReduceOf& r, const Tensor& index) {
  const Tensor start = r.include_self ? ones(like.sizes(), like.options()) : zeros(like.sizes(), like.options());
  return start.scatter_add(r.dim, index, ones(index.sizes(), like.options()));
}

void sum_gradient(Backward& b, const ReduceOf& r, const Tensor& g, const Tensor& index) {
  if (b.wants(0)) b.give(0, r.include_self ? g : g.scatter(r.dim, index, Scalar(0)));
  if (b.wants(1)) b.give(1, g.gather(r.dim, index));
}
void mean_gradient(Backward& b, const ReduceOf& r, const Tensor& index) {
  const Tensor n = counts(b.grad(), r, index).maximum(ones({}, b.grad().options()));
  sum_gradient(b, r, b.grad() / n, index);
}
// What was chosen shares the gradient equally.
void extreme_gradient(Backward& b, const ReduceOf& r, const Tensor& index, const Values& v) {
  const auto& [self, src, result] = v;
  const Tensor at_src = result.gather(r.dim, index).eq(src).to(self.dtype());
  Tensor at_self = result.eq(self).to(self.dtype());
  if (!r.include_self) at_self = at_self.scatter(r.dim, index, Scalar(0));
  const Tensor shared = b.grad() / at_self.scatter_add(r.dim, index, at_src);
  if (b.wants(0)) b.give(0, (shared * at_self).masked_fill(at_self.eq(0), 0));
  if (b.wants(1)) b.give(1, shared.gather(r.dim, index) * at_src);
}
void product_gradient(Backward& b, const ReduceOf& r, const Tensor& index, const Values& v) {
  const auto& [self, src, result] = v;
  const Tensor weighted = b.grad() * result;
  if (b.wants(0)) {
    const Tensor own = (weighted / self).masked_fill(self.eq(0), 0);
    b.give(0, r.include_self ? own : b.grad().mul(1).scatter(r.dim, index, Scalar(0)));
  }
  if (b.wants(1)) b.give(1, weighted.gather(r.dim, index) / src);
}
void scatter_reduce_gradient(Backward& b) {
  const auto& r = b.attributes<ReduceOf>();
  const Tensor index = b.saved(0);
  const Values values = {b.saved(1), b.saved(2), b.saved(3)};
  if (r.reduce == Reduce::sum) return sum_gradient(b, r, b.grad(), index);
  if (r.reduce == Reduce::mean) return mean_gradient(b, r, index);
  if (r.reduce == Reduce::prod) return product_gradient(b, r, index, values);
  extreme_gradient(b, r, index, values);
}
constexpr GradientRule kScatterReduce = {"ScatterReduceBackward0", scatter_reduce_gradient};

void divide_by_counts(const Tensor& out, const ReduceOf& r, const Tensor& index) {
  const Tensor n = counts(raw_view(out, out.layout()), r, index);
  const Tensor one = ones({}, out.options());
  const Tensor result = raw_view(out, out.layout()) / n.maximum(one);
  raw_copy(out, is_floating(out.dtype()) ? result : result.to(out.dtype()));
}

void reduce_into(const Tensor& out, const ReduceOf& r, const Tensor& index, const Tensor& src) {
  if (index.numel() == 0) return;
  NoGradGuard no_grad;
  const Indexed where = element_index(out, r.dim, index, "scatter_reduce");
  if (!r.include_self) {
    const double start = neutral(r.reduce);
    const bool wide = is_floating(out.dtype()) || std::isfinite(start);
    // An integer has no infinity: what is written first is one of the sources themselves.
    run_indexed(IndexedId::write, wide ? scalar_tensor(start, out.options()) : src, out, where);
  }
  run_indexed(combination(r.reduce), src, out, where);
  if (r.reduce == Reduce::mean) divide_by_counts(out, r, index);
}

Tensor scatter_reduced(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& src,
                       const std::string& reduce, bool include_self, Where where) {
  const ReduceOf r{wrap_dim(dim, int(t.dim()), "scatter_reduce"), reduce_named(reduce), include_self};
  expect_scatter_fits(t, r.dim, index, src, "scatter_reduce");
  expect_apart(t, where, {&index, &src});
  // PyTorch keeps all four, whichever the reduction.
  const Tensor old = where == Where::in_place && is_recorded({&t, &src}) ? t.clone() : t;
  Node* made = nullptr;
  const Tensor out = modify(
      t, where, "scatter_reduce_", {&src},
      [&](const Tensor& result) {
        const Tensor* one = &result;
        Ref<Node> node = make_node(kScatterReduce, {&one, 1}, {&t, &src}, {save(index), save(old), save(src), {}}, r);
        made = node.get();
        return node;
      },
      [&](const Tensor& result) { reduce_into(result, r, index, as_large_as(index, src)); });
  if (made) made->saved()[3] = SavedTensor(out, true);
  return out;
}

}  // namespace

Tensor Tensor::scatter_reduce(std::int64_t dim, const Tensor& index, const Tensor& src, const std::string& reduce,
                              bool include_self) const {
  return scatter_reduced(*this, dim, index, src, reduce, include_self, Where::new_tensor);
}
Tensor& Tensor::scatter_reduce_(std::int64_t dim, const Tensor& index, const Tensor& src, const std::string& reduce,
                                bool include_self) const {
  return scatter_reduced(*this, dim, index, src, reduce, include_self, Where::in_place), handle();
}

namespace {
/// One index a row as scatter_reduce takes it: one for every element of `source`.
Tensor for_each_element(const Tensor& index, const Tensor& source, std::int64_t dim) {
  if (index.dim() > 1) raise(ErrorKind::index, "index_reduce_(): Index is supposed to be a vector");
  if (source.dim() == 0) return index.reshape({});
  std::vector<std::int64_t> sizes(std::size_t(source.dim()), 1);
  const int at = wrap_dim(dim, int(source.dim()), "index_reduce");
  if (index.numel() != source.size(at))
    raise(ErrorKind::shape, "index_reduce_(): Number of indices (" + std::to_string(index.numel()) +
                                ") should be equal to source.size(dim): (" + std::to_string(source.size(at)) + ")");
  sizes[std::size_t(at)] = index.numel();
  return index.reshape(sizes).expand(source.sizes());
}
}  // namespace

Tensor Tensor::index_reduce(std::int64_t dim, const Tensor& index, const Tensor& source, const std::string& reduce,
                            bool include_self) const {
  return scatter_reduce(dim, for_each_element(index, source, dim), source, reduce, include_self);
}
Tensor& Tensor::index_reduce_(std::int64_t dim, const Tensor& index, const Tensor& source, const std::string& reduce,
                              bool include_self) const {
  return scatter_reduce_(dim, for_each_element(index, source, dim), source, reduce, include_self);
}

}  // namespace gradproof
