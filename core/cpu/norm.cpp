// Vector norms: no temporary, and the cascade of sums.
#include <gradproof/core/cpu/reduce.hpp>
#include <gradproof/core/cpu/reduce_walk.hpp>
#include <gradproof/core/ops/folds.hpp>

namespace gradproof::cpu {

void norm(double order, DType dtype, const Elements& e) {
  const FoldKernels* simd = is_worth_simd(e) ? simd_norm(order, dtype) : nullptr;
  const auto reduce = [&](auto f) { reduce_elements(f, e, simd); };
  dtype == DType::float64 ? fold::visit_norm<double>(order, reduce) : fold::visit_norm<float>(order, reduce);
}

}  // namespace gradproof::cpu
