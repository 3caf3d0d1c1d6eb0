// Softmax, its logarithm, and the logarithm of a sum of exponentials.
#include <cmath>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/along.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct SoftmaxDim {
  int dim;
};

Tensor rows_of(AlongId id, const Tensor& t, const Tensor* second, const Lanes& l, bool logarithm) {
  const Tensor in = dense(t), other = second ? dense(*second) : Tensor();
  Tensor out = make_result(Layout(t.sizes()), t.dtype(), t.device());
  if (out.numel() == 0) return out;
  Along a = along_of(l, in, out, l.size);
  if (second) a.second = other->data();
  a.flag = logarithm;
  t.device().backend().along(id, t.dtype(), a);
  return out;
}

/// One kernel where nobody differentiates the derivative, public operations otherwise.
void softmax_gradient(Backward& b) {
  const Tensor &g = b.grad(), y = b.saved(0);
  const int dim = b.attributes<SoftmaxDim>().dim;
  if (!is_recorded({&g, &y}) && g.dtype() == y.dtype())
    return b.give(0, rows_of(AlongId::softmax_gradient, g, &y, lanes_of(y, dim, "softmax"), false));
  const Tensor weighted = g * y;
  b.give(0, weighted - y * (y.dim() ? weighted.sum(dim, true) : weighted));
}
void log_softmax_gradient(Backward& b) {
  const Tensor &g = b.grad(), y = b.saved(0);
  const int dim = b.attributes<SoftmaxDim>().dim;
  if (!is_recorded({&g, &y}) && g.dtype() == y.dtype())
    return b.give(0, rows_of(AlongId::softmax_gradient, g, &y, lanes_of(y, dim, "log_softmax"), true));
  b.give(0, g - y.exp() * (y.dim() ? g.sum(dim, true) : g));
}
void logsumexp_gradient(Backward& b) {
  const Tensor self = b.saved(0);
  const auto& r = b.attributes<ReducedDims>();
  const auto rank = self.sizes().size();
  b.give(0, restored(b.grad(), r, rank) * (self - restored(b.saved(1), r, rank)).exp());
}

constexpr GradientRule kSoftmax = {"SoftmaxBackward0", softmax_gradient},
                       kLogSoftmax = {"LogSoftmaxBackward0", log_softmax_gradient},
                       kLogsumexp = {"LogsumexpBackward0", logsumexp_gradient};

Tensor softmax_of(const GradientRule& rule, const Tensor& t, std::int64_t dim, bool logarithm) {
  const Lanes l = lanes_of(t, dim, logarithm ? "log_softmax" : "softmax");
  if (!is_floating(t.dtype()))
    raise(ErrorKind::dtype,
          std::string(logarithm ? "\"log_softmax_lastdim_kernel_impl\"" : "\"softmax_lastdim_kernel_impl\"") +
              " not implemented for '" + std::string(scalar_name(t.dtype())) + "'; convert with .to(kFloat) first");
  Tensor out = rows_of(AlongId::softmax, t, nullptr, l, logarithm);
  record(rule, out, {&t}, {save_output(out)}, SoftmaxDim{l.dim});
  return out;
}

/// Over all elements of each result, whatever the dimensions, with those kept as size 1; unrecorded.
Tensor logsumexp_kept(const Tensor& t, std::uint64_t mask) {
  const Tensor top = reduce_kept(ReduceId::max, t, mask, t.dtype(), -INFINITY);
  const Tensor safe = top.nan_to_num(NAN) * top.abs().ne(INFINITY);
  return reduce_kept(ReduceId::sum, (t - safe).exp(), mask, t.dtype(), 0).log() + safe;
}

/// One dimension in one pass.
Tensor logsumexp_along(const Tensor& t, std::int64_t dim) {
  const Lanes l = lanes_of(t, dim, "logsumexp");
  const Tensor in = dense(t);
  Tensor out = make_result(Layout(resized(t, l, 1)), t.dtype(), t.device());
  if (l.size == 0) return full(resized(t, l, 1), -INFINITY, t.options());
  if (out.numel() > 0) t.device().backend().along(AlongId::logsumexp, t.dtype(), along_of(l, in, out, 1));
  return out;
}

}  // namespace

Tensor Tensor::softmax(std::int64_t dim, std::optional<DType> dtype) const {
  return softmax_of(kSoftmax, to(dtype.value_or(this->dtype())), dim, false);
}

Tensor Tensor::log_softmax(std::int64_t dim, std::optional<DType> dtype) const {
  return softmax_of(kLogSoftmax, to(dtype.value_or(this->dtype())), dim, true);
}

Tensor Tensor::logsumexp(IntArrayRef dims, bool keepdim) const {
  const Tensor in = is_floating(dtype()) ? *this : to(default_dtype());
  const std::uint64_t mask = mask_of(dims, in, "logsumexp");
  Tensor out;
  {
    NoGradGuard no_grad;
    out = dims.size() == 1 ? logsumexp_along(in.detach(), dims[0]) : logsumexp_kept(in.detach(), mask);
  }
  if (!keepdim) drop_reduced(out, mask);
  record(kLogsumexp, out, {&in}, {save(in), save_output(out)}, ReducedDims{mask, keepdim});
  return out;
}

}  // namespace gradproof
