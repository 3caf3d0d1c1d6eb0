// Graphs of several threads at once: shared leaves, shared inner nodes.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <thread>

using namespace gradproof;
using namespace gradproof::test;

namespace {

constexpr int kThreads = 8, kGraphs = 1250;

void on_all_threads(const std::function<void(int)>& f) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) threads.emplace_back(f, t);
  for (std::thread& t : threads) t.join();
}

}  // namespace

TEST_CASE("ten thousand short graphs over shared leaves on eight threads") {
  const Tensor w = leaf({4}), b = leaf({4}, 0.1), square = w.detach() * 2;
  std::atomic<int> right = 0, sums = 0;
  on_all_threads([&](int t) {
    const Tensor x = ones({4}, kDouble) * (t + 1);
    for (int i = 0; i < kGraphs; ++i) {
      const Tensor y = x * w + b, part = y.narrow(0, 1, 2);
      part.mul_(1);
      y.sum().backward();
      if (i % 10 == 0) right += numbers(autograd::grad({(w * w).sum()}, {w})[0]) == numbers(square);
    }
    sums += t + 1;
  });
  CHECK(right == kThreads * kGraphs / 10);
  CHECK(numbers(w.grad()) == std::vector<double>(4, double(kGraphs) * sums));
  CHECK(numbers(b.grad()) == std::vector<double>(4, kGraphs * kThreads));
}

TEST_CASE("threads pass through the same inner nodes, keep their own gradients and detach the same tensors") {
  const Tensor w = leaf({4}), h = w.exp(), loss = (h * h).sum();
  const std::vector<double> due = numbers((h * h).detach() * 2);
  std::atomic<int> right = 0;
  on_all_threads([&](int t) {
    for (int i = 0; i < 100; ++i) {
      const std::vector<double> got = numbers(autograd::grad({loss}, {w}, {}, true)[0]);
      bool close = h.detach()._version() == 0;
      for (std::size_t k = 0; k < due.size(); ++k) close &= std::fabs(got[k] - due[k]) < 1e-12 * due[k];
      right += close;
      if (t % 2) loss.backward({}, true);
    }
  });
  CHECK(right == kThreads * 100);
  for (std::size_t k = 0; k < due.size(); ++k) CHECK(numbers(w.grad())[k] == Approx(kThreads / 2 * 100 * due[k]));
}

TEST_CASE("threads put hooks on, switch modes and save through hooks without seeing one another") {
  const Tensor w = leaf({4});
  std::atomic<int> wrong = 0;
  on_all_threads([&](int t) {
    for (int i = 0; i < 100; ++i) {
      const Tensor h = w * 1;
      int packed = 0;
      h.register_hook([](const Tensor& g) { return g * 2; });
      if (t % 2 == 0) {
        const SavedTensorHooksGuard hooks([&](const Tensor& x) { return ++packed, std::any(x); },
                                          [](const std::any& x) { return std::any_cast<Tensor>(x); });
        wrong += numbers(autograd::grad({(h * h).sum()}, {w})[0])[0] != 4 * numbers(w)[0] || packed != 2;
      } else {
        const NoGradGuard off;
        wrong += (w * 2).requires_grad();
      }
    }
  });
  CHECK(wrong == 0);
}
