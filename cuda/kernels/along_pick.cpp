// What reads or writes the one element of a lane that an index names.
#include <gradproof/cuda/kernels/along.hpp>
#include <gradproof/cuda/kernels/team.hpp>

namespace gradproof::cuda {
namespace {

template <class T>
struct Gather {
  Along a;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const std::int64_t inner = std::int64_t(i) % a.inner, outer = std::int64_t(i) / (a.inner * a.out_size);
    const auto in = row(static_cast<const T*>(a.in), a, a.size, outer, inner);
    static_cast<T*>(a.out)[i] = in[a.index[i]];
  }
};

/// A thread per lane: an element that is named twice gets its values in their order.
template <class T>
struct Scatter {
  Along a;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const std::int64_t o = std::int64_t(i) / a.inner, inner = std::int64_t(i) % a.inner;
    const auto out = row(static_cast<T*>(a.out), a, a.size, o, inner);
    const auto in = row(static_cast<const T*>(a.in), a, a.out_size, o, inner);
    const auto index = row(a.index, a, a.out_size, o, inner);
    for (std::int64_t j = 0; j < a.out_size; ++j) out[index[j]] = T(Computed<T>(out[index[j]]) + Computed<T>(in[j]));
  }
};

template <class T>
struct Nll {
  using C = Computed<T>;
  Along a;
  bool gradient;
  std::int64_t* answer;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const std::int64_t target = a.index[i];
    if (target == a.number) {
      if (!gradient) write(i, T(0), C(0));
    } else if (target < 0 || target >= a.size) {
      answer[1] = target;
      answer[0] = 1;
    } else {
      use(i, target);
    }
  }

 private:
  GRADPROOF_KERNEL void write(std::uint64_t i, T value, C weight) const {
    static_cast<T*>(a.out)[i] = value;
    static_cast<T*>(a.extra)[i] = T(weight);
  }
  GRADPROOF_KERNEL void use(std::uint64_t i, std::int64_t target) const {
    const T *weight = static_cast<const T*>(a.second), *in = static_cast<const T*>(a.in);
    const std::int64_t o = std::int64_t(i) / a.inner, inner = std::int64_t(i) % a.inner;
    const C w = weight ? C(weight[target]) : C(1);
    if (gradient)
      row(static_cast<T*>(a.out), a, a.size, o, inner)[target] = T(-w * C(in[i]));
    else
      write(i, T(-w * C(row(in, a, a.size, o, inner)[target])), w);
  }
};

}  // namespace

void pick(const Queue& queue, AlongId id, DType dtype, const Along& a) {
  const auto lanes = std::uint64_t(a.outer * a.inner);
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (id == AlongId::gather) return for_each(queue, lanes * std::uint64_t(a.out_size), Gather<T>{a});
    if constexpr (std::is_floating_point_v<Computed<T>>) {
      if (id == AlongId::scatter) return for_each(queue, lanes, Scatter<T>{a});
      for_each(queue, lanes, Nll<T>{a, id == AlongId::nll_gradient, queue.answer});
    }
  });
}

}  // namespace gradproof::cuda
