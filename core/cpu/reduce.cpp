#include <gradproof/core/cpu/folds.hpp>
#include <gradproof/core/cpu/reduce.hpp>
#include <gradproof/core/cpu/reduce_walk.hpp>

namespace gradproof::cpu {
namespace {

template <class T>
struct NanSum : Sum<T> {
  using Lane = typename Sum<T>::Lane;
  static Lane take(T x) { return Lane(x) == Lane(x) ? Lane(x) : Lane(0); }
};
template <class T>
struct Prod : Sum<T> {
  using Lane = typename Sum<T>::Lane;
  using Total = typename Sum<T>::Total;
  static Lane start() { return 1; }
  static Lane join(Lane a, Lane b) { return Lane(a * b); }
  static Total join_total(Total a, Lane b) { return Total(std::uint64_t(a) * std::uint64_t(b)); }
  static Total join_total(Total a, Lane b) requires std::is_floating_point_v<Lane> { return a * Total(b); }
};

struct Any : Extreme<bool> {
  static bool start() { return false; }
  static bool join(bool a, bool b) { return a | b; }
  static bool join_total(bool a, bool b) { return a | b; }
};
struct All : Extreme<bool> {
  static bool start() { return true; }
  static bool join(bool a, bool b) { return a & b; }
  static bool join_total(bool a, bool b) { return a & b; }
};

template <template <class> class F>
void for_numbers(DType dtype, const Elements& e, const FoldKernels* simd) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, bool>) reduce_elements(F<T>(), e, simd);
  });
}

template <template <class> class F>
void for_all(DType dtype, const Elements& e, const FoldKernels* simd) {
  visit(dtype, [&](auto tag) { reduce_elements(F<typename decltype(tag)::type>(), e, simd); });
}

}  // namespace

void reduce(ReduceId id, DType dtype, const Elements& e) {
  const FoldKernels* simd = is_worth_simd(e) ? simd_fold(id, dtype) : nullptr;
  switch (id) {
    case ReduceId::sum:
      return for_numbers<Sum>(dtype, e, simd);
    case ReduceId::nansum:
      return for_numbers<NanSum>(dtype, e, simd);
    case ReduceId::prod:
      return for_numbers<Prod>(dtype, e, simd);
    case ReduceId::max:
      return for_all<Max>(dtype, e, simd);
    case ReduceId::min:
      return for_all<Min>(dtype, e, simd);
    case ReduceId::any:
      return reduce_elements(Any(), e);
    case ReduceId::all:
      return reduce_elements(All(), e);
  }
}

}  // namespace gradproof::cpu
