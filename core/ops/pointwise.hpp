#pragma once
// The lists of all scalar functions, from which every backend makes its tables. To add one: a struct in the
// scalar_<kind>.hpp that it belongs to, its place in a list here, and its gradient and row in a pointwise_<kind>.cpp.
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/ops/scalar_activation.hpp>
#include <gradproof/core/ops/scalar_arithmetic.hpp>
#include <gradproof/core/ops/scalar_comparison.hpp>
#include <gradproof/core/ops/scalar_ternary.hpp>
#include <gradproof/core/ops/scalar_unary.hpp>

namespace gradproof::scalar {

using BinaryList =
    FunctionList<Add, Sub, Mul, Div, Pow, Square, Cube, PowHalf, PowMinusHalf, PowMinusOne, PowMinusTwo, Maximum,
                 Minimum, FloorDivide, TruncDivide, Fmod, Remainder, Fmax, Fmin, Atan2, Hypot, Copysign, LogAddExp,
                 Xlogy, ReluBackward, SigmoidBackward, TanhBackward, GeluBackward, SiluBackward, MishBackward,
                 LogSigmoidBackward, BitAnd, BitOr, BitXor, ShiftLeft, ShiftRight>;
using CompareList = FunctionList<Eq, Ne, Lt, Le, Gt, Ge, LogicalAnd, LogicalOr, LogicalXor, IsInf, IsFinite, SignBit>;
using UnaryList = FunctionList<Neg, Abs, Sign, Relu, Exp, Log, Sigmoid, Tanh, Sqrt, Rsqrt, Reciprocal, Sin, Cos, Floor,
                               Ceil, Round, Trunc, BitNot, Frac, Exp2, Expm1, Log1p, Log2, Log10, Tan, Asin, Acos, Atan,
                               Sinh, Cosh, Asinh, Acosh, Atanh, Erf, Erfc, Deg2Rad, Rad2Deg, Gelu, GeluTanh, Silu, Mish,
                               LogSigmoid, Hardsigmoid, Hardswish, Selu>;
using TernaryList = FunctionList<LeakyRelu, LeakyReluBackward, EluBackward, Elu, Celu, Softplus, HardShrink, SoftShrink,
                                 Logit, Threshold, Clamp, Lerp, AddProduct, AddQuotient, Where>;

/// Where the lists begin in the one row of numbers.
inline constexpr int kFirstComparison = BinaryList::size, kFirstUnary = kFirstComparison + CompareList::size,
                     kFirstTernary = kFirstUnary + UnaryList::size, kFunctionCount = kFirstTernary + TernaryList::size;
static_assert(kFunctionCount <= 256, "PointwiseId is one byte");

/// The number under which a backend finds F: binary functions first, then comparisons, unary and ternary ones.
template <class F>
constexpr PointwiseId id_of() {
  constexpr int b = BinaryList::index_of<F>(), c = CompareList::index_of<F>(), u = UnaryList::index_of<F>(),
                t = TernaryList::index_of<F>();
  static_assert(b >= 0 || c >= 0 || u >= 0 || t >= 0, "F stands in none of the lists");
  return PointwiseId(b >= 0 ? b : c >= 0 ? kFirstComparison + c : u >= 0 ? kFirstUnary + u : kFirstTernary + t);
}

}  // namespace gradproof::scalar
