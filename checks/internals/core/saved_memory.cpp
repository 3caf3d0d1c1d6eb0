// What nodes keep for backward, by operation, and when it goes.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

constexpr std::size_t kBytes = 1000 * sizeof(double);

struct Keeps : autograd::Function<Keeps> {
  static Tensor forward(autograd::AutogradContext* ctx, const Tensor& x) {
    ctx->save_for_backward({x, x * 2});
    return x * 3;
  }
  static variable_list backward(autograd::AutogradContext*, variable_list g) { return {g[0] * 3}; }
};

SavedMemory of(const Tensor& root, const std::string& operation) {
  for (const SavedMemory& entry : saved_memory(root))
    if (entry.operation.find(operation) != std::string::npos) return entry;
  return {};
}

}  // namespace

TEST_CASE("what is saved for backward can be asked for, operation by operation") {
  const Tensor x = leaf({1000}), c = leaf({1000}).detach(), h = x + 1;
  const Tensor y = (h * c).exp().sum() + (h.sin() * h).sum();
  const std::vector<SavedMemory> all = saved_memory(y);
  CHECK(std::is_sorted(all.begin(), all.end(), [](auto& a, auto& b) { return a.bytes > b.bytes; }));
  CHECK(of(y, "ExpBackward0").bytes == kBytes);
  CHECK(of(y, "AddBackward0").nodes == 1);
  CHECK(of(y, "AddBackward1").nodes == 1);
  CHECK(of(y, "AddBackward1").bytes == 0);
  CHECK(of(y, "MulBackward0").nodes == 2);
  CHECK(of(y, "MulBackward0").bytes == 3 * kBytes);  // c; sin(h) and h
  CHECK(of(y, "SinBackward0").nodes == 1);
  CHECK(of(y, "SinBackward0").bytes == 0);  // h was counted with the product, nearer to the root
  CHECK(of(y, "AccumulateGrad").nodes == 1);
  CHECK(saved_memory(c).empty());
}

TEST_CASE("writes through views and custom functions are asked too, and a freed graph keeps nothing") {
  const Tensor x = leaf({1000}), h = x * 1;
  h.narrow(0, 0, 500).sin_();
  CHECK(of(h, "CopySlices").bytes == kBytes / 2);
  const Tensor y = Keeps::apply(h).sum();
  CHECK(of(y, "Keeps").bytes == 2 * kBytes);
  y.backward();
  for (const SavedMemory& entry : saved_memory(y)) CHECK(entry.bytes == 0);
}

TEST_CASE("a backward pass frees each saved tensor once it was used") {
  const Tensor x = leaf({1000});
  Tensor y = x * 1;
  for (int i = 0; i < 20; ++i) y = y.exp().log();
  const Tensor loss = y.sum();
  y.reset();
  const std::size_t before = cpu_memory_stats().in_use;
  reset_peak_memory();
  loss.backward();
  CHECK(cpu_memory_stats().peak <= before + 3 * kBytes);
  CHECK(cpu_memory_stats().in_use + 19 * kBytes <= before);
}
