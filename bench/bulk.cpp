// What large arrays cost: elementwise operations, reductions and products, where the processor and the memory are the
// limit and not the calls. One source, two programs: gradproof's own, and with GRADPROOF_BENCH_LIBTORCH its libtorch
// twin. Every benchmark first proves its result; a wrong one is not timed. `size` is the number of elements, of a
// product the rows and columns of both matrices; `grad` times the backward pass as well.
#ifdef GRADPROOF_BENCH_LIBTORCH
#include <torch/torch.h>
#include <torch/version.h>
#else
#include <gradproof/gradproof.hpp>
namespace torch = gradproof;
#endif
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>

namespace {

using torch::Tensor;

bool any_failed = false;

/// Before the first timed call: memory has its pages, and caches and allocators have settled.
constexpr int kWarmUp = 3;

Tensor filled(std::int64_t rows, std::int64_t columns, double value) { return torch::ones({rows, columns}) * value; }

/// Every element of `result` is `due`, up to rounding.
bool proven(benchmark::State& state, const Tensor& result, double due) {
  const Tensor difference = (result.detach() - due).abs();
  const double worst = difference.sum().item<double>() / static_cast<double>(difference.numel());
  if (worst <= 1e-6 * std::fmax(1, std::fabs(due))) return true;
  any_failed = true;
  const std::string text = "the result is off by " + std::to_string(worst) + " on average";
  std::fprintf(stderr, "%s\n", text.c_str());
  state.SkipWithError(text.c_str());
  return false;
}

constexpr double kA = 0.5, kB = 0.25;

using Operation = Tensor (*)(const Tensor& a, const Tensor& b);

void measure(benchmark::State& state, Operation operation, double (*due)(double count)) {
  const std::int64_t n = state.range(1);
  const Tensor a = filled(1, n, kA), b = filled(1, n, kB);
  if (!proven(state, operation(a, b), due(static_cast<double>(n)))) return;
  for (int i = 0; i < kWarmUp; ++i) operation(a, b);
  for (auto _ : state) {
    Tensor result = operation(a, b);
    benchmark::DoNotOptimize(result);
  }
}

/// Into memory that is there: what is left of an addition when nothing is allocated.
void measure_add_in_place(benchmark::State& state) {
  const std::int64_t n = state.range(1);
  Tensor a = filled(1, n, kA);
  const Tensor b = filled(1, n, kB);
  if (!proven(state, a.add_(b), kA + kB)) return;
  for (auto _ : state) {
    a.add_(b);
    benchmark::ClobberMemory();
  }
}

void multiply(Tensor& a, Tensor& b, bool grad) {
  Tensor result = torch::matmul(a, b);
  if (grad) {
    a.mutable_grad() = Tensor();
    b.mutable_grad() = Tensor();
    result.sum().backward();
  }
  benchmark::DoNotOptimize(result);
}

void measure_product(benchmark::State& state) {
  const std::int64_t n = state.range(1);
  const bool grad = state.range(0) != 0;
  Tensor a = filled(n, n, kA), b = filled(n, n, kB);
  if (!proven(state, torch::matmul(a, b), kA * kB * static_cast<double>(n))) return;
  a.requires_grad_(grad);
  b.requires_grad_(grad);
  for (int i = 0; i < kWarmUp; ++i) multiply(a, b, grad);
  if (grad && !proven(state, a.grad(), kB * static_cast<double>(n))) return;
  for (auto _ : state) multiply(a, b, grad);
}

/// mean(x * x), forward and backward.
void measure_mean_of_squares(benchmark::State& state) {
  const std::int64_t n = state.range(1);
  Tensor x = filled(1, n, kA);
  x.requires_grad_(true);
  const auto step = [&] {
    x.mutable_grad() = Tensor();
    torch::mean(x * x).backward();
  };
  for (int i = 0; i < kWarmUp; ++i) step();
  if (!proven(state, x.grad() * static_cast<double>(n), 2 * kA)) return;
  for (auto _ : state) step();
}

void add_operation(const char* name, Operation operation, double (*due)(double)) {
  benchmark::RegisterBenchmark(name, measure, operation, due)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{0}, {100000, 10000000}});
}

void add_all() {
  add_operation(
      "add", [](auto& a, auto& b) { return a + b; }, [](double) { return kA + kB; });
  add_operation(
      "mul", [](auto& a, auto& b) { return a * b; }, [](double) { return kA * kB; });
  add_operation(
      "exp", [](auto& a, auto&) { return a.exp(); }, [](double) { return std::exp(kA); });
  add_operation(
      "tanh", [](auto& a, auto&) { return a.tanh(); }, [](double) { return std::tanh(kA); });
  add_operation(
      "relu", [](auto& a, auto&) { return a.relu(); }, [](double) { return kA; });
  add_operation(
      "sum", [](auto& a, auto&) { return a.sum(); }, [](double n) { return kA * n; });
  add_operation(
      "mean", [](auto& a, auto&) { return a.mean(); }, [](double) { return kA; });
  benchmark::RegisterBenchmark("add_", measure_add_in_place)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{0}, {100000, 10000000}});
  benchmark::RegisterBenchmark("mean(x*x)", measure_mean_of_squares)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{1}, {100000, 10000000}});
  benchmark::RegisterBenchmark("matmul", measure_product)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{0, 1}, {64, 1024}});
}

void describe_subject() {
#ifdef GRADPROOF_BENCH_LIBTORCH
  torch::set_num_threads(1);
  benchmark::AddCustomContext("subject", "libtorch");
  benchmark::AddCustomContext("subject_version", TORCH_VERSION);
#else
  benchmark::AddCustomContext("subject", "native");
  benchmark::AddCustomContext("subject_version", GRADPROOF_VERSION);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  add_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  describe_subject();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return any_failed ? 1 : 0;
}
