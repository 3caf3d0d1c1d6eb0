// What runs along a lane and keeps its place.
#include <gradproof/cuda/kernels/along.hpp>
#include <gradproof/cuda/kernels/team.hpp>

namespace gradproof::cuda {
namespace {

template <class T>
using Running = std::conditional_t<std::is_same_v<T, float>, double, Computed<T>>;

struct Times {
  template <class A>
  GRADPROOF_KERNEL A operator()(A a, A b) const {
    return A(a * b);
  }
};

template <class T, class Join>
struct RunningTotal {
  using A = Running<T>;
  Along a;

  template <class Team>
  GRADPROOF_KERNEL void operator()(Team team, Lane lane) const {
    const auto in = input<T>(a, lane);
    const auto out = output<T>(a, lane, a.size);
    const auto place = [&](std::int64_t j) { return a.flag ? a.size - 1 - j : j; };
    team.template scan<A>(
        a.size, Join(), [&](std::int64_t j) { return A(in[place(j)]); },
        [&](std::int64_t j, A total) { out[place(j)] = T(total); });
  }
};

template <class C>
struct Placed {
  C value;
  std::int64_t place;
};

/// The later of equals; once NaN, always NaN, the last of them.
struct Latest {
  bool largest;
  template <class C>
  GRADPROOF_KERNEL Placed<C> operator()(Placed<C> a, Placed<C> b) const {
    if (b.value != b.value) return b;
    if (a.value != a.value) return a;
    return (largest ? b.value >= a.value : b.value <= a.value) ? b : a;
  }
};
/// The first of equals, NaN before all.
struct First {
  bool largest;
  template <class C>
  GRADPROOF_KERNEL Placed<C> operator()(Placed<C> a, Placed<C> b) const {
    const Placed<C>&early = a.place < b.place ? a : b, &late = a.place < b.place ? b : a;
    if (early.value != early.value) return early;
    if (late.value != late.value) return late;
    return (largest ? late.value > early.value : late.value < early.value) ? late : early;
  }
};

template <class T>
struct RunningExtreme {
  using C = Computed<T>;
  Along a;
  bool largest;

  template <class Team>
  GRADPROOF_KERNEL void operator()(Team team, Lane lane) const {
    const auto in = input<T>(a, lane);
    const auto out = output<T>(a, lane, a.size);
    const auto index = places(a, lane, a.size);
    team.template scan<Placed<C>>(
        a.size, Latest{largest},
        [&](std::int64_t j) {
          return Placed<C>{C(in[j]), j};
        },
        [&](std::int64_t j, Placed<C> best) {
          out[j] = in[best.place];
          index[j] = best.place;
        });
  }
};

template <class T>
struct ExtremePlace {
  using C = Computed<T>;
  Along a;

  template <class Team>
  GRADPROOF_KERNEL void operator()(Team team, Lane lane) const {
    const auto in = input<T>(a, lane);
    const auto best = team.template fold<Placed<C>>(a.size, First{a.flag}, [&](std::int64_t j) {
      return Placed<C>{C(in[j]), j};
    });
    team.each(1, [&](std::int64_t) {
      if (a.out) output<T>(a, lane, 1)[0] = in[best.place];
      places(a, lane, 1)[0] = best.place;
    });
  }
};

}  // namespace

void scan(const Queue& queue, AlongId id, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (id == AlongId::cummax || id == AlongId::cummin)
      return for_each_lane(queue, RunningExtreme<T>{a, id == AlongId::cummax});
    if constexpr (!std::is_same_v<T, bool>) {
      if (id == AlongId::cumsum) return for_each_lane(queue, RunningTotal<T, Plus>{a});
      for_each_lane(queue, RunningTotal<T, Times>{a});
    }
  });
}

void extreme(const Queue& queue, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) { for_each_lane(queue, ExtremePlace<typename decltype(tag)::type>{a}); });
}

}  // namespace gradproof::cuda
