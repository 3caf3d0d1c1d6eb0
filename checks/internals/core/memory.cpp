// What a recorded operation costs in memory beside its numbers: one block for the result and one for the node.
#include <malloc.h>

#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/gradproof.hpp>
#include <iterator>
#include <thread>

using namespace gradproof;

namespace {

constexpr std::size_t kMost = 400, kOperations = 4000;

/// Bytes of the node of an operation that keeps all its operands, for a result of one dimension.
std::size_t node_bytes(std::size_t operands) {
  return sizeof(Node) + operands * (sizeof(Edge) + sizeof(SavedTensor)) + sizeof(Tensor) + sizeof(Node::Output) +
         sizeof(std::int64_t);
}

/// What the process took from the system, by way of the pool and in all.
struct Taken {
  std::size_t pooled = cpu_memory_stats().pooled;
  std::size_t all = mallinfo2().uordblks;
};

/// Growth per call of `operation` while all results are kept.
template <class Operation>
Taken taken_by(Operation operation) {
  Taken growth;
  // A thread of its own begins without free blocks but those that dead threads left: they are used up first.
  std::thread([&] {
    std::vector<Tensor> left_over, kept;
    for (const Taken start; Taken().pooled == start.pooled;) left_over.push_back(operation());
    kept.reserve(kOperations);
    const Taken before;
    for (std::size_t i = 0; i < kOperations; ++i) kept.push_back(operation());
    const Taken after;
    growth = {(after.pooled - before.pooled) / kOperations, (after.all - before.all) / kOperations};
  }).join();
  return growth;
}

}  // namespace

TEST_CASE("a recorded pointwise operation asks for at most 400 bytes beside its numbers") {
  const std::size_t result = kHouse.data_offset(3 * sizeof(float));
  CHECK(result + node_bytes(1) <= kMost);
  CHECK(result + node_bytes(2) <= kMost);
}

#if !defined(GRADPROOF_SYSTEM_ALLOCATION)
TEST_CASE("a recorded pointwise operation takes two blocks of the pool and nothing else") {
  const Tensor a = tensor({7.0F, 0.5F, 2.0F}).requires_grad_(), b = tensor({1.5F, 3.0F, 0.25F}).requires_grad_();
  const Taken product = taken_by([&] { return a * b; }), sum = taken_by([&] { return a + 2; });
  // Blocks are powers of two; a chunk of the pool's is 64 KiB, hence the few bytes of play.
  constexpr std::size_t kBlock = 256, kPlay = 40;
  const bool counted = Taken().all != 0;  // ThreadSanitizer's allocator counts nothing
  for (const Taken& t : {product, sum}) {
    CHECK(t.pooled <= 2 * kBlock + kPlay);
    CHECK(t.pooled + kPlay >= 2 * kBlock);
    CHECK(t.all <= t.pooled + kPlay);
    CHECK((!counted || t.all >= t.pooled));
  }
}

TEST_CASE("an operation that keeps its result keeps the bytes alone") {
  const Tensor a = tensor({7.0F, 0.5F, 2.0F}).requires_grad_();
  const Taken power = taken_by([&] { return a.exp(); });
  CHECK(power.pooled <= 2 * 256 + 40);
}
#endif

TEST_CASE("a process that names no accelerator reserves nothing for one") {
  const Tensor x = ones({2}).requires_grad_();
  (x * x).sum().backward();
  CHECK_FALSE(x.is_pinned());
  CHECK(Device("sim:1").str() == "sim:1");
  std::ifstream maps("/proc/self/maps");
  const std::string all{std::istreambuf_iterator<char>(maps), {}};
  REQUIRE(all.find("test-core") != std::string::npos);
  CHECK(all.find("gradproof-sim") == std::string::npos);
}
