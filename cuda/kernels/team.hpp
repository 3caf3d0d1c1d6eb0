#pragma once
// Who works on a lane of a dense [outer, size, inner]: one thread, where there are many lanes and neighbours lie beside
// one another; else a block. A lane's work is written once for both, as steps that the team takes together.
#include <gradproof/core/device/lane.hpp>
#include <gradproof/cuda/kernels/run.hpp>

namespace gradproof::cuda {

/// A lane's place.
struct Lane {
  std::int64_t outer, inner;
};

struct Plus {
  template <class A>
  GRADPROOF_KERNEL A operator()(A a, A b) const {
    return A(a + b);
  }
};

/// What the lane reads, and what it writes: of `length` elements.
template <class T>
GRADPROOF_KERNEL Row<const T> input(const Along& a, Lane lane) {
  return row(static_cast<const T*>(a.in), a, a.size, lane.outer, lane.inner);
}
template <class T>
GRADPROOF_KERNEL Row<T> output(const Along& a, Lane lane, std::int64_t length) {
  return row(static_cast<T*>(a.out), a, length, lane.outer, lane.inner);
}
GRADPROOF_KERNEL inline Row<std::int64_t> places(const Along& a, Lane lane, std::int64_t length) {
  return row(a.index, a, length, lane.outer, lane.inner);
}

class OneThread {
 public:
  template <class F>
  GRADPROOF_KERNEL void each(std::int64_t size, F f) const {
    for (std::int64_t j = 0; j < size; ++j) f(j);
  }
  /// join of value(j) for all j below `size`, which is not 0.
  template <class V, class Join, class Value>
  GRADPROOF_KERNEL V fold(std::int64_t size, Join join, Value value) const {
    V total = value(0);
    for (std::int64_t j = 1; j < size; ++j) total = join(total, value(j));
    return total;
  }
  /// store(j, join of value(0) to value(j)) for all j below `size`.
  template <class V, class Join, class Value, class Store>
  GRADPROOF_KERNEL void scan(std::int64_t size, Join join, Value value, Store store) const {
    if (size == 0) return;
    V so_far = value(0);
    store(0, so_far);
    for (std::int64_t j = 1; j < size; ++j) store(j, so_far = join(so_far, value(j)));
  }
};

/// The same by all threads of a block, over memory that they share.
class WholeBlock {
 public:
  static constexpr std::size_t kBytes = 2 * kThreads * 16;
  struct Shared {
    alignas(16) unsigned char bytes[kBytes];
  };

  GRADPROOF_KERNEL WholeBlock(Block block, Shared& shared) : block_(block), shared_(shared) {}

  template <class F>
  GRADPROOF_KERNEL void each(std::int64_t size, F f) const {
    block_.each([&](unsigned t) {
      for (std::int64_t j = t; j < size; j += kThreads) f(j);
    });
  }
  template <class V, class Join, class Value>
  GRADPROOF_KERNEL V fold(std::int64_t size, Join join, Value value) const {
    V* const totals = room<V>();
    block_.each([&](unsigned t) {
      if (t >= size) return;
      V total = value(t);
      for (std::int64_t j = t + kThreads; j < size; j += kThreads) total = join(total, value(j));
      totals[t] = total;
    });
    for (unsigned half = kThreads / 2; half > 0; half /= 2)
      block_.each([&](unsigned t) {
        if (t < half && t + half < size) totals[t] = join(totals[t], totals[t + half]);
      });
    const V total = totals[0];
    block_.each([](unsigned) {});  // all have read before somebody writes there again
    return total;
  }
  /// In stretches of as many elements as there are threads; within one, the distance doubles (Hillis and Steele, 1986).
  template <class V, class Join, class Value, class Store>
  GRADPROOF_KERNEL void scan(std::int64_t size, Join join, Value value, Store store) const {
    for (std::int64_t first = 0; first < size; first += kThreads) {
      const auto count = unsigned(size - first < kThreads ? size - first : kThreads);
      V *from = room<V>(), *to = from + kThreads;
      const V carry = from[kThreads - 1];  // the total so far: distances double an even number of times
      static_assert(kThreads == 1 << 8);
      block_.each([](unsigned) {});
      block_.each([&](unsigned t) {
        if (t < count) from[t] = t == 0 && first > 0 ? join(carry, value(first)) : value(first + t);
      });
      for (unsigned distance = 1; distance < kThreads; distance *= 2) {
        block_.each([&](unsigned t) {
          if (t < count) to[t] = t >= distance ? join(from[t - distance], from[t]) : from[t];
        });
        V* const read = from;
        from = to;
        to = read;
      }
      block_.each([&](unsigned t) {
        if (t < count) store(first + t, from[t]);
      });
    }
  }

 private:
  template <class V>
  GRADPROOF_KERNEL V* room() const {
    static_assert(sizeof(V) <= 16);
    return reinterpret_cast<V*>(shared_.bytes);
  }
  Block block_;
  Shared& shared_;
};

/// One lane per thread.
template <class Work>
struct LaneByThread {
  Work work;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const auto inner = work.a.inner;
    work(OneThread(), Lane{std::int64_t(i) / inner, std::int64_t(i) % inner});
  }
};

/// One lane per block.
template <class Work>
struct LaneByBlock {
  using Shared = WholeBlock::Shared;
  Work work;

  GRADPROOF_KERNEL void operator()(Block block, Shared& shared) const {
    const auto lane = std::int64_t(block.index()), inner = work.a.inner;
    work(WholeBlock(block, shared), Lane{lane / inner, lane % inner});
  }
};

/// Does `work`, which has an Along `a` and `void operator()(Team, Lane) const`, for every lane.
template <class Work>
void for_each_lane(const Queue& queue, const Work& work) {
  const auto lanes = std::uint64_t(work.a.outer * work.a.inner);
  const bool by_thread =
      work.a.size <= 32 || (work.a.inner >= 32 && lanes >= std::uint64_t(queue.processors) * kThreads);
  if (by_thread)
    for_each(queue, lanes, LaneByThread<Work>{work});
  else
    run(queue, lanes, LaneByBlock<Work>{work});
}

}  // namespace gradproof::cuda
