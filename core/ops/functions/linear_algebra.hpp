#pragma once
// Free functions of linear algebra; each is the method of the same name, or says what it is.
#include <gradproof/core/tensor/tensor.hpp>
#include <string_view>

namespace gradproof {

inline Tensor matmul(const Tensor& a, const Tensor& b) { return a.matmul(b); }
inline Tensor mm(const Tensor& a, const Tensor& b) { return a.mm(b); }
inline Tensor bmm(const Tensor& a, const Tensor& b) { return a.bmm(b); }
inline Tensor mv(const Tensor& a, const Tensor& b) { return a.mv(b); }
inline Tensor dot(const Tensor& a, const Tensor& b) { return a.dot(b); }
inline Tensor vdot(const Tensor& a, const Tensor& b) { return a.vdot(b); }
inline Tensor inner(const Tensor& a, const Tensor& b) { return a.inner(b); }
inline Tensor outer(const Tensor& a, const Tensor& b) { return a.outer(b); }
inline Tensor ger(const Tensor& a, const Tensor& b) { return a.outer(b); }
inline Tensor kron(const Tensor& a, const Tensor& b) { return a.kron(b); }
inline Tensor addmm(const Tensor& t, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
                    const Scalar& alpha = 1) {
  return t.addmm(a, b, beta, alpha);
}
inline Tensor addmv(const Tensor& t, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
                    const Scalar& alpha = 1) {
  return t.addmv(a, b, beta, alpha);
}
inline Tensor addbmm(const Tensor& t, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
                     const Scalar& alpha = 1) {
  return t.addbmm(a, b, beta, alpha);
}
inline Tensor baddbmm(const Tensor& t, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
                      const Scalar& alpha = 1) {
  return t.baddbmm(a, b, beta, alpha);
}
inline Tensor addr(const Tensor& t, const Tensor& a, const Tensor& b, const Scalar& beta = 1, const Scalar& alpha = 1) {
  return t.addr(a, b, beta, alpha);
}
inline Tensor tril(const Tensor& t, std::int64_t diagonal = 0) { return t.tril(diagonal); }
inline Tensor triu(const Tensor& t, std::int64_t diagonal = 0) { return t.triu(diagonal); }
inline Tensor trace(const Tensor& t) { return t.trace(); }

/// input [..., in] times weight [out, in] transposed, plus bias [out] where it is defined; a weight [in] gives [...].
/// Throws `shape` and `dtype`.
Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias = {});
inline Tensor linear(const Tensor& input, const Tensor& weight, const std::optional<Tensor>& bias) {
  return linear(input, weight, bias.value_or(Tensor()));
}
/// Sums of products named by letters: "ij,jk->ik", "...i,...i->...", "ii->i"; without "->" the letters that appear once
/// stay, in alphabetical order. Operands are contracted from the left. Throws `argument` and `shape`.
Tensor einsum(std::string_view equation, const TensorList& operands);
/// `path` has no effect.
inline Tensor einsum(std::string_view equation, const TensorList& operands, OptionalIntArrayRef /*path*/) {
  return einsum(equation, operands);
}

}  // namespace gradproof
