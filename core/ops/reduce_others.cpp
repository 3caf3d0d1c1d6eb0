// Products, sums that leave NaN out, and questions about all elements.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/reduced_dims.hpp>
#include <gradproof/core/ops/scan.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

/// For every element of the last dimension of `x` the product of the others, right also where some are 0.
Tensor product_of_others(const Tensor& x) {
  const std::int64_t n = x.size(-1);
  const Tensor before = ones(x.sizes(), x.options()), after = ones(x.sizes(), x.options());
  if (n > 1) {
    before.narrow(-1, 1, n - 1).copy_(running_product(x.narrow(-1, 0, n - 1), -1, false));
    after.narrow(-1, 0, n - 1).copy_(running_product(x.narrow(-1, 1, n - 1), -1, true));
  }
  return before * after;
}

struct ProductDim {
  int dim;  ///< -1: all
  bool keepdim;
};

bool has_zero(const Tensor& t) { return t.detach().eq(0).any().item<bool>(); }

void prod_gradient(Backward& b) {
  const Tensor self = b.saved(0), result = b.saved(1);
  const auto [dim, keepdim] = b.attributes<ProductDim>();
  if (self.dim() == 0) return b.give(0, b.grad().clone());
  const bool put_back = dim >= 0 && !keepdim;
  const Tensor g = put_back ? b.grad().unsqueeze(dim) : b.grad();
  if (!has_zero(result)) return b.give(0, g * ((put_back ? result.unsqueeze(dim) : result) / self));
  if (dim < 0) return b.give(0, g * product_of_others(self.reshape({-1})).reshape(self.sizes()));
  b.give(0, g * product_of_others(self.transpose(dim, -1)).transpose(dim, -1));
}

void nansum_gradient(Backward& b) {
  const Tensor self = b.saved(0);
  b.give(0, restored(b.grad(), b.attributes<ReducedDims>(), self.sizes().size()) * self.eq(self));
}

constexpr GradientRule kProd = {"ProdBackward0", prod_gradient}, kProdDim = {"ProdBackward1", prod_gradient},
                       kNansum = {"NansumBackward0", nansum_gradient};

DType total_type(const Tensor& t, std::optional<DType> asked) {
  return asked.value_or(is_floating(t.dtype()) ? t.dtype() : DType::int64);
}

Tensor bool_result(ReduceId id, const Tensor& t, std::uint64_t mask, bool keepdim) {
  const Tensor out = reduce_kept(id, t, mask, DType::boolean, id == ReduceId::all);
  if (!keepdim) drop_reduced(out, mask);
  NoGradGuard no_grad;
  return t.dtype() == DType::uint8 ? out.to(DType::uint8) : out;
}

}  // namespace

Tensor Tensor::prod(std::optional<DType> dtype) const {
  const Tensor in = to(total_type(*this, dtype));
  const std::uint64_t mask = mask_of({}, in, "prod");
  Tensor out = reduce_kept(ReduceId::prod, in, mask, in.dtype(), 1);
  drop_reduced(out, mask);
  record(kProd, out, {&in}, {save(in), save_output(out)}, ProductDim{-1, false});
  return out;
}

Tensor Tensor::prod(std::int64_t dim, bool keepdim, std::optional<DType> dtype) const {
  const Tensor in = to(total_type(*this, dtype));
  const std::uint64_t mask = mask_of(dim, in, "prod");
  Tensor out = reduce_kept(ReduceId::prod, in, mask, in.dtype(), 1);
  if (!keepdim) drop_reduced(out, mask);
  record(kProdDim, out, {&in}, {save(in), save_output(out)},
         ProductDim{wrap_dim(dim, int(this->dim()), "prod"), keepdim});
  return out;
}

Tensor Tensor::nansum(OptionalIntArrayRef dims, bool keepdim, std::optional<DType> dtype) const {
  if (!is_floating(this->dtype())) return sum(dims.value_or_none(), keepdim, dtype);
  const Tensor in = to(total_type(*this, dtype));
  const std::uint64_t mask = mask_of(dims.value_or_none(), in, "nansum");
  Tensor out = reduce_kept(ReduceId::nansum, in, mask, in.dtype(), 0);
  if (!keepdim) drop_reduced(out, mask);
  record(kNansum, out, {&in}, {save(in)}, ReducedDims{mask, keepdim});
  return out;
}

Tensor Tensor::nanmean(OptionalIntArrayRef dims, bool keepdim, std::optional<DType> dtype) const {
  if (!is_floating(this->dtype()))
    raise(ErrorKind::not_implemented, "nanmean(): expected input to have floating point or complex dtype but got " +
                                          std::string(scalar_name(this->dtype())));
  const Tensor numbers = detach().eq(detach());
  return nansum(dims, keepdim, dtype) / numbers.sum(dims.value_or_none(), keepdim);
}

Tensor Tensor::any() const { return bool_result(ReduceId::any, *this, mask_of({}, *this, "any"), false); }
Tensor Tensor::all() const { return bool_result(ReduceId::all, *this, mask_of({}, *this, "all"), false); }
Tensor Tensor::any(IntArrayRef dims, bool keepdim) const {
  return bool_result(ReduceId::any, *this, dims.empty() ? 0 : mask_of(dims, *this, "any"), keepdim);
}
Tensor Tensor::all(IntArrayRef dims, bool keepdim) const {
  return bool_result(ReduceId::all, *this, dims.empty() ? 0 : mask_of(dims, *this, "all"), keepdim);
}

Tensor Tensor::count_nonzero(OptionalIntArrayRef dims) const { return detach().ne(0).sum(dims.value_or_none()); }

}  // namespace gradproof
