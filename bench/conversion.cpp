// What it costs to get a tensor out of the graph and onto the host, and the step of three numbers that raises the
// question. One source, two programs: gradproof's own, and with GRADPROOF_AGAINST_LIBTORCH its libtorch twin. Every
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
Tensor to_device(const Tensor& tensor) { return tensor.to(torch::Device(torch::kCPU)); }
Tensor same(const Tensor& tensor) { return tensor; }

/// What numpy() does with a tensor of the host: its bytes are read where they are.
template <Tensor (*convert)(const Tensor&)>
Tensor read(const Tensor& tensor) {
  Tensor result = convert(tensor);
  benchmark::DoNotOptimize(result.data_ptr());
  return result;
}

/// Forward, the conversion, whose result is kept, and the backward pass that it leaves behind: through the result where
/// that still has its history, else past it.
template <Tensor (*convert)(const Tensor&)>
Tensor backward_past(const Tensor& leaf) {
  leaf.mutable_grad() = Tensor();
  const Tensor value = leaf * 2;
  Tensor kept = convert(value);
  (kept.requires_grad() ? kept : value).sum().backward();
  return kept;
}

template <Tensor (*convert)(const Tensor&)>
void measure_backward(benchmark::State& state) {
  Tensor leaf = torch::ones({state.range(1)});
  leaf.requires_grad_(true);
  for (int i = 0; i < kWarmUp; ++i) backward_past<convert>(leaf);
  if (refuse(state, distance(leaf.grad(), torch::ones({leaf.numel()}) * 2) == 0 ? "" : "the gradient is wrong")) return;
  for (auto _ : state) {
    Tensor kept = backward_past<convert>(leaf);
    benchmark::DoNotOptimize(kept);
  }
}

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

using Sizes = std::vector<std::int64_t>;

template <Tensor (*convert)(const Tensor&)>
void add_conversion(const char* name, Promise promise, const Sizes& sizes = {3, 1000, 1000000}) {
  benchmark::RegisterBenchmark(name, measure_conversion<convert>, promise)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{0, 1}, sizes});
}

template <Tensor (*convert)(const Tensor&)>
void add_backward(const char* name) {
  benchmark::RegisterBenchmark(name, measure_backward<convert>)
      ->ArgNames({"grad", "size"})
      ->ArgsProduct({{1}, {3, 1000000}});
}

void add_all() {
  add_conversion<detach>("detach", {.same_memory = true, .keeps_history = false});
  add_conversion<cpu>("cpu", {.same_memory = true, .keeps_history = true});
  add_conversion<data>("data", {.same_memory = true, .keeps_history = false});
  add_conversion<clone>("clone", {.same_memory = false, .keeps_history = true});
  add_conversion<cpu_detach>("cpu.detach", {.same_memory = true, .keeps_history = false});
  add_conversion<detach_cpu>("detach.cpu", {.same_memory = true, .keeps_history = false});
  add_conversion<to_device>("to.device", {.same_memory = true, .keeps_history = true});
  const Promise alias = {.same_memory = true, .keeps_history = false};
  add_conversion<read<cpu_detach>>("cpu.detach.data_ptr", alias, {3, 1000000});
  add_conversion<read<detach_cpu>>("detach.cpu.data_ptr", alias, {3, 1000000});
  add_backward<same>("backward");
  add_backward<cpu>("backward.cpu");
  add_backward<cpu_detach>("backward.cpu.detach");
  add_backward<detach_cpu>("backward.detach.cpu");
  benchmark::RegisterBenchmark("seed_step", measure_seed_step)->ArgNames({"grad", "size"})->Args({1, 3});
}

}  // namespace

int main(int argc, char** argv) {
  add_all();
  return run_benchmarks(argc, argv);
}
