#pragma once
// Processor time of something that takes nanoseconds.
#include <algorithm>
#include <cstdint>
#include <ctime>

namespace gradproof::checks::chain {

/// Of this thread, in nanoseconds.
inline double processor_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e9 + double(now.tv_nsec);
}

/// Nanoseconds of one of the `calls` that `batch` makes, in the fastest of 25 batches: what disturbs one only adds.
template <class Batch>
double fastest_ns(std::int64_t calls, Batch batch) {
  double fastest = batch();
  for (int more = 0; more < 24; ++more) fastest = std::min(fastest, batch());
  return fastest / double(calls);
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
  return fastest_ns(calls, [&] { return batch(calls); });
}

}  // namespace gradproof::checks::chain
