// What it costs to get a tensor out of the graph and onto the host, and the step of three numbers that raises the
// question. One source, two programs: gradproof's own, and with GRADPROOF_BENCH_LIBTORCH its libtorch twin. Every
// benchmark first proves that its result, its memory and the gradient are what they must be; a wrong one is not timed.
#include <cstdint>
#include <gradproof/bench/subject.hpp>
#include <set>
#include <string>
#include <vector>

namespace {

using torch::Tensor;

/// What must hold of a conversion besides equal values.
struct Promise {
  bool same_memory;
  bool keeps_history;
};

/// A tensor as it stands in the middle of a graph, and the leaf that its gradient goes to.
struct Source {
  Tensor leaf;
  Tensor value;
};

Source make_source(std::int64_t size, bool grad) {
  Tensor leaf = torch::ones({size});
  leaf.requires_grad_(grad);
  Tensor value = leaf * 2;
  return {leaf, value};
}

/// Sum of squared differences; 0 where all are equal.
float distance(const Tensor& left, const Tensor& right) {
  Tensor difference = left.detach() - right.detach();
  return (difference * difference).sum().item<float>();
}

/// Empty where the result is what was promised, else what is wrong.
std::string fault(const Source& source, const Tensor& result, const Promise& promise) {
  if (distance(result, source.value) != 0) return "the result's values differ from the source's";
  if ((result.data_ptr() == source.value.data_ptr()) != promise.same_memory)
    return "the result's memory is the wrong one";
  const bool grad = source.leaf.requires_grad();
  if (result.requires_grad() != (grad && promise.keeps_history)) return "the result's requires_grad is wrong";
  if (!grad) return "";
  (promise.keeps_history ? result : source.value).sum().backward();
  if (distance(source.leaf.grad(), torch::ones({source.leaf.numel()}) * 2) != 0) return "the gradient is wrong";
  return "";
}

/// Calls before the timed ones: a large block gets its pages, and allocators settle. Where a timed run is a handful of
/// calls, the first would decide it.
constexpr int kWarmUp = 3;

/// Google Benchmark calls this again for each trial and repetition; what was proven once is not proven again.
template <Tensor (*convert)(const Tensor&)>
void measure_conversion(benchmark::State& state, Promise promise) {
  static std::set<std::vector<std::int64_t>> proven;
  const std::vector<std::int64_t> arguments = {state.range(0), state.range(1)};
  const Source source = make_source(state.range(1), state.range(0) != 0);
  if (!proven.contains(arguments)) {
    if (refuse(state, fault(source, convert(source.value), promise))) return;
    proven.insert(arguments);
  }
  for (int i = 0; i < kWarmUp; ++i) convert(source.value);
  for (auto _ : state) {
    Tensor result = convert(source.value);
    benchmark::DoNotOptimize(result);
  }
}

Tensor detach(const Tensor& tensor) { return tensor.detach(); }
Tensor cpu(const Tensor& tensor) { return tensor.cpu(); }
Tensor data(const Tensor& tensor) { return tensor.variable_data(); }
Tensor clone(const Tensor& tensor) { return tensor.clone(); }
Tensor cpu_detach(const Tensor& tensor) { return tensor.cpu().detach(); }
Tensor detach_cpu(const Tensor& tensor) { return tensor.detach().cpu(); }

void step(Tensor& a) {
  a.mutable_grad() = Tensor();
  Tensor b = a + 2;
  torch::mean(b * b).backward();
}

/// Forward, loss and backward on three numbers, the gradient dropped before each.
void measure_seed_step(benchmark::State& state) {
  Tensor a = torch::tensor({7.0F, 0.0F, 0.0F});
  a.requires_grad_(true);
  step(a);
  const Tensor due = torch::tensor({6.0F, 4.0F / 3, 4.0F / 3});
  if (refuse(state, distance(a.grad(), due) < 1e-10F ? "" : "the gradient is wrong")) return;
  for (auto _ : state) step(a);
}

template <Tensor (*convert)(const Tensor&)>
void add_conversion(const char* name, Promise promise) {
  benchmark::RegisterBenchmark(name, measure_conversion<convert>, promise)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{0, 1}, {3, 1000, 1000000}});
}

void add_all() {
  add_conversion<detach>("detach", {.same_memory = true, .keeps_history = false});
  add_conversion<cpu>("cpu", {.same_memory = true, .keeps_history = true});
  add_conversion<data>("data", {.same_memory = true, .keeps_history = false});
  add_conversion<clone>("clone", {.same_memory = false, .keeps_history = true});
  add_conversion<cpu_detach>("cpu.detach", {.same_memory = true, .keeps_history = false});
  add_conversion<detach_cpu>("detach.cpu", {.same_memory = true, .keeps_history = false});
  benchmark::RegisterBenchmark("seed_step", measure_seed_step)->ArgNames({"grad", "size"})->Args({1, 3});
}

}  // namespace

int main(int argc, char** argv) {
  add_all();
  return run_benchmarks(argc, argv);
}
