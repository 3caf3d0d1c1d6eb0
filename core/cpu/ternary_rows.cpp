#include <gradproof/core/cpu/row_loops.hpp>

namespace gradproof::cpu {
namespace {

template <class F, class T>
using First = std::conditional_t<std::is_same_v<F, scalar::Where>, bool, T>;

// Dense with two numbers (an activation's parameters), all dense, or walked.
template <class F, class T>
void ternary_row(char* out, const char* a, const char* b, const char* c, std::int64_t n, std::int64_t so,
                 std::int64_t sa, std::int64_t sb, std::int64_t sc) {
  using A = First<F, T>;
  using C = Computed<T>;
  constexpr std::int64_t one = sizeof(T);
  T* z = reinterpret_cast<T*>(out);
  const A* x = reinterpret_cast<const A*>(a);
  const T* y = reinterpret_cast<const T*>(b);
  const T* w = reinterpret_cast<const T*>(c);
  const bool dense = so == one && sa == std::int64_t(sizeof(A));
  if (dense && sb == 0 && sc == 0) {
    const C p = *y, q = *w;
    for (std::int64_t i = 0; i < n; ++i) z[i] = T(F::template apply<C>(x[i], p, q));
  } else if (dense && sb == one && sc == one) {
    for (std::int64_t i = 0; i < n; ++i) z[i] = T(F::template apply<C>(x[i], y[i], w[i]));
  } else {
    for (std::int64_t i = 0; i < n; ++i)
      *reinterpret_cast<T*>(out + i * so) = T(F::template apply<C>(at<A>(a, i, sa), at<T>(b, i, sb), at<T>(c, i, sc)));
  }
}

template <class F, class T>
constexpr TernaryRowKernel kernel() {
  if constexpr (computes<F, T>)
    return ternary_row<F, T>;
  else
    return nullptr;
}
template <class F, class... T>
constexpr KernelsOf<TernaryRowKernel> kernels(TypeList<T...>) {
  return {{kernel<F, T>()...}};
}

template <class... F>
const KernelsOf<TernaryRowKernel>& find(int place, scalar::FunctionList<F...>) {
  static constexpr KernelsOf<TernaryRowKernel> table[] = {kernels<F>(ElementTypes())...};
  return table[place];
}

}  // namespace

TernaryRowKernel ternary_row_kernel(PointwiseId id, DType dtype) {
  return find(int(id) - scalar::kFirstTernary, scalar::TernaryList()).of[std::size_t(dtype)];
}

}  // namespace gradproof::cpu
