// What an operation costs when its arithmetic costs nothing: three numbers, and a thousand. One source, two programs:
// gradproof's own, and with GRADPROOF_BENCH_LIBTORCH its libtorch twin. Each row first proves its result.
// With GRADPROOF_BENCH_THREADED in the environment the process has a second, idle thread, so that references are
// counted with locked instructions.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <gradproof/bench/subject.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using torch::Tensor;

Tensor filled(std::int64_t size, float value, bool grad) {
  Tensor t = torch::ones({size}) * value;
  return t.requires_grad_(grad);
}

bool holds(const Tensor& t, float value) {
  return (t.detach() - value).abs().sum().item<float>() <= 1e-4F * float(t.numel());
}

/// Times `step` after `proof` held once.
template <class Step, class Proof>
void add_row(const char* name, Step step, Proof proof) {
  benchmark::RegisterBenchmark(name, [step, proof](benchmark::State& state) {
    if (refuse(state, proof() ? "" : "the result is wrong")) return;
    for (auto _ : state) step();
  });
}

/// A row whose step makes a tensor that must be `value` everywhere.
template <class Make>
void add_value(const char* name, float value, Make make) {
  add_row(
      name,
      [make] {
        Tensor t = make();
        benchmark::DoNotOptimize(t);
      },
      [make, value] { return holds(make(), value); });
}

void add_conversions() {
  const Tensor leaf = filled(9, 1, true), value = leaf * 2;
  add_value("handle", 2, [=] { return value; });
  add_value("detach", 2, [=] { return value.detach(); });
  add_value("cpu", 2, [=] { return value.cpu(); });
  add_value("contiguous", 2, [=] { return value.contiguous(); });
  add_value("cpu.detach", 2, [=] { return value.cpu().detach(); });
  add_value("detach.cpu", 2, [=] { return value.detach().cpu(); });
  add_value("clone", 2, [=] { return value.clone(); });
}

void add_operations(std::int64_t size, const char* suffix) {
  static std::vector<std::string> names;
  names.reserve(16);
  for (const bool grad : {false, true}) {
    const Tensor a = filled(size, 2, grad), b = filled(size, 3, grad);
    const std::string tail = std::string(suffix) + (grad ? ",grad" : "");
    add_value(names.emplace_back("add" + tail).c_str(), 5, [=] { return a + b; });
    add_value(names.emplace_back("mul" + tail).c_str(), 6, [=] { return a * b; });
  }
}

void add_writes() {
  const Tensor a = filled(3, 2, false);
  add_row(
      "zero_", [=] { a.zero_(); }, [=] { return a.zero_(), holds(a, 0); });
  add_row(
      "add_(1)", [=] { a.add_(1); }, [=] { return a.zero_(), a.add_(1), holds(a, 1); });
}

void step(const Tensor& a) {
  a.mutable_grad() = Tensor();
  Tensor b = a + 2;
  torch::mean(b * b).backward();
}

void chain(const Tensor& a) {
  a.mutable_grad() = Tensor();
  Tensor x = a;
  for (int i = 0; i < 100; ++i) x = x * 1.01F;
  x.sum().backward();
}

void add_backward() {
  const Tensor a = filled(3, 1, true);
  add_row(
      "seed_step", [=] { step(a); }, [=] { return step(a), holds(a.grad(), 2); });
  add_row(
      "mul_chain_100", [=] { chain(a); }, [=] { return chain(a), holds(a.grad(), 2.7048138F); });
}

/// A write to a leaf that requires grad, refused; true when the message was read.
bool is_refused(const Tensor& leaf) {
  try {
    leaf.add_(1);
  } catch (const std::exception& e) {
    const char* text = e.what();
    benchmark::DoNotOptimize(text);
    return std::string_view(text).find("leaf Variable") != std::string_view::npos;
  }
  return false;
}

void add_errors() {
  const Tensor leaf = filled(3, 1, true);
  add_row(
      "error", [=] { benchmark::DoNotOptimize(is_refused(leaf)); }, [=] { return is_refused(leaf); });
}

bool start_thread_if_asked() {
  if (!std::getenv("GRADPROOF_BENCH_THREADED")) return false;
  std::thread([] {
    for (;;) pause();
  }).detach();
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::AddCustomContext("counts", start_thread_if_asked() ? "locked" : "plain");
  add_conversions();
  add_operations(3, "[3]");
  add_operations(1000, "[1000]");
  add_writes();
  add_backward();
  add_errors();
  return run_benchmarks(argc, argv);
}
