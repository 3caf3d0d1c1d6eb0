// Vector norms as folds of what each element contributes: no temporary, and the cascade of sums.
#include <cmath>
#include <gradproof/core/cpu/folds.hpp>
#include <gradproof/core/cpu/reduce.hpp>
#include <gradproof/core/cpu/reduce_walk.hpp>
#include <gradproof/core/ops/scalar_arithmetic.hpp>

namespace gradproof::cpu {
namespace {

template <class T>
struct Count : Sum<T> {
  static T take(T x) { return x != 0; }
};
template <class T>
struct Absolute : Sum<T> {
  static T take(T x) { return std::fabs(x); }
};
template <class T>
struct Euclidean : Sum<T> {
  static T take(T x) { return x * x; }
  static T finish(double total) { return T(std::sqrt(total)); }
};
/// `Power`: pow(a, b), or a shorter way for this order.
template <class T, class Power>
struct OfPowers : Sum<T> {
  double order;
  T take(T x) const { return Power::apply(T(std::fabs(x)), T(order)); }
  T finish(double total) const { return T(std::pow(total, 1 / order)); }
};
template <class T>
struct Largest : Max<T> {
  static T take(T x) { return std::fabs(x); }
};
template <class T>
struct Smallest : Min<T> {
  static T take(T x) { return std::fabs(x); }
};

template <class T>
void norm_of(double order, const Elements& e, const FoldKernels* simd) {
  if (order == 2) return reduce_elements(Euclidean<T>(), e, simd);
  if (order == 1) return reduce_elements(Absolute<T>(), e, simd);
  if (order == 0) return reduce_elements(Count<T>(), e, simd);
  if (std::isinf(order))
    return order > 0 ? reduce_elements(Largest<T>(), e, simd) : reduce_elements(Smallest<T>(), e, simd);
  if (order == 3) return reduce_elements(OfPowers<T, scalar::Cube>{{}, order}, e, simd);
  if (order == 0.5) return reduce_elements(OfPowers<T, scalar::PowHalf>{{}, order}, e, simd);
  reduce_elements(OfPowers<T, scalar::Pow>{{}, order}, e, simd);
}

}  // namespace

void norm(double order, DType dtype, const Elements& e) {
  const FoldKernels* simd = is_worth_simd(e) ? simd_norm(order, dtype) : nullptr;
  dtype == DType::float64 ? norm_of<double>(order, e, simd) : norm_of<float>(order, e, simd);
}

}  // namespace gradproof::cpu
