#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/along.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct ChosenFrom {
  int dim;
  bool keepdim;
  std::int64_t size;
};

Tensor put_along(const Tensor& t, const Tensor& index, int dim, std::int64_t size);

/// out[j] = t[index[j]] along `dim`.
Tensor take_along(const Tensor& t, const Tensor& index, int dim);

void take_gradient(Backward& b) {
  b.give(0, put_along(b.grad(), b.saved(0), b.attributes<ChosenFrom>().dim, b.attributes<ChosenFrom>().size));
}
void put_gradient(Backward& b) { b.give(0, take_along(b.grad(), b.saved(0), b.attributes<ChosenFrom>().dim)); }
constexpr GradientRule kGather = {"GatherBackward0", take_gradient}, kScatter = {"ScatterAddBackward0", put_gradient};

Tensor take_along(const Tensor& t, const Tensor& index, int dim) {
  expect_one_device({&t, &index});
  const Lanes l = lanes_of(t, dim, "gather");
  const Tensor in = dense(t), where = dense(index);
  Tensor out = make_result(Layout(index.sizes()), t.dtype(), t.device());
  Along a = along_of(l, in, out, index.dim() ? index.size(dim) : 1);
  a.index = static_cast<std::int64_t*>(where.data_ptr());
  t.device().backend().along(AlongId::gather, t.dtype(), a);
  record(kGather, out, {&t}, {save(index)}, ChosenFrom{dim, true, l.size});
  return out;
}

Tensor put_along(const Tensor& t, const Tensor& index, int dim, std::int64_t size) {
  expect_one_device({&t, &index});
  Lanes l = lanes_of(t, dim, "scatter");
  const Tensor in = dense(t), where = dense(index);
  Tensor out = zeros(resized(t, l, size), t.options());
  Along a = along_of(l, in, out, l.size);
  a.size = size;
  a.index = static_cast<std::int64_t*>(where.data_ptr());
  t.device().backend().along(AlongId::scatter, t.dtype(), a);
  record(kScatter, out, {&t}, {save(index)}, ChosenFrom{dim, true, size});
  return out;
}

}  // namespace

Lanes lanes_of(const Tensor& t, std::int64_t dim, const char* name) {
  Lanes l{wrap_dim(dim, int(t.dim()), name), 1, 1, 1};
  for (int d = 0; d < t.dim(); ++d) (d < l.dim ? l.outer : d == l.dim ? l.size : l.inner) *= t.layout().size(d);
  return l;
}

std::vector<std::int64_t> resized(const Tensor& t, const Lanes& l, std::int64_t size) {
  std::vector<std::int64_t> sizes = t.sizes().vec();
  if (!sizes.empty()) sizes[std::size_t(l.dim)] = size;
  return sizes;
}

Along along_of(const Lanes& l, const Tensor& in, const Tensor& out, std::int64_t out_size) {
  return {l.outer, l.size, l.inner, out_size, in->data(), out->data()};
}

Chosen choose(AlongId id, const Tensor& t, const Lanes& l, std::int64_t out_size, bool flag, std::int64_t number) {
  const Tensor in = dense(t);
  const Layout layout(resized(t, l, out_size));
  Chosen c{make_result(layout, t.dtype(), t.device()), make_result(layout, DType::int64, t.device())};
  if (layout.numel() == 0) return c;
  Along a = along_of(l, in, c.values, out_size);
  a.index = static_cast<std::int64_t*>(c.indices.data_ptr());
  a.flag = flag;
  a.number = number;
  t.device().backend().along(id, t.dtype(), a);
  return c;
}

std::tuple<Tensor, Tensor> record_chosen(const GradientRule& rule, const Chosen& chosen, const Tensor& t,
                                         const Lanes& l, bool keepdim) {
  if (!keepdim && t.dim() > 0)
    for (const Tensor* result : {&chosen.values, &chosen.indices}) drop_reduced(*result, std::uint64_t(1) << l.dim);
  record(rule, chosen.values, {&t}, {save(chosen.indices)}, ChosenFrom{l.dim, keepdim || t.dim() == 0, l.size});
  return {chosen.values, chosen.indices};
}

void chosen_gradient(Backward& b) {
  const auto [dim, keepdim, size] = b.attributes<ChosenFrom>();
  const Tensor index = b.saved(0);
  if (keepdim) return b.give(0, put_along(b.grad(), index, dim, size));
  b.give(0, put_along(b.grad().unsqueeze(dim), index.unsqueeze(dim), dim, size));
}

void expect_elements(const Tensor& t, const Lanes& l, const char* name) {
  if (l.size == 0)
    raise(ErrorKind::value, std::string(name) + "(): Expected reduction dim " + std::to_string(l.dim) +
                                " to have non-zero size, found " + to_string(t.sizes()));
}

}  // namespace gradproof
