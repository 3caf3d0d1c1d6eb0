#pragma once
// out= forms: the function of the same name, written to `out`, which comes back (core/ops/out.hpp has the rules and is
// how further ones are made).
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

const Tensor& zeros_out(const Tensor& out, IntArrayRef sizes);
const Tensor& ones_out(const Tensor& out, IntArrayRef sizes);
const Tensor& full_out(const Tensor& out, IntArrayRef sizes, const Scalar& value);
const Tensor& arange_out(const Tensor& out, const Scalar& start, const Scalar& end, const Scalar& step = 1);
inline const Tensor& arange_out(const Tensor& out, const Scalar& end) { return arange_out(out, 0, end); }
const Tensor& cat_out(const Tensor& out, const TensorList& tensors, std::int64_t dim = 0);
const Tensor& stack_out(const Tensor& out, const TensorList& tensors, std::int64_t dim = 0);
const Tensor& add_out(const Tensor& out, const Tensor& a, const Tensor& b, const Scalar& alpha = 1);
const Tensor& sub_out(const Tensor& out, const Tensor& a, const Tensor& b, const Scalar& alpha = 1);
const Tensor& mul_out(const Tensor& out, const Tensor& a, const Tensor& b);
const Tensor& mul_out(const Tensor& out, const Tensor& a, const Scalar& b);
const Tensor& div_out(const Tensor& out, const Tensor& a, const Tensor& b);
const Tensor& div_out(const Tensor& out, const Tensor& a, const Scalar& b);
const Tensor& pow_out(const Tensor& out, const Tensor& a, const Tensor& b);
const Tensor& pow_out(const Tensor& out, const Tensor& a, const Scalar& b);
const Tensor& maximum_out(const Tensor& out, const Tensor& a, const Tensor& b);
const Tensor& minimum_out(const Tensor& out, const Tensor& a, const Tensor& b);
const Tensor& matmul_out(const Tensor& out, const Tensor& a, const Tensor& b);
const Tensor& mm_out(const Tensor& out, const Tensor& a, const Tensor& b);
/// x times w transposed, plus b.
const Tensor& linear_out(const Tensor& out, const Tensor& x, const Tensor& w, const std::optional<Tensor>& b = {});
const Tensor& exp_out(const Tensor& out, const Tensor& a);
const Tensor& log_out(const Tensor& out, const Tensor& a);
const Tensor& sqrt_out(const Tensor& out, const Tensor& a);
const Tensor& abs_out(const Tensor& out, const Tensor& a);
const Tensor& neg_out(const Tensor& out, const Tensor& a);
const Tensor& sigmoid_out(const Tensor& out, const Tensor& a);
const Tensor& tanh_out(const Tensor& out, const Tensor& a);
const Tensor& sin_out(const Tensor& out, const Tensor& a);
const Tensor& cos_out(const Tensor& out, const Tensor& a);
const Tensor& clamp_out(const Tensor& out, const Tensor& a, const std::optional<Scalar>& min,
                        const std::optional<Scalar>& max = {});
const Tensor& sum_out(const Tensor& out, const Tensor& a, IntArrayRef dims, bool keepdim = false);
const Tensor& mean_out(const Tensor& out, const Tensor& a, IntArrayRef dims, bool keepdim = false);
const Tensor& where_out(const Tensor& out, const Tensor& condition, const Tensor& a, const Tensor& b);

}  // namespace gradproof
