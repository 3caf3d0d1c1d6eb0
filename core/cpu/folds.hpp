#pragma once
// Folds: elements are taken as lanes, lanes joined within a block, blocks joined as totals, and the last total finished
// as the result. Every fold derives from one of these.
#include <gradproof/core/layout/dtype.hpp>
#include <limits>
#include <type_traits>

namespace gradproof::cpu {

template <class T>
using Wide = std::conditional_t<std::is_floating_point_v<T>, double, std::int64_t>;

template <class T>
struct Sum {
  using Element = T;
  using Lane = Computed<T>;
  using Total = Wide<Lane>;
  static Lane start() { return 0; }
  static Lane take(T x) { return x; }
  static Lane join(Lane a, Lane b) { return Lane(a + b); }
  static Total join_total(Total a, Lane b) { return a + Total(b); }
  static T finish(Total total) { return T(total); }
};
template <class T>
struct Extreme {
  using Element = T;
  using Lane = Computed<T>;
  using Total = Lane;
  static Lane take(T x) { return x; }
  static T finish(Total total) { return T(total); }
};
template <class T>
struct Max : Extreme<T> {
  using Lane = Computed<T>;
  static Lane start() {
    using Limits = std::numeric_limits<Lane>;
    return Limits::has_infinity ? Lane(-Limits::infinity()) : Limits::lowest();
  }
  static Lane join(Lane a, Lane b) { return ((b > a) | (b != b)) ? b : a; }
  static Lane join_total(Lane a, Lane b) { return join(a, b); }
};
template <class T>
struct Min : Extreme<T> {
  using Lane = Computed<T>;
  static Lane start() {
    using Limits = std::numeric_limits<Lane>;
    return Limits::has_infinity ? Limits::infinity() : Limits::max();
  }
  static Lane join(Lane a, Lane b) { return ((b < a) | (b != b)) ? b : a; }
  static Lane join_total(Lane a, Lane b) { return join(a, b); }
};

}  // namespace gradproof::cpu
