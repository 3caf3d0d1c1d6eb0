// Memory that runs out somewhere in forward or backward: an error of kind memory, and nothing stays behind.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

class Limit {
 public:
  explicit Limit(std::size_t bytes) : before_(set_memory_limit(bytes)) {}
  ~Limit() { set_memory_limit(before_); }
  Limit(const Limit&) = delete;
  Limit& operator=(const Limit&) = delete;

 private:
  std::size_t before_;
};

constexpr std::int64_t kRows = 40, kColumns = 50;
constexpr std::size_t kStep = kRows * kColumns * sizeof(double) / 2;

struct Scale : autograd::Function<Scale> {
  static Tensor forward(autograd::AutogradContext* ctx, const Tensor& x) {
    ctx->save_for_backward({x});
    return x * x;
  }
  static variable_list backward(autograd::AutogradContext* ctx, variable_list g) {
    return {g[0] * 2 * ctx->get_saved_variables()[0]};
  }
};

/// Parameters and a loss that saves operands, results, old values, an index, and goes through views and writes.
struct Model {
  Tensor w = leaf({kRows, kColumns}, 0.1, 1e-4), b = leaf({kColumns}, 0.2, 1e-3);

  Tensor loss() const {
    const Tensor h = w * b + 1;
    h.narrow(0, 0, kRows / 2).mul_(w.narrow(0, 1, kRows / 2));
    const Tensor s = h.exp().softmax(1) + h.clone().sin_();
    const Tensor product = s.matmul(h.t()).sum(1), picked = cat({product, product}).index_select(0, arange(kRows));
    return (Scale::apply(s).sum(1) * picked).mean();
  }
  void forget_gradients() const {
    w.mutable_grad().reset();
    b.mutable_grad().reset();
  }
};

std::size_t in_use() { return cpu_memory_stats().in_use; }

}  // namespace

TEST_CASE("a limit on memory refuses what goes beyond it, and can be taken off") {
  const std::size_t before = in_use();
  {
    const Limit limit(before + 100'000);
    const Tensor fits = zeros({10'000});
    CHECK(error_of([] { zeros({20'000}); }) == ErrorKind::memory);
    CHECK(in_use() == before + 40'000);
    CHECK(set_memory_limit(0) == before + 100'000);
    CHECK_NOTHROW(zeros({20'000}));
  }
  CHECK(in_use() == before);
}

TEST_CASE("out of memory in forward: wherever it happens, an error, and everything is released") {
  const Model m;
  const std::size_t before = in_use();
  reset_peak_memory();
  m.loss();
  const std::size_t peak = cpu_memory_stats().peak;
  REQUIRE(peak > before + 10 * kStep);
  CHECK(in_use() == before);
  for (std::size_t bytes = before + 1; bytes < peak; bytes += kStep) {
    const Limit limit(bytes);
    CHECK(error_of([&] { m.loss(); }) == ErrorKind::memory);
    CHECK(in_use() == before);
    CHECK(m.w._version() + m.b._version() == 0);
  }
  const Limit limit(peak);
  CHECK_NOTHROW(m.loss());
}

TEST_CASE("out of memory in a write: the tensor is as it was") {
  const Tensor w = leaf({kRows, kColumns}), h = w * 1;
  const std::vector<double> values = numbers(h);
  const std::size_t before = in_use();
  {
    const Limit limit(before + kStep);
    CHECK(error_of([&] { h.mul_(w); }) == ErrorKind::memory);
    CHECK(error_of([&] { h.narrow(0, 0, kRows - 1).pow_(3); }) == ErrorKind::memory);
  }
  CHECK(in_use() == before);
  CHECK(h._version() == 0);
  CHECK(h.grad_fn()->name() == "MulBackward1");
  CHECK(numbers(h) == values);
}

TEST_CASE("out of memory in backward: wherever it happens, an error, and a retained graph can go again") {
  const Model m;
  const std::size_t before = in_use();
  Tensor loss = m.loss();
  const std::size_t built = in_use();
  reset_peak_memory();
  loss.backward({}, true);
  const std::size_t peak = cpu_memory_stats().peak;
  const std::vector<double> due = numbers(m.w.grad());
  REQUIRE(peak >= built + 10 * kStep);
  m.forget_gradients();
  CHECK(in_use() == built);
  for (std::size_t bytes = built + 1; bytes < peak; bytes += kStep) {
    const Limit limit(bytes);
    CHECK(error_of([&] { loss.backward({}, true); }) == ErrorKind::memory);
    m.forget_gradients();
    CHECK(in_use() == built);
  }
  loss.backward({}, true);
  CHECK(numbers(m.w.grad()) == due);
  m.forget_gradients();
  loss.reset();
  CHECK(in_use() == before);
}

TEST_CASE("out of memory in backward of a graph that is not retained: what ran is freed") {
  const Model m;
  const std::size_t before = in_use();
  std::size_t built = 0;
  for (std::size_t more = 1; more < 4 * kStep; more += kStep) {
    Tensor loss = m.loss();
    built = in_use();
    {
      const Limit limit(built + more);
      CHECK(error_of([&] { loss.backward(); }) == ErrorKind::memory);
    }
    CHECK(in_use() <= built);
    CHECK(error_of([&] { loss.backward(); }) == ErrorKind::freed_graph);
    loss.reset();
    m.forget_gradients();
    CHECK(in_use() == before);
  }
}

TEST_CASE("out of memory in a pass that makes a graph, and in second order") {
  const Model m;
  const std::size_t before = in_use();
  const auto second_order = [&] {
    const Tensor g = autograd::grad({m.loss()}, {m.w}, {}, true, true)[0];
    autograd::grad({(g * g).sum()}, {m.w});
  };
  reset_peak_memory();
  second_order();
  const std::size_t peak = cpu_memory_stats().peak;
  for (std::size_t bytes = before + 1; bytes < peak; bytes += 4 * kStep) {
    const Limit limit(bytes);
    CHECK(error_of(second_order) == ErrorKind::memory);
    CHECK(in_use() == before);
  }
}

TEST_CASE("small blocks run out: an error, and what is released can be used again") {
#if defined(__SANITIZE_THREAD__) || defined(GRADPROOF_SYSTEM_ALLOCATION)
  return;  // sanitizers need more address space than the limit leaves
#endif
  const pid_t child = fork();
  if (child == 0) {
    const Tensor x = ones({2}, requires_grad());
    const rlimit limit = {std::size_t(1) << 28, std::size_t(1) << 28};
    setrlimit(RLIMIT_AS, &limit);
    int operations = 0, kind = 1;
    {
      Tensor y = x;
      try {
        for (;; ++operations) y = y * 2;
      } catch (const Error& e) {
        kind = e.kind() == ErrorKind::memory ? 0 : 2;
      }
    }
    Tensor y = x;
    for (int i = 0; i < operations / 2; ++i) y = y + 1;
    y.sum().backward();
    _exit(kind == 0 && numbers(x.grad()) == std::vector<double>{1, 1} ? 0 : 10 + kind);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}
