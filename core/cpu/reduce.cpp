#include <gradproof/core/cpu/reduce.hpp>
#include <gradproof/core/cpu/reduce_walk.hpp>
#include <gradproof/core/ops/folds.hpp>

namespace gradproof::cpu {

void reduce(ReduceId id, DType dtype, const Elements& e) {
  const FoldKernels* simd = is_worth_simd(e) ? simd_fold(id, dtype) : nullptr;
  fold::visit_fold(id, dtype, [&](auto f) { reduce_elements(f, e, simd); });
}

}  // namespace gradproof::cpu
