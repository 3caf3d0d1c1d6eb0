#include <algorithm>
#include <gradproof/core/cpu/row_kernels.hpp>
#include <gradproof/core/cpu/sum.hpp>
#include <type_traits>

namespace gradproof::cpu {
namespace {

constexpr std::int64_t kBlock = 1024, kLanes = 16;

template <class T>
using Total = std::conditional_t<std::is_floating_point_v<Computed<T>>, double, std::int64_t>;

template <class T>
Computed<T> sum_block(const T* x, std::int64_t n) {
  Computed<T> lanes[kLanes] = {};
  std::int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    for (std::int64_t k = 0; k < kLanes; ++k) lanes[k] += Computed<T>(x[i + k]);
  for (; i < n; ++i) lanes[i % kLanes] += Computed<T>(x[i]);
  for (std::int64_t half = kLanes / 2; half > 0; half /= 2)
    for (std::int64_t k = 0; k < half; ++k) lanes[k] += lanes[k + half];
  return lanes[0];
}

template <class T>
Total<T> sum_row(const char* p, std::int64_t n, std::int64_t stride) {
  Total<T> total = 0;
  if (stride == std::int64_t(sizeof(T)) && n > kLanes) {
    for (std::int64_t i = 0; i < n; i += kBlock)
      total += sum_block(reinterpret_cast<const T*>(p) + i, std::min(kBlock, n - i));
    return total;
  }
  for (std::int64_t i = 0; i < n; ++i) total += Computed<T>(*reinterpret_cast<const T*>(p + i * stride));
  return total;
}

template <class T>
void sum_as(const Elements& e) {
  const std::int64_t so = e.operand[0].strides[0], si = e.operand[1].strides[0];
  for_each_row(e, [&](char* const* at, std::int64_t n) {
    if (so == 0) {
      T& out = *reinterpret_cast<T*>(at[0]);
      out = T(Total<T>(Computed<T>(out)) + sum_row<T>(at[1], n, si));
      return;
    }
    for (std::int64_t i = 0; i < n; ++i) {
      T& out = *reinterpret_cast<T*>(at[0] + i * so);
      out = T(Computed<T>(out) + Computed<T>(*reinterpret_cast<const T*>(at[1] + i * si)));
    }
  });
}

}  // namespace

void sum(DType dtype, const Elements& e) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, bool>) sum_as<T>(e);
  });
}

}  // namespace gradproof::cpu
