// Running sums, products and extremes. The derivative of a running sum is one from the other end.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/along.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/scan.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct Scan {
  int dim;
  bool from_end;
};

void cumsum_gradient(Backward& b) {
  const auto [dim, from_end] = b.attributes<Scan>();
  b.give(0, running_sum(b.grad(), dim, !from_end));
}

/// With zeros among the elements there is no dividing: for each place, the products that contain it without it.
Tensor product_gradient_by_place(const Tensor& g, const Tensor& x, int dim, bool from_end) {
  const std::int64_t n = x.size(dim);
  const Tensor all = zeros(x.sizes(), g.options());
  for (std::int64_t k = 0; k < n; ++k) {
    const std::int64_t first = from_end ? 0 : k, length = from_end ? k + 1 : n - k;
    const std::int64_t before = from_end ? k + 1 : 0, others = from_end ? n - k - 1 : k;
    Tensor part = g.narrow(dim, first, length);
    if (length > 1) {
      const std::int64_t rest = from_end ? 0 : k + 1, at = from_end ? 0 : 1;
      const Tensor factors = ones(part.sizes(), x.options());
      factors.narrow(dim, at, length - 1).copy_(running_product(x.narrow(dim, rest, length - 1), dim, from_end));
      part = part * factors;
    }
    if (others > 0) part = part * x.narrow(dim, before, others).prod(dim, true);
    all.narrow(dim, k, 1).copy_(part.sum(dim, true));
  }
  return all;
}

void cumprod_gradient(Backward& b) {
  const auto [dim, from_end] = b.attributes<Scan>();
  const Tensor x = b.saved(0), y = b.saved(1);
  if (x.dim() == 0) return b.give(0, b.grad());
  if (x.detach().eq(0).any().item<bool>()) return b.give(0, product_gradient_by_place(b.grad(), x, dim, from_end));
  b.give(0, running_sum(b.grad() * y, dim, !from_end) / x);
}

constexpr GradientRule kCumsum = {"CumsumBackward0", cumsum_gradient},
                       kCumprod = {"CumprodBackward0", cumprod_gradient},
                       kCummax = {"CummaxBackward0", chosen_gradient}, kCummin = {"CumminBackward0", chosen_gradient};

Tensor scan(AlongId id, const Tensor& t, const Lanes& l, bool from_end) {
  const Tensor in = dense(t);
  Tensor out = make_result(Layout(t.sizes()), t.dtype(), t.device());
  if (out.numel() == 0) return out;
  Along a = along_of(l, in, out, l.size);
  a.flag = from_end;
  t.device().backend().along(id, t.dtype(), a);
  return out;
}

DType total_type(const Tensor& t, std::optional<DType> asked) {
  return asked.value_or(is_floating(t.dtype()) ? t.dtype() : DType::int64);
}

void expect_own_type(const Tensor& t, std::optional<DType> asked, const char* name) {
  if (asked && *asked != t.dtype())
    raise(ErrorKind::dtype, "Bad in-place call: input tensor dtype " + std::string(scalar_name(t.dtype())) +
                                " and output tensor dtype " + std::string(scalar_name(*asked)) + " should match");
  if (t.dtype() == DType::boolean) raise_refused(name, t.dtype());
}

}  // namespace

Tensor running_sum(const Tensor& t, std::int64_t dim, bool from_end) {
  const Lanes l = lanes_of(t, dim, "cumsum");
  Tensor out = scan(AlongId::cumsum, t, l, from_end);
  record(kCumsum, out, {&t}, {}, Scan{l.dim, from_end});
  return out;
}

Tensor running_product(const Tensor& t, std::int64_t dim, bool from_end) {
  const Lanes l = lanes_of(t, dim, "cumprod");
  Tensor out = scan(AlongId::cumprod, t, l, from_end);
  record(kCumprod, out, {&t}, {save(t), save_output(out)}, Scan{l.dim, from_end});
  return out;
}

Tensor Tensor::cumsum(std::int64_t dim, std::optional<DType> dtype) const {
  return running_sum(to(total_type(*this, dtype)), dim, false);
}

Tensor Tensor::cumprod(std::int64_t dim, std::optional<DType> dtype) const {
  return running_product(to(total_type(*this, dtype)), dim, false);
}

Tensor& Tensor::cumsum_(std::int64_t dim, std::optional<DType> dtype) const {
  expect_own_type(*this, dtype, "cumsum_out_cpu");
  const Lanes l = lanes_of(*this, dim, "cumsum");
  const bool recorded = begin_write("cumsum", *this, {});
  Ref<Node> node = write_node(recorded, kCumsum, *this, {this}, {}, Scan{l.dim, false});
  return finish_write("cumsum", *this, scan(AlongId::cumsum, *this, l, false), std::move(node));
}

Tensor& Tensor::cumprod_(std::int64_t dim, std::optional<DType> dtype) const {
  expect_own_type(*this, dtype, "cumprod_out_cpu");
  const Lanes l = lanes_of(*this, dim, "cumprod");
  const bool recorded = begin_write("cumprod", *this, {});
  const Tensor before = old_value(*this, recorded);
  Ref<Node> node = write_node(recorded, kCumprod, *this, {this}, {save(before, recorded), {}}, Scan{l.dim, false});
  Node* made = node.get();
  finish_write("cumprod", *this, scan(AlongId::cumprod, *this, l, false), std::move(node));
  if (made) made->saved()[1] = SavedTensor(*this, true);
  return handle();
}

std::tuple<Tensor, Tensor> Tensor::cummax(std::int64_t dim) const {
  const Lanes l = lanes_of(*this, dim, "cummax");
  return record_chosen(kCummax, choose(AlongId::cummax, *this, l, l.size, false), *this, l);
}

std::tuple<Tensor, Tensor> Tensor::cummin(std::int64_t dim) const {
  const Lanes l = lanes_of(*this, dim, "cummin");
  return record_chosen(kCummin, choose(AlongId::cummin, *this, l, l.size, false), *this, l);
}

}  // namespace gradproof
