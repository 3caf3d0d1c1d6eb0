#pragma once
#include <gradproof/checks/internals/sim/fixture.hpp>
#include <gradproof/cuda/emulated/emulated.hpp>
#include <random>

namespace gradproof {

/// CUDA's kernels in a simulated device's memory, for one test case.
struct Emulation : Simulation {
  Emulation() : Simulation(sim::Schedule::seeded, 7) { sim::compute_with(cuda::emulated_backend()); }
  ~Emulation() { sim::compute_with(cpu_backend()); }
};

/// Numbers between -4 and 4 in steps of 1/64, many of them twice, every 97th NaN where `with_nan`.
inline Tensor noise(std::vector<std::int64_t> shape, DType dtype = kFloat, bool with_nan = false, unsigned seed = 3) {
  std::int64_t count = 1;
  for (const std::int64_t size : shape) count *= size;
  std::mt19937 draw(seed);
  std::vector<Scalar> all;
  for (std::int64_t i = 0; i < count; ++i) {
    const double value = (double(draw() % 513) - 256) / 64;
    all.emplace_back(with_nan && i % 97 == 96 ? std::numeric_limits<double>::quiet_NaN() : value);
  }
  return from_values(all, count, kDouble).to(dtype).reshape(shape);
}

/// What `op` does of `inputs`, which it may take apart, on the host and on the device is the same: to the bit where
/// `tolerance` is 0, NaN for NaN.
template <class Op>
void same(Op op, const std::vector<Tensor>& inputs, double tolerance = 0) {
  std::vector<Tensor> moved;
  for (const Tensor& input : inputs) moved.push_back(input.to(Device("sim")));
  const Tensor here = op(inputs), there = op(moved);
  REQUIRE_FALSE(there.is_cpu());
  REQUIRE(here.dtype() == there.dtype());
  REQUIRE(here.sizes() == there.sizes());
  CHECK(there.cpu().to(kDouble).allclose(here.to(kDouble), tolerance, tolerance, true));
}

}  // namespace gradproof
