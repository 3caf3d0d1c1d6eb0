#include <gradproof/cuda/kernels/functions.hpp>

namespace gradproof::cuda {
namespace {

struct RowOfThree {
  using Kernel = Function;
  template <class F, class T>
  static void run(const Queue& queue, const Elements& e, Numbers numbers) {
    using First = std::conditional_t<std::is_same_v<F, scalar::Where>, bool, T>;
    using Compute = Apply<F, Computed<T>, T>;
    if constexpr (scalar::takes_number<F>)
      issue<Compute, T, First, T, T, T>(queue, e, numbers);
    else
      issue<Compute, T, First, T, T>(queue, e, numbers);
  }
  template <class F, class T>
  static constexpr Kernel of = run<F, T>;
};

}  // namespace

const std::array<Functions, scalar::TernaryList::size> kTernary = table<RowOfThree>(scalar::TernaryList());

}  // namespace gradproof::cuda
