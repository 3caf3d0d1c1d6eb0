#pragma once
// Folds, every device's: elements are taken as lanes, lanes joined within a block, blocks merged as totals, and the
// last total finished as the result. A total begins as start().
#include <cmath>
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/ops/scalar_arithmetic.hpp>
#include <limits>
#include <type_traits>

namespace gradproof::fold {

template <class T>
using Wide = std::conditional_t<std::is_floating_point_v<T>, double, std::int64_t>;

template <class T>
struct Sum {
  using Element = T;
  using Lane = Computed<T>;
  using Total = Wide<Lane>;
  GRADPROOF_SCALAR Lane start() { return 0; }
  GRADPROOF_SCALAR Lane take(T x) { return x; }
  GRADPROOF_SCALAR Lane join(Lane a, Lane b) { return Lane(a + b); }
  GRADPROOF_SCALAR Total merge(Total a, Total b) { return a + b; }
  GRADPROOF_SCALAR T finish(Total total) { return T(total); }
};
template <class T>
struct NanSum : Sum<T> {
  using Lane = typename Sum<T>::Lane;
  GRADPROOF_SCALAR Lane take(T x) { return Lane(x) == Lane(x) ? Lane(x) : Lane(0); }
};
template <class T>
struct Prod : Sum<T> {
  using Lane = typename Sum<T>::Lane;
  using Total = typename Sum<T>::Total;
  GRADPROOF_SCALAR Lane start() { return 1; }
  GRADPROOF_SCALAR Lane join(Lane a, Lane b) { return Lane(a * b); }
  GRADPROOF_SCALAR Total merge(Total a, Total b) {
    if constexpr (std::is_floating_point_v<Total>)
      return a * b;
    else
      return Total(std::uint64_t(a) * std::uint64_t(b));
  }
};

template <class T>
struct Extreme {
  using Element = T;
  using Lane = Computed<T>;
  using Total = Lane;
  GRADPROOF_SCALAR Lane take(T x) { return x; }
  GRADPROOF_SCALAR T finish(Total total) { return T(total); }
};
template <class T>
struct Max : Extreme<T> {
  using Lane = Computed<T>;
  GRADPROOF_SCALAR Lane start() {
    using Limits = std::numeric_limits<Lane>;
    return Limits::has_infinity ? Lane(-Limits::infinity()) : Limits::lowest();
  }
  GRADPROOF_SCALAR Lane join(Lane a, Lane b) { return ((b > a) | (b != b)) ? b : a; }
  GRADPROOF_SCALAR Lane merge(Lane a, Lane b) { return join(a, b); }
};
template <class T>
struct Min : Extreme<T> {
  using Lane = Computed<T>;
  GRADPROOF_SCALAR Lane start() {
    using Limits = std::numeric_limits<Lane>;
    return Limits::has_infinity ? Limits::infinity() : Limits::max();
  }
  GRADPROOF_SCALAR Lane join(Lane a, Lane b) { return ((b < a) | (b != b)) ? b : a; }
  GRADPROOF_SCALAR Lane merge(Lane a, Lane b) { return join(a, b); }
};
struct Any : Extreme<bool> {
  GRADPROOF_SCALAR bool start() { return false; }
  GRADPROOF_SCALAR bool join(bool a, bool b) { return a | b; }
  GRADPROOF_SCALAR bool merge(bool a, bool b) { return a | b; }
};
struct All : Extreme<bool> {
  GRADPROOF_SCALAR bool start() { return true; }
  GRADPROOF_SCALAR bool join(bool a, bool b) { return a & b; }
  GRADPROOF_SCALAR bool merge(bool a, bool b) { return a & b; }
};

// Vector norms: folds of what each element contributes.
template <class T>
struct Count : Sum<T> {
  GRADPROOF_SCALAR T take(T x) { return x != 0; }
};
template <class T>
struct Absolute : Sum<T> {
  GRADPROOF_SCALAR T take(T x) { return std::fabs(x); }
};
template <class T>
struct Euclidean : Sum<T> {
  GRADPROOF_SCALAR T take(T x) { return x * x; }
  GRADPROOF_SCALAR T finish(double total) { return T(std::sqrt(total)); }
};
/// `Power`: pow(a, b), or a shorter way for this order.
template <class T, class Power>
struct OfPowers : Sum<T> {
  double order;
  GRADPROOF_HOST_DEVICE T take(T x) const { return Power::apply(T(std::fabs(x)), T(order)); }
  GRADPROOF_HOST_DEVICE T finish(double total) const { return T(std::pow(total, 1 / order)); }
};
template <class T>
struct Largest : Max<T> {
  GRADPROOF_SCALAR T take(T x) { return std::fabs(x); }
};
template <class T>
struct Smallest : Min<T> {
  GRADPROOF_SCALAR T take(T x) { return std::fabs(x); }
};

template <template <class> class Fold, bool kOfBool, class F>
void visit_elements(DType dtype, F f) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (kOfBool || !std::is_same_v<T, bool>) f(Fold<T>());
  });
}

/// Calls f with the fold that a reduction of elements of `dtype` is; not for what is not asked of bool.
template <class F>
void visit_fold(ReduceId id, DType dtype, F f) {
  switch (id) {
    case ReduceId::sum:
      return visit_elements<Sum, false>(dtype, f);
    case ReduceId::nansum:
      return visit_elements<NanSum, false>(dtype, f);
    case ReduceId::prod:
      return visit_elements<Prod, false>(dtype, f);
    case ReduceId::max:
      return visit_elements<Max, true>(dtype, f);
    case ReduceId::min:
      return visit_elements<Min, true>(dtype, f);
    case ReduceId::any:
      return f(Any());
    case ReduceId::all:
      return f(All());
  }
}

/// Calls f with the fold that the norm of that order is.
template <class T, class F>
void visit_norm(double order, F f) {
  if (order == 2) return f(Euclidean<T>());
  if (order == 1) return f(Absolute<T>());
  if (order == 0) return f(Count<T>());
  if (std::isinf(order)) return order > 0 ? f(Largest<T>()) : f(Smallest<T>());
  if (order == 3) return f(OfPowers<T, scalar::Cube>{{}, order});
  if (order == 0.5) return f(OfPowers<T, scalar::PowHalf>{{}, order});
  f(OfPowers<T, scalar::Pow>{{}, order});
}

}  // namespace gradproof::fold
