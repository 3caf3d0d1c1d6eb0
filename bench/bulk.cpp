// What large arrays cost: elementwise operations, reductions and products, where the processor and the memory are the
// limit and not the calls. One source, two programs: gradproof's own, and with GRADPROOF_AGAINST_LIBTORCH its libtorch
// twin. Every benchmark first proves its result; a wrong one is not timed. `size` is the number of elements, of a
// product the rows and columns of both matrices; `grad` times the backward pass as well.
#include <cmath>
#include <cstdint>
#include <gradproof/bench/subject.hpp>
#include <string>
#include <vector>

namespace {

using torch::Tensor;

/// Before the first timed call: memory has its pages, and caches and allocators have settled.
constexpr int kWarmUp = 3;

Tensor filled(std::int64_t rows, std::int64_t columns, double value) { return torch::ones({rows, columns}) * value; }

/// Every element of `result` is `due`, up to rounding.
bool proven(benchmark::State& state, const Tensor& result, double due) {
  const Tensor difference = (result.detach().to(torch::kDouble) - due).abs();
  const double worst = difference.sum().item<double>() / static_cast<double>(difference.numel());
  if (worst <= 1e-6 * std::fmax(1, std::fabs(due))) return true;
  return !refuse(state, "the result is off by " + std::to_string(worst) + " on average");
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

/// Into memory that is there: what is left of an operation when nothing is allocated.
void measure_in_place(benchmark::State& state, void (*write)(Tensor& a, const Tensor& b), double due) {
  const std::int64_t n = state.range(1);
  Tensor a = filled(1, n, kA);
  const Tensor b = filled(1, n, kB);
  write(a, b);
  if (!proven(state, a, due)) return;
  for (auto _ : state) {
    write(a, b);
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

/// Of rows and columns: about n elements as a square.
void measure_square(benchmark::State& state, Operation operation, double (*due)(double side)) {
  const auto side = static_cast<std::int64_t>(std::sqrt(static_cast<double>(state.range(1))));
  const Tensor a = filled(side, side, kA), b = filled(side, side, kB);
  if (!proven(state, operation(a, b), due(static_cast<double>(side)))) return;
  for (int i = 0; i < kWarmUp; ++i) operation(a, b);
  for (auto _ : state) {
    Tensor result = operation(a, b);
    benchmark::DoNotOptimize(result);
  }
}

/// Forward and backward of the sum of an activation; `due` is its slope at kA.
void measure_slope(benchmark::State& state, Operation operation, double due) {
  Tensor x = filled(1, state.range(1), kA);
  x.requires_grad_(true);
  const auto step = [&] {
    x.mutable_grad() = Tensor();
    operation(x, x).sum().backward();
  };
  for (int i = 0; i < kWarmUp; ++i) step();
  if (!proven(state, x.grad(), due)) return;
  for (auto _ : state) step();
}

/// (8 x 10) times (10 x 512), the shape of a small layer.
void measure_layer(benchmark::State& state) {
  const Tensor a = filled(8, 10, kA), b = filled(10, 512, kB);
  if (!proven(state, torch::matmul(a, b), kA * kB * 10)) return;
  for (auto _ : state) {
    Tensor result = torch::matmul(a, b);
    benchmark::DoNotOptimize(result);
  }
}

const std::vector<std::int64_t> kSizes = {100000, 10000000};

void add_operation(const char* name, Operation operation, double (*due)(double)) {
  benchmark::RegisterBenchmark(name, measure, operation, due)->ArgNames({"grad", "size"})->ArgsProduct({{0}, kSizes});
}
void add_square(const char* name, Operation operation, double (*due)(double)) {
  benchmark::RegisterBenchmark(name, measure_square, operation, due)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{0}, kSizes});
}
void add_write(const char* name, void (*write)(Tensor& a, const Tensor& b), double due) {
  benchmark::RegisterBenchmark(name, measure_in_place, write, due)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{0}, kSizes});
}
void add_slope(const char* name, Operation operation, double due) {
  benchmark::RegisterBenchmark(name, measure_slope, operation, due)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{1}, kSizes});
}

// clang-format off
#define OPERATION(expression) [](const Tensor& a, const Tensor& b) -> Tensor { static_cast<void>(a), static_cast<void>(b); return expression; }
#define DUE(expression) [](double n) -> double { static_cast<void>(n); return expression; }

void add_arithmetic() {
  add_operation("add", OPERATION(a + b), DUE(kA + kB));
  add_operation("add_alpha", OPERATION(torch::add(a, b, 2)), DUE(kA + 2 * kB));
  add_operation("sub", OPERATION(a - b), DUE(kA - kB));
  add_operation("mul", OPERATION(a * b), DUE(kA * kB));
  add_operation("mul_number", OPERATION(a * 3), DUE(kA * 3));
  add_operation("div", OPERATION(a / b), DUE(kA / kB));
  add_operation("pow2", OPERATION(a.pow(2)), DUE(kA * kA));
  add_operation("maximum", OPERATION(torch::maximum(a, b)), DUE(kA));
  add_operation("clamp", OPERATION(a.clamp(-1, 0.25)), DUE(0.25));
  add_operation("lerp", OPERATION(a.lerp(b, 0.25)), DUE(kA + 0.25 * (kB - kA)));
  add_operation("addcmul", OPERATION(torch::addcmul(a, a, b, 2)), DUE(kA + 2 * kA * kB));
  add_operation("addcdiv", OPERATION(torch::addcdiv(a, a, b)), DUE(kA + kA / kB));
  add_operation("where", OPERATION(torch::where(a.gt(b), a, b)), DUE(kA));
  add_operation("gt", OPERATION(a.gt(b)), DUE(1));
  add_operation("clone", OPERATION(a.clone()), DUE(kA));
  add_operation("zeros_like", OPERATION(torch::zeros_like(a)), DUE(0));
  add_operation("copy_", OPERATION(const_cast<Tensor&>(a).copy_(a + 0)), DUE(kA));
}

void add_functions() {
  add_operation("neg", OPERATION(-a), DUE(-kA));
  add_operation("abs", OPERATION(a.abs()), DUE(kA));
  add_operation("sign", OPERATION(a.sign()), DUE(1));
  add_operation("exp", OPERATION(a.exp()), DUE(std::exp(kA)));
  add_operation("expm1", OPERATION(a.expm1()), DUE(std::expm1(kA)));
  add_operation("log", OPERATION(a.log()), DUE(std::log(kA)));
  add_operation("log1p", OPERATION(a.log1p()), DUE(std::log1p(kA)));
  add_operation("sqrt", OPERATION(a.sqrt()), DUE(std::sqrt(kA)));
  add_operation("rsqrt", OPERATION(a.rsqrt()), DUE(1 / std::sqrt(kA)));
  add_operation("reciprocal", OPERATION(a.reciprocal()), DUE(1 / kA));
  add_operation("sin", OPERATION(a.sin()), DUE(std::sin(kA)));
  add_operation("cos", OPERATION(a.cos()), DUE(std::cos(kA)));
  add_operation("tanh", OPERATION(a.tanh()), DUE(std::tanh(kA)));
  add_operation("sigmoid", OPERATION(a.sigmoid()), DUE(1 / (1 + std::exp(-kA))));
  add_operation("erf", OPERATION(a.erf()), DUE(std::erf(kA)));
  add_operation("floor", OPERATION(a.floor()), DUE(0));
  add_operation("relu", OPERATION(a.relu()), DUE(kA));
  add_operation("gelu", OPERATION(torch::gelu(a)), DUE(kA * 0.6914624612740131));
  add_operation("silu", OPERATION(torch::silu(a)), DUE(kA / (1 + std::exp(-kA))));
  add_operation("leaky_relu", OPERATION(torch::leaky_relu(a, 0.1)), DUE(kA));
  add_operation("elu", OPERATION(torch::elu(a)), DUE(kA));
  add_operation("softplus", OPERATION(torch::softplus(a)), DUE(std::log1p(std::exp(kA))));
  add_slope("relu", OPERATION(a.relu()), 1);
  add_slope("tanh", OPERATION(a.tanh()), 1 - std::tanh(kA) * std::tanh(kA));
  add_slope("gelu", OPERATION(torch::gelu(a)), 0.8674951);
  add_slope("silu", OPERATION(torch::silu(a)), 0.7399612);
  add_slope("leaky_relu", OPERATION(torch::leaky_relu(a, 0.1)), 1);
}

void add_reductions() {
  add_operation("sum", OPERATION(a.sum()), DUE(kA * n));
  add_operation("mean", OPERATION(a.mean()), DUE(kA));
  add_operation("max", OPERATION(a.max()), DUE(kA));
  add_operation("argmax", OPERATION(a.argmax()), DUE(0));
  add_operation("norm", OPERATION(a.norm()), DUE(kA * std::sqrt(n)));
  add_operation("norm_1", OPERATION(a.norm(1)), DUE(kA * n));
  add_operation("norm_3", OPERATION(a.norm(3)), DUE(kA * std::cbrt(n)));
  add_operation("norm_inf", OPERATION(a.norm(INFINITY)), DUE(kA));
  add_operation("var", OPERATION((a.var())), DUE(0));
  add_operation("prod", OPERATION((a * 2).prod()), DUE(1));
  add_operation("any", OPERATION(a.gt(1).any()), DUE(0));
  add_square("sum_rows", OPERATION(a.sum(1)), DUE(kA * n));
  add_square("sum_columns", OPERATION(a.sum(0)), DUE(kA * n));
  add_square("norm_rows", OPERATION(a.norm(2, {1})), DUE(kA * std::sqrt(n)));
  add_square("norm_columns", OPERATION(a.norm(2, {0})), DUE(kA * std::sqrt(n)));
  add_square("amax_rows", OPERATION(a.amax(1)), DUE(kA));
  add_square("amax_columns", OPERATION(a.amax(0)), DUE(kA));
  add_square("argmax_rows", OPERATION(a.argmax(1)), DUE(0));
  add_square("argmax_columns", OPERATION(a.argmax(0)), DUE(0));
  add_square("softmax_rows", OPERATION(a.softmax(1)), DUE(1 / n));
  add_square("softmax_columns", OPERATION(a.softmax(0)), DUE(1 / n));
  add_square("log_softmax_rows", OPERATION(a.log_softmax(1)), DUE(-std::log(n)));
  add_square("logsumexp_rows", OPERATION(a.logsumexp(1)), DUE(kA + std::log(n)));
  add_square("cumsum_rows", OPERATION(a.cumsum(1).select(1, 9)), DUE(kA * 10));
  add_square("cumsum_columns", OPERATION(a.cumsum(0).select(0, 9)), DUE(kA * 10));
}
#undef OPERATION
#undef DUE
// clang-format on

void add_all() {
  add_arithmetic();
  add_functions();
  add_reductions();
  add_write(
      "add_", [](Tensor& a, const Tensor& b) { a.add_(b); }, kA + kB);
  add_write(
      "addcmul_", [](Tensor& a, const Tensor& b) { a.addcmul_(b, b, 2); }, kA + 2 * kB * kB);
  add_write(
      "addcdiv_", [](Tensor& a, const Tensor& b) { a.addcdiv_(b, b, 2); }, kA + 2);
  benchmark::RegisterBenchmark("mean(x*x)", measure_mean_of_squares)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{1}, kSizes});
  benchmark::RegisterBenchmark("matmul", measure_product)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{0, 1}, {8, 64, 1024}});
  benchmark::RegisterBenchmark("matmul_layer", measure_layer)->ArgNames({"grad", "size"})->Args({0, 512});
}

}  // namespace

int main(int argc, char** argv) {
  add_all();
  return run_benchmarks(argc, argv);
}
