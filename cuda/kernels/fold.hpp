#pragma once
// How a range is folded. A result is folded by a block, whose threads take every kThreads-th element and then join in
// pairs; or, where results lie beside one another or have few elements, by one thread each. Where there are fewer
// results than the device has room for, each is folded in parts, and the parts by a second kernel: the sum of the same
// numbers on the same device is always the same number.
#include <algorithm>
#include <gradproof/core/ops/folds.hpp>
#include <gradproof/cuda/kernels/run.hpp>
#include <gradproof/cuda/kernels/walk.hpp>

namespace gradproof::cuda {

/// What is folded: dimensions that stay, and dimensions that go.
struct Folded {
  Walk<2> results;   ///< offsets of the result and of its first element
  Walk<1> elements;  ///< of one result, from its first element on
  char* out;
  const char* in;
  std::uint64_t parts;  ///< of one result

  std::uint64_t folds() const { return results.count * parts; }
};

/// Where totals go: the parts' memory, or finished to the result.
template <class F>
struct Totals {
  using Total = typename F::Total;
  F fold;
  Total* parts;

  GRADPROOF_KERNEL void write(const Folded& what, std::uint64_t number, Total total) const {
    if (what.parts > 1)
      parts[number] = total;
    else
      *reinterpret_cast<typename F::Element*>(what.out + what.results.at(number).of[0]) = fold.finish(total);
  }
};

/// The total of every step-th element of a result, from the first on.
template <class F>
GRADPROOF_KERNEL typename F::Total total_of(const F& fold, const Folded& what, std::uint64_t result,
                                            std::uint64_t first, std::uint64_t step) {
  const char* const in = what.in + what.results.at(result).of[1];
  auto total = typename F::Total(F::start());
  for (std::uint64_t j = first; j < what.elements.count; j += step)
    total = F::merge(
        total,
        typename F::Total(fold.take(*reinterpret_cast<const typename F::Element*>(in + what.elements.at(j).of[0]))));
  return total;
}

template <class F>
struct FoldByBlock {
  struct Shared {
    typename F::Total total[kThreads];
  };
  Folded what;
  Totals<F> totals;

  GRADPROOF_KERNEL void operator()(Block block, Shared& s) const {
    const std::uint64_t result = block.index() / what.parts, part = block.index() % what.parts;
    block.each([&](unsigned t) {
      s.total[t] = total_of(totals.fold, what, result, part * kThreads + t, what.parts * kThreads);
    });
    for (unsigned half = kThreads / 2; half > 0; half /= 2)
      block.each([&](unsigned t) {
        if (t < half) s.total[t] = F::merge(s.total[t], s.total[t + half]);
      });
    block.each([&](unsigned t) {
      if (t == 0) totals.write(what, block.index(), s.total[0]);
    });
  }
};

/// Neighbouring threads fold neighbouring results.
template <class F>
struct FoldByThread {
  Folded what;
  Totals<F> totals;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const std::uint64_t result = i % what.results.count, part = i / what.results.count;
    totals.write(what, result * what.parts + part, total_of(totals.fold, what, result, part, what.parts));
  }
};

template <class F>
struct FoldParts {
  Folded what;
  Totals<F> totals;

  GRADPROOF_KERNEL void operator()(std::uint64_t result) const {
    auto total = typename F::Total(F::start());
    for (std::uint64_t p = 0; p < what.parts; ++p) total = F::merge(total, totals.parts[result * what.parts + p]);
    *reinterpret_cast<typename F::Element*>(what.out + what.results.at(result).of[0]) = totals.fold.finish(total);
  }
};

/// The dimensions of `e`, told apart, those with the smallest step first.
struct Dims {
  struct Dim {
    std::int64_t size, out_step, in_step;
  };
  int kept = 0, gone = 0;
  Dim keep[Elements::kMaxDims], fold[Elements::kMaxDims];
};
Dims dims_of(const Elements& e);
Folded folded_of(const Elements& e, const Dims& dims);
/// Whether a thread folds a result alone.
bool is_by_thread(const Folded& what, const Dims& dims);
/// In how many parts a result is folded.
std::uint64_t parts_of(const Queue& queue, const Folded& what, bool by_thread);

template <class F>
void issue_fold(const Queue& queue, const Elements& e, const F& fold) {
  const Dims dims = dims_of(e);
  Folded what = folded_of(e, dims);
  const bool by_thread = is_by_thread(what, dims);
  what.parts = parts_of(queue, what, by_thread);
  const Scratch parts(queue, what.parts > 1 ? what.folds() * sizeof(typename F::Total) : 0);
  const Totals<F> totals = {fold, parts.as<typename F::Total>()};
  if (by_thread)
    for_each(queue, what.folds(), FoldByThread<F>{what, totals});
  else
    run(queue, what.folds(), FoldByBlock<F>{what, totals});
  if (what.parts > 1) for_each(queue, what.results.count, FoldParts<F>{what, totals});
}

}  // namespace gradproof::cuda
