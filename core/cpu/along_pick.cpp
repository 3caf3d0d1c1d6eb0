// Kernels that read or write the one element of a row that an index names.
#include <algorithm>
#include <gradproof/core/cpu/along.hpp>

namespace gradproof::cpu {
namespace {

template <class T>
void gather(const Along& a) {
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    const auto in = row(static_cast<const T*>(a.in), a, a.size, o, i);
    const auto out = row(static_cast<T*>(a.out), a, a.out_size, o, i);
    const auto index = row(a.index, a, a.out_size, o, i);
    for (std::int64_t j = 0; j < a.out_size; ++j) out[j] = in[index[j]];
  });
}

template <class T>
void scatter(const Along& a) {
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    const auto out = row(static_cast<T*>(a.out), a, a.size, o, i);
    const auto in = row(static_cast<const T*>(a.in), a, a.out_size, o, i);
    const auto index = row(a.index, a, a.out_size, o, i);
    for (std::int64_t j = 0; j < a.out_size; ++j) out[index[j]] = T(Computed<T>(out[index[j]]) + Computed<T>(in[j]));
  });
}

template <class T>
void nll(const Along& a, bool gradient) {
  const T* weight = static_cast<const T*>(a.second);
  for_each_lane(a, [&](std::int64_t o, std::int64_t i) {
    const std::int64_t item = o * a.inner + i, target = a.index[item];
    T *out = static_cast<T*>(a.out), *extra = static_cast<T*>(a.extra);
    const T* in = static_cast<const T*>(a.in);
    const bool ignored = target == a.number;
    if (!ignored && (target < 0 || target >= a.size)) raise_no_class(target, a.size);
    const Computed<T> w = ignored ? Computed<T>(0) : weight ? Computed<T>(weight[target]) : Computed<T>(1);
    if (gradient) {
      if (!ignored) row(out, a, a.size, o, i)[target] = T(-w * Computed<T>(in[item]));
      return;
    }
    out[item] = ignored ? T(0) : T(-w * Computed<T>(row(in, a, a.size, o, i)[target]));
    extra[item] = T(w);
  });
}

}  // namespace

void pick(AlongId id, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (id == AlongId::gather) return gather<T>(a);
    if constexpr (std::is_floating_point_v<Computed<T>>) {
      if (id == AlongId::scatter) return scatter<T>(a);
      nll<T>(a, id == AlongId::nll_gradient);
    }
  });
}

}  // namespace gradproof::cpu
