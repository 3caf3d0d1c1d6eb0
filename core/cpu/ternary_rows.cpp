#include <gradproof/core/cpu/row_loops.hpp>

namespace gradproof::cpu {
namespace {

template <class F, class T>
using First = std::conditional_t<std::is_same_v<F, scalar::Where>, bool, T>;

// Dense with two numbers (an activation's parameters), all dense, or walked. `Number`: nothing, or the type of the
// number that F takes as well.
template <class F, class T, class... Number>
void walk_row(char* const* p, std::int64_t n, const std::int64_t* s, Number... number) {
  using A = First<F, T>;
  using C = Computed<T>;
  constexpr std::int64_t one = sizeof(T);
  T* z = reinterpret_cast<T*>(p[0]);
  const A* x = reinterpret_cast<const A*>(p[1]);
  const T* y = reinterpret_cast<const T*>(p[2]);
  const T* w = reinterpret_cast<const T*>(p[3]);
  const bool dense = s[0] == one && s[1] == std::int64_t(sizeof(A));
  if (dense && s[2] == 0 && s[3] == 0) {
    const C b = *y, c = *w;
    for (std::int64_t i = 0; i < n; ++i) z[i] = T(F::template apply<C>(x[i], b, c, number...));
  } else if (dense && s[2] == one && s[3] == one) {
    for (std::int64_t i = 0; i < n; ++i) z[i] = T(F::template apply<C>(x[i], y[i], w[i], number...));
  } else {
    for (std::int64_t i = 0; i < n; ++i)
      *reinterpret_cast<T*>(p[0] + i * s[0]) =
          T(F::template apply<C>(at<A>(p[1], i, s[1]), at<T>(p[2], i, s[2]), at<T>(p[3], i, s[3]), number...));
  }
}
template <class F, class T>
void ternary_row(char* const* p, std::int64_t n, const std::int64_t* strides) {
  if constexpr (scalar::takes_number<F>)
    walk_row<F, T>(p, n, strides, Computed<T>(*reinterpret_cast<const T*>(p[4])));
  else
    walk_row<F, T>(p, n, strides);
}

struct Row {
  using Kernel = TernaryRowKernel;
  template <class F, class T>
  static constexpr Kernel of = ternary_row<F, T>;
};
constexpr auto kKernels = table<Row>(scalar::TernaryList());

}  // namespace

TernaryRowKernel ternary_row_kernel(PointwiseId id, DType dtype) {
  return kKernels[std::size_t(int(id) - scalar::kFirstTernary)].of[std::size_t(dtype)];
}

}  // namespace gradproof::cpu
