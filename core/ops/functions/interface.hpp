#pragma once
// libtorch's other spellings: type predicates, facts as functions, comparisons with the number on the left, losses by
// their operator names.
#include <gradproof/core/layout/array_ref.hpp>
#include <gradproof/core/ops/functions/losses.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <sstream>

namespace gradproof {

using DimVector = std::vector<std::int64_t>;
template <class T, unsigned N>
using SmallVector = std::vector<T>;
template <class T>
using CppTypeToScalarType = DTypeOf<T>;
template <class T>
ArrayRef<T> makeArrayRef(const std::vector<T>& v) {
  return v;
}
template <class Row>
std::string Join(const std::string& separator, const Row& row) {
  std::ostringstream out;
  bool first = true;
  for (const auto& v : row) out << (first ? "" : separator) << v, first = false;
  return out.str();
}

template <class Row>
std::int64_t multiply_integers(const Row& row) {
  std::int64_t product = 1;
  for (std::int64_t v : row) product *= v;
  return product;
}

inline std::string toString(DType t) { return std::string(scalar_name(t)); }
constexpr bool isFloatingType(DType t) { return is_floating(t); }
constexpr bool isIntegralType(DType t, bool include_bool = false) { return is_integral(t, include_bool); }
constexpr bool isComplexType(DType t) { return t == kComplexFloat || t == kComplexDouble; }
constexpr std::size_t elementSize(DType t) { return size_of(t); }
constexpr DType promoteTypes(DType a, DType b) { return promote(a, b); }
constexpr DType promote_types(DType a, DType b) { return promote(a, b); }
constexpr DType typeMetaToScalarType(TypeMeta t) { return t; }
constexpr TypeMeta scalarTypeToTypeMeta(DType t) { return TypeMeta(t); }
inline TypeMeta get_default_dtype() { return TypeMeta(default_dtype()); }
inline DType get_default_dtype_as_scalartype() { return default_dtype(); }
/// Whether a value of `from` may be written into a tensor of `to`: never to a lower kind.
constexpr bool canCast(DType from, DType to) {
  auto kind = [](DType t) { return is_floating(t) ? 2 : t == kBool ? 0 : 1; };
  return kind(from) <= kind(to);
}
constexpr bool can_cast(DType from, DType to) { return canCast(from, to); }

/// The type in which two operands are computed: a number yields to a tensor, a tensor without dimensions to one with.
DType result_type(const Tensor& a, const Tensor& b);
DType result_type(const Tensor& a, const Scalar& b);
inline DType result_type(const Scalar& a, const Tensor& b) { return result_type(b, a); }
DType result_type(const Scalar& a, const Scalar& b);

inline bool is_floating_point(const Tensor& t) { return t.is_floating_point(); }
inline Tensor fix(const Tensor& t) { return t.trunc(); }
inline Tensor arcsin(const Tensor& t) { return t.asin(); }
inline Tensor arccos(const Tensor& t) { return t.acos(); }
inline Tensor arctan(const Tensor& t) { return t.atan(); }
inline Tensor arcsinh(const Tensor& t) { return t.asinh(); }
inline Tensor arccosh(const Tensor& t) { return t.acosh(); }
inline Tensor arctanh(const Tensor& t) { return t.atanh(); }
inline Tensor arctan2(const Tensor& a, const Tensor& b) { return a.atan2(b); }
inline Tensor absolute(const Tensor& t) { return t.abs(); }
inline Tensor negative(const Tensor& t) { return t.neg(); }
#define GRADPROOF_SECOND_NAME(second)             \
  template <class... A>                           \
  Tensor second(const Tensor& t, const A&... a) { \
    return t.second(a...);                        \
  }
GRADPROOF_SECOND_NAME(subtract)
GRADPROOF_SECOND_NAME(multiply)
GRADPROOF_SECOND_NAME(divide)
GRADPROOF_SECOND_NAME(not_equal)
GRADPROOF_SECOND_NAME(less)
GRADPROOF_SECOND_NAME(less_equal)
GRADPROOF_SECOND_NAME(greater)
GRADPROOF_SECOND_NAME(greater_equal)
GRADPROOF_SECOND_NAME(clip)
#undef GRADPROOF_SECOND_NAME

inline bool is_inference(const Tensor& t) { return t.is_inference(); }
inline std::int64_t size(const Tensor& t, std::int64_t dim) { return t.size(dim); }
inline std::int64_t stride(const Tensor& t, std::int64_t dim) { return t.stride(dim); }
inline std::int64_t numel(const Tensor& t) { return t.numel(); }
inline bool is_nonzero(const Tensor& t) { return t.is_nonzero(); }
namespace native {
using gradproof::is_nonzero;
}
inline Tensor scalar_to_tensor(const Scalar& value) {
  return scalar_tensor(value, value.isFloatingPoint() ? kDouble : value.type());
}

inline Tensor operator&(const Scalar& a, const Tensor& b) { return b.bitwise_and(a); }
inline Tensor operator|(const Scalar& a, const Tensor& b) { return b.bitwise_or(a); }
inline Tensor operator^(const Scalar& a, const Tensor& b) { return b.bitwise_xor(a); }
inline Tensor operator==(const Scalar& a, const Tensor& b) { return b.eq(a); }
inline Tensor operator!=(const Scalar& a, const Tensor& b) { return b.ne(a); }
inline Tensor operator<(const Scalar& a, const Tensor& b) { return b.gt(a); }
inline Tensor operator>(const Scalar& a, const Tensor& b) { return b.lt(a); }
inline Tensor operator<=(const Scalar& a, const Tensor& b) { return b.ge(a); }
inline Tensor operator>=(const Scalar& a, const Tensor& b) { return b.le(a); }

using nn::functional::binary_cross_entropy;
using nn::functional::binary_cross_entropy_with_logits;
using nn::functional::cosine_embedding_loss;
using nn::functional::cosine_similarity;
using nn::functional::hinge_embedding_loss;
using nn::functional::huber_loss;
using nn::functional::kl_div;
using nn::functional::l1_loss;
using nn::functional::margin_ranking_loss;
using nn::functional::mse_loss;
using nn::functional::multi_margin_loss;
using nn::functional::multilabel_margin_loss;
using nn::functional::nll_loss;
using nn::functional::poisson_nll_loss;
using nn::functional::smooth_l1_loss;
using nn::functional::soft_margin_loss;
using nn::functional::triplet_margin_loss;

}  // namespace gradproof
