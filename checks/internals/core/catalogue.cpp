// Cases of the catalogue that no script can express: C++ handles and raw memory, counters that are set, threads. Each
// test begins with the case's id; checks/scenarios/LEFT_OUT.md lists what has neither script nor test.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/checks/internals/core/errors.hpp>
#include <thread>

using namespace gradproof;
using namespace gradproof::test;

namespace {

constexpr auto kModified = ErrorKind::modified_after_save;

/// A product that saved c = [2, -5], and the leaf whose gradient is c.
struct Product {
  Tensor w = tensor({3., 7.}, dtype(kDouble).requires_grad(true)), c = tensor({2., -5.}, kDouble), y = w * c;

  std::vector<double> gradient() const {
    y.sum().backward();
    return numbers(w.grad());
  }
  std::string raised(std::initializer_list<const char*> parts) const {
    return amiss([&] { y.sum().backward(); }, kModified, parts);
  }
};

using Numbers = std::vector<double>;

}  // namespace

TEST_CASE("raw-data_ptr-cpp: pointer, accessor and memset are not counted") {
  Product by_pointer, by_accessor, by_memset;
  by_pointer.c.data_ptr<double>()[0] = 50;
  by_accessor.c.accessor<double, 1>()[1] = 50;
  std::memset(by_memset.c.data_ptr(), 0, by_memset.c.nbytes());
  CHECK(by_pointer.gradient() == Numbers{50, -5});
  CHECK(by_accessor.gradient() == Numbers{2, 50});
  CHECK(by_memset.gradient() == Numbers{0, 0});
}

TEST_CASE("raw-from_blob-source, raw-from_blob-twice: the memory's owner, and a second tensor over it") {
  double memory[] = {2, -5};
  const Tensor w = leaf({2}), first = from_blob(memory, {2}, kDouble), second = from_blob(memory, {2}, kDouble);
  const Tensor y = w * first, z = w * first;
  memory[0] = 50;
  y.sum().backward();
  CHECK(numbers(w.grad()) == Numbers{50, -5});
  second.fill_(9);
  CHECK(first._version() == 0);
  CHECK(second._version() == 1);
  CHECK(numbers(autograd::grad({z.sum()}, {w})[0]) == Numbers{9, 9});
}

TEST_CASE("raw-cpp-variable_data: a counter of its own; raw-cpp-tensor_data: the tensor's counter") {
  Product by_variable_data, by_data, by_tensor_data;
  by_variable_data.c.variable_data().fill_(50);
  by_data.c.data().fill_(50);
  by_tensor_data.c.tensor_data().fill_(50);
  CHECK(by_variable_data.gradient() == Numbers{50, 50});
  CHECK(by_data.gradient() == Numbers{50, 50});
  CHECK(by_tensor_data.raised({"is at version 1; expected version 0"}) == "");
}

TEST_CASE("raw-cpp-below-adinplace: nothing is counted; raw-cpp-below-autograd: counted, not recorded") {
  Product below_counters, below_autograd;
  {
    AutoDispatchBelowADInplaceOrView guard;
    below_counters.c.fill_(50);
  }
  {
    AutoDispatchBelowAutograd guard;
    below_autograd.c.fill_(50);
  }
  CHECK(below_counters.gradient() == Numbers{50, 50});
  CHECK(below_autograd.raised({"is at version 1; expected version 0"}) == "");
}

TEST_CASE("raw-cpp-const-ref: const is of the handle; raw-cpp-rebind: a handle that is given another tensor") {
  Product constant, rebound;
  const Tensor& handle = constant.c;
  handle.fill_(50);
  CHECK(constant.raised({"is at version 1; expected version 0"}) == "");
  rebound.c = tensor({50., 50.}, kDouble);
  CHECK(rebound.gradient() == Numbers{2, -5});
}

TEST_CASE("vc-reset-to-match: a counter that is set back hides a write") {
  Product p;
  p.c.fill_(50);
  p.c.impl()->version().set(0);
  CHECK(p.gradient() == Numbers{50, 50});
}

TEST_CASE("vc-wrap-2-32: four thousand million writes are none") {
  Product one_short, whole;
  one_short.c.impl()->version().set(0xFFFFFFFFu);
  CHECK(one_short.raised({"expected version 0"}) == "");
  whole.c.impl()->version().set(0xFFFFFFFFu);
  whole.c.fill_(50);
  CHECK(whole.c._version() == 0);
  CHECK(whole.gradient() == Numbers{50, 50});
}

TEST_CASE("vc-preserve-context: a version that is put back after a write protects nobody") {
  const Tensor x = leaf({2}), h = x * 1, y = h.exp();
  const auto before = y._version();
  {
    NoGradGuard no_grad;
    y.mul_(2);
  }
  y.impl()->version().set(std::uint32_t(before));
  const Numbers due = numbers(x.detach().exp() * 2);
  CHECK(numbers(autograd::grad({y.sum()}, {x})[0]) == due);
}

TEST_CASE("ng-thread: a new thread records, whatever mode it was started in") {
  bool enabled = false, inference = true;
  NoGradGuard no_grad;
  InferenceMode mode;
  std::thread([&] {
    enabled = GradMode::is_enabled();
    inference = InferenceMode::is_enabled();
  }).join();
  CHECK(enabled);
  CHECK_FALSE(inference);
}

TEST_CASE("th-inplace-joined: a write of another thread counts") {
  Product p;
  std::thread([&] { p.c.fill_(50); }).join();
  CHECK(p.raised({"is at version 1; expected version 0"}) == "");
}

TEST_CASE("rb-thread-shared-graph: of two threads that run one graph backward, one finds it freed") {
  const Tensor x = leaf({3}), loss = x.exp().sin().sum();
  std::atomic<int> freed = 0, done = 0;
  const auto run = [&] {
    try {
      loss.backward();
      ++done;
    } catch (const Error& e) {
      freed += e.kind() == ErrorKind::freed_graph;
    }
  };
  run();
  std::thread(run).join();
  CHECK(done == 1);
  CHECK(freed == 1);
}

TEST_CASE("cf-save-intermediate: an intermediate that a Function saved and handed out is written") {
  static Tensor leaked;
  struct Squares : autograd::Function<Squares> {
    static Tensor forward(autograd::AutogradContext* ctx, const Tensor& x) {
      leaked = x * x;
      ctx->save_for_backward({leaked});
      return leaked + 1;
    }
    static autograd::variable_list backward(autograd::AutogradContext* ctx, autograd::variable_list g) {
      return {g[0] * ctx->get_saved_variables()[0]};
    }
  };
  const Tensor y = Squares::apply(leaf({2}));
  leaked.add_(1);
  CHECK(amiss([&] { y.sum().backward(); }, kModified, {"is at version", "expected version"}) == "");
  leaked.reset();
}

TEST_CASE("hk-order: hooks of the tensor, before the node, after accumulation, after the node") {
  struct Before final : autograd::FunctionPreHook {
    autograd::variable_list operator()(const autograd::variable_list& g) override { return {g[0] * 2}; }
  };
  const Tensor x = tensor(1., dtype(kDouble).requires_grad(true)), y = x * 1;
  std::vector<std::string> order;
  y.register_hook([&](const Tensor& g) {
    order.push_back("tensor " + std::to_string(int(g.item<double>())));
    return g + 1;
  });
  y.grad_fn()->add_pre_hook(std::make_unique<Before>());
  x.register_hook([&](const Tensor& g) { order.push_back("leaf " + std::to_string(int(g.item<double>()))); });
  register_post_accumulate_grad_hook(
      x, [&](const Tensor& t) { order.push_back("accumulated " + std::to_string(int(t.grad().item<double>()))); });
  y.backward();
  CHECK(order == std::vector<std::string>{"tensor 1", "leaf 4", "accumulated 4"});
}

TEST_CASE("raw-mmap-file: two tensors over one mapped file count apart") {
  void* const mapped = mmap(nullptr, 16, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(mapped != MAP_FAILED);
  const Tensor w = leaf({2}), c = from_blob(mapped, {2}, kDouble), d = from_blob(mapped, {2}, kDouble);
  c.copy_(tensor({2., -5.}, kDouble));
  const Tensor y = w * c;
  d.fill_(50);
  CHECK(numbers(autograd::grad({y.sum()}, {w})[0]) == Numbers{50, 50});
  munmap(mapped, 16);
}

TEST_CASE("raw-shared-memory-process, mp-shared-child-write: a child's write is counted in the child") {
  void* const mapped = mmap(nullptr, 16, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(mapped != MAP_FAILED);
  const Tensor w = leaf({2}), c = from_blob(mapped, {2}, kDouble), y = w * c;
  const pid_t child = fork();
  if (child == 0) {
    c.fill_(50);
    _exit(c._version() == 1 ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(c._version() == 0);
  CHECK(numbers(autograd::grad({y.sum()}, {w})[0]) == Numbers{50, 50});
  munmap(mapped, 16);
}

TEST_CASE("raw-op-unannotated, raw-op-annotated: a kernel that writes its input, in silence and declared") {
  const auto kernel = [](const Tensor& t) { std::fill_n(t.data_ptr<double>(), t.numel(), 50.); };
  Product silent, declared;
  kernel(silent.c);
  kernel(declared.c);
  declared.c.impl()->bump_version();
  CHECK(silent.gradient() == Numbers{50, 50});
  CHECK(declared.raised({"is at version 1; expected version 0"}) == "");
}

TEST_CASE("ds-storage-swap: other bytes under the same tensor are no write") {
  Product p;
  p.c.impl()->move_to(tensor({50., 60.}, kDouble).impl()->storage);
  CHECK(p.c._version() == 0);
  CHECK(numbers(p.c) == Numbers{50, 60});
}

TEST_CASE("cf-mark-dirty-noninput: a temporary that is marked dirty changes nothing for the input") {
  struct Marks : autograd::Function<Marks> {
    static Tensor forward(autograd::AutogradContext* ctx, const Tensor& x) {
      const Tensor own = x * 3;
      ctx->mark_dirty({own});
      return own;
    }
    static autograd::variable_list backward(autograd::AutogradContext*, autograd::variable_list g) {
      return {g[0] * 3};
    }
  };
  const Tensor x = leaf({2}), y = Marks::apply(x);
  CHECK(x._version() == 0);
  CHECK(numbers(autograd::grad({y.sum()}, {x})[0]) == Numbers{3, 3});
}
