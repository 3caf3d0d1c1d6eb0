// Softmax and what belongs to it: the largest element is taken out first, so that no exponential overflows.
#include <cmath>
#include <gradproof/cuda/kernels/along.hpp>
#include <gradproof/cuda/kernels/team.hpp>

namespace gradproof::cuda {
namespace {

/// NaN if there is one.
struct Larger {
  template <class C>
  GRADPROOF_KERNEL C operator()(C a, C b) const {
    return b > a || b != b ? b : a;
  }
};

template <class T>
struct Softmax {
  using C = Computed<T>;
  Along a;

  template <class Team>
  GRADPROOF_KERNEL void operator()(Team team, Lane lane) const {
    const auto in = input<T>(a, lane);
    const auto out = output<T>(a, lane, a.size);
    const C top = team.template fold<C>(a.size, Larger(), [&](std::int64_t j) { return C(in[j]); });
    const C total =
        C(team.template fold<double>(a.size, Plus(), [&](std::int64_t j) { return double(std::exp(C(in[j]) - top)); }));
    const C shift = top + std::log(total), scale = C(1) / total;
    team.each(a.size,
              [&](std::int64_t j) { out[j] = a.flag ? T(C(in[j]) - shift) : T(std::exp(C(in[j]) - top) * scale); });
  }
};

template <class T>
struct SoftmaxGradient {
  using C = Computed<T>;
  Along a;

  template <class Team>
  GRADPROOF_KERNEL void operator()(Team team, Lane lane) const {
    const auto g = input<T>(a, lane);
    const auto y = row(static_cast<const T*>(a.second), a, a.size, lane.outer, lane.inner);
    const auto out = output<T>(a, lane, a.size);
    const C total = C(team.template fold<double>(
        a.size, Plus(), [&](std::int64_t j) { return double(a.flag ? C(g[j]) : C(g[j]) * C(y[j])); }));
    team.each(a.size, [&](std::int64_t j) {
      out[j] = T(a.flag ? C(g[j]) - std::exp(C(y[j])) * total : C(y[j]) * (C(g[j]) - total));
    });
  }
};

template <class T>
struct LogSumExp {
  using C = Computed<T>;
  Along a;

  template <class Team>
  GRADPROOF_KERNEL void operator()(Team team, Lane lane) const {
    const auto in = input<T>(a, lane);
    const auto out = output<T>(a, lane, 1);
    const C top = team.template fold<C>(a.size, Larger(), [&](std::int64_t j) { return C(in[j]); });
    const C shift = std::isinf(top) ? C(0) : top;
    const double total =
        team.template fold<double>(a.size, Plus(), [&](std::int64_t j) { return double(std::exp(C(in[j]) - shift)); });
    team.each(1, [&](std::int64_t) { out[0] = T(shift + std::log(C(total))); });
  }
};

}  // namespace

void softmax(const Queue& queue, AlongId id, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_floating_point_v<Computed<T>>) {
      if (id == AlongId::softmax) return for_each_lane(queue, Softmax<T>{a});
      if (id == AlongId::softmax_gradient) return for_each_lane(queue, SoftmaxGradient<T>{a});
      for_each_lane(queue, LogSumExp<T>{a});
    }
  });
}

}  // namespace gradproof::cuda
