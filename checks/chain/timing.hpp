#pragma once
// Processor time of something that takes nanoseconds.
#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>

namespace gradproof::checks::chain {

/// Of this thread, in nanoseconds.
inline double processor_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e9 + double(now.tv_nsec);
}

/// Nanoseconds of one of the `calls` that `batch` makes: the median of nine batches.
template <class Batch>
double median_ns(std::int64_t calls, Batch batch) {
  std::array<double, 9> samples{};
  for (double& sample : samples) sample = batch() / double(calls);
  std::ranges::sort(samples);
  return samples[samples.size() / 2];
}

/// Nanoseconds of a call that needs no preparation; a batch is long enough for the clock.
template <class Call>
double ns_of(Call call) {
  constexpr double enough = 1e6;
  const auto batch = [&](std::int64_t calls) {
    const double start = processor_ns();
    for (std::int64_t i = 0; i < calls; ++i) call();
    return processor_ns() - start;
  };
  std::int64_t calls = 1;
  while (batch(calls) < enough) calls *= 2;
  return median_ns(calls, [&] { return batch(calls); });
}

}  // namespace gradproof::checks::chain
