// What one small step costs in instructions: a number that does not move between runs, so a gate can stand on it.
// Run under `valgrind --tool=callgrind`: each step leaves a profile of its repetitions, named after the step.
#include <valgrind/callgrind.h>

#include <cstdlib>
#include <gradproof/gradproof.hpp>
#include <vector>

namespace {

using gradproof::Tensor;

constexpr int kWarm = 64, kCounted = 100;

/// Runs `step` until pools and accumulators are warm, then counts.
template <class Step>
void count(const char* name, Step step) {
  for (int i = 0; i < kWarm; ++i) step();
  CALLGRIND_ZERO_STATS;
  for (int i = 0; i < kCounted; ++i) step();
  CALLGRIND_DUMP_STATS_AT(name);
}

Tensor three(bool grad) {
  Tensor t = gradproof::tensor({7.0F, 0.5F, 2.0F});
  return t.requires_grad_(grad);
}

void count_conversions() {
  const Tensor value = gradproof::ones({3, 3}).requires_grad_() * 2;
  count("detach", [&] { Tensor t = value.detach(); });
  count("cpu", [&] { Tensor t = value.cpu(); });
  count("detach_cpu", [&] { Tensor t = value.detach().cpu(); });
  count("cpu_detach", [&] { Tensor t = value.cpu().detach(); });
  count("clone", [&] { Tensor t = value.clone(); });
}

void count_operations() {
  const Tensor a = three(false), b = three(false), c = three(true), d = three(true);
  count("add", [&] { Tensor t = a + b; });
  count("mul", [&] { Tensor t = a * b; });
  count("add_number", [&] { Tensor t = a + 2; });
  count("exp", [&] { Tensor t = a.exp(); });
  count("add_recorded", [&] { Tensor t = c + d; });
  count("mul_recorded", [&] { Tensor t = c * d; });
  count("exp_recorded", [&] { Tensor t = c.exp(); });
  count("view_recorded", [&] { Tensor t = c.view({3, 1}); });
  count("zero_", [&] { a.zero_(); });
  count("add_", [&] { a.add_(b); });
}

void count_backward() {
  const Tensor a = three(true);
  count("seed_forward", [&] {
    Tensor b = a + 2;
    Tensor loss = gradproof::mean(b * b);
  });
  count("seed_step", [&] {
    a.mutable_grad() = Tensor();
    Tensor b = a + 2;
    gradproof::mean(b * b).backward();
  });
  count("mul_chain_100", [&] {
    a.mutable_grad() = Tensor();
    Tensor x = a;
    for (int i = 0; i < 100; ++i) x = x * 1.01;
    x.sum().backward();
  });
}

/// What it costs to put work into a queue of a simulated device with many live blocks; the work itself never runs.
void count_launches() {
  setenv("GRADPROOF_SIM_SCHEDULE", "latest", 1);
  const gradproof::TensorOptions there = gradproof::Device("sim");
  std::vector<Tensor> live;
  for (int i = 0; i < 1000; ++i) live.push_back(gradproof::zeros({4}, there));
  const Tensor a = live[313], b = live[777];
  count("sim_add_", [&] { a.add_(b); });
}

void count_errors() {
  const Tensor a = three(true);
  count("error", [&] {
    try {
      a.add_(1);
    } catch (const gradproof::Error& e) {
      if (!*e.what()) std::abort();
    }
  });
}

}  // namespace

int main() {
  count_conversions();
  count_operations();
  count_backward();
  count_launches();
  count_errors();
}
