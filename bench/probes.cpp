// What the machine could do while something else was measured: a number beside each table that says whether two tables
// can be read together. `size` is the work of one iteration, so size / nanoseconds is a rate in GHz, GFLOP/s or GB/s.
#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace {

/// Dependent multiplications, three cycles each on every x86-64 and most ARM of the last ten years.
void clock(benchmark::State& state) {
  std::uint64_t value = 3;
  for (auto _ : state) {
    for (int i = 0; i < 100; ++i) {
      value *= value;
      asm volatile("" : "+r"(value));
    }
  }
  benchmark::DoNotOptimize(value);
}

constexpr int kRounds = 1000;
constexpr int kLanes = 16;
constexpr int kChains = 10;  // enough to hide the latency of a fused multiply-add
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));

#if defined(__x86_64__)
__attribute__((target_clones("avx512f", "arch=haswell", "default")))
#endif
void multiply_add(float* numbers) {
  Lanes sums[kChains];
  Lanes factor;
  __builtin_memcpy(sums, numbers, sizeof sums);
  __builtin_memcpy(&factor, numbers, sizeof factor);
  for (int round = 0; round < kRounds; ++round) {
    for (int chain = 0; chain < kChains; ++chain) sums[chain] = sums[chain] * factor + factor;
  }
  __builtin_memcpy(numbers, sums, sizeof sums);
}

void fma(benchmark::State& state) {
  std::array<float, kLanes * kChains> numbers{};
  for (auto _ : state) {
    multiply_add(numbers.data());
    benchmark::DoNotOptimize(numbers);
  }
}

constexpr std::int64_t kTriad = 10000000;

/// a = b + 3 c over arrays that leave the caches of a core.
void triad(benchmark::State& state) {
  std::vector<float> a(kTriad), b(kTriad, 1.0F), c(kTriad, 2.0F);
  for (auto _ : state) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = b[i] + 3.0F * c[i];
    benchmark::DoNotOptimize(a.data());
    benchmark::ClobberMemory();
  }
}

void timer(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(std::chrono::steady_clock::now());
}

BENCHMARK(clock)->ArgName("size")->Arg(300);
BENCHMARK(fma)->ArgName("size")->Arg(2 * kRounds * kChains * kLanes);
BENCHMARK(triad)->ArgName("size")->Arg(3 * sizeof(float) * kTriad);
BENCHMARK(timer)->ArgName("size")->Arg(1);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::AddCustomContext("subject", "machine");
  benchmark::AddCustomContext("subject_version", "");
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
