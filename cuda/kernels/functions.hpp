#pragma once
// Tables of the pointwise functions: an entry per function and element type, as on the CPU.
#include <gradproof/core/ops/function_table.hpp>
#include <gradproof/cuda/kernels/pointwise.hpp>

namespace gradproof::cuda {

using Function = void (*)(const Queue&, const Elements&, Numbers);

/// F, computed as its element type asks.
template <class F, class C, class R>
struct Apply {
  template <class... A>
  GRADPROOF_KERNEL R operator()(A... a) const {
    return R(F::template apply<C>(a...));
  }
};

/// Of functions of `kOperands` operands of the type that they are computed in; the result is bool where they answer.
template <int kOperands, bool kAnswers>
struct RowOf {
  using Kernel = Function;
  template <class F, class T>
  static void run(const Queue& queue, const Elements& e, Numbers numbers) {
    using R = std::conditional_t<kAnswers, bool, T>;
    using Compute = Apply<F, Computed<T>, R>;
    if constexpr (kOperands == 1)
      issue<Compute, R, T>(queue, e, numbers);
    else
      issue<Compute, R, T, T>(queue, e, numbers);
  }
  template <class F, class T>
  static constexpr Kernel of = run<F, T>;
};

using Functions = KernelsOf<Function>;

extern const std::array<Functions, scalar::BinaryList::size> kBinary;
extern const std::array<Functions, scalar::CompareList::size> kCompare;
extern const std::array<Functions, scalar::UnaryList::size> kUnary;
extern const std::array<Functions, scalar::TernaryList::size> kTernary;

}  // namespace gradproof::cuda
