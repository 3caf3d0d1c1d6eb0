// Memory above the pool's blocks: kept, counted, given back, and refused with an error.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/core/device/pool.hpp>
#include <thread>

using namespace gradproof;
using namespace gradproof::test;

namespace {

#if defined(GRADPROOF_SYSTEM_ALLOCATION)
constexpr bool kKeeps = false;
#else
constexpr bool kKeeps = true;
#endif

}  // namespace

TEST_CASE("large blocks are aligned, whole, and counted as asked for") {
  const std::size_t before = cpu_memory_stats().in_use;
  for (const std::size_t bytes : {4097, 5000, 65536, 65537, 1000003, 4194304, 4194305, 40000000}) {
    INFO(bytes);
    auto* block = static_cast<unsigned char*>(Pool::allocate(bytes));
    CHECK(reinterpret_cast<std::uintptr_t>(block) % 64 == 0);
    block[0] = 1;
    block[bytes - 1] = 2;
    CHECK(cpu_memory_stats().in_use == before + bytes);
    Pool::release(block, bytes);
    CHECK(cpu_memory_stats().in_use == before);
  }
}

TEST_CASE("a released block serves the next request of its size, until the cache is given back") {
  if (!kKeeps) return;
  release_cached();
  CHECK(cpu_memory_stats().cached == 0);
  { const Tensor t = zeros({1000, 1000}); }
  const MemoryStats kept = cpu_memory_stats();
  CHECK(kept.cached >= 4000000);
  CHECK(kept.cached <= 4500000);
  { const Tensor t = zeros({999, 1000}); }
  CHECK(cpu_memory_stats().requests == kept.requests + 1);
  CHECK(cpu_memory_stats().system_requests == kept.system_requests);
  CHECK(release_cached() == kept.cached);
  { const Tensor t = zeros({1000, 1000}); }
  CHECK(cpu_memory_stats().system_requests == kept.system_requests + 1);
}

TEST_CASE("the cache keeps no more than was ever in use at once") {
  if (!kKeeps) return;
  release_cached();
  for (std::int64_t rows = 1000; rows < 9000; rows += 250) zeros({rows, 1000});
  const Tensor most = zeros({12000, 1000});
  CHECK(cpu_memory_stats().cached <= std::size_t(48000000) + most.numel() * 4);
  release_cached();
}

TEST_CASE("the peak of one pass can be asked for") {
  const Tensor x = ones({100, 1000}, requires_grad());
  const std::size_t before = cpu_memory_stats().in_use;
  reset_peak_memory();
  CHECK(cpu_memory_stats().peak == before);
  { const Tensor y = (x * x).sum(); }
  CHECK(cpu_memory_stats().peak == before + 400000);
  CHECK(cpu_memory_stats().in_use == before);
}

TEST_CASE("memory that there is not is an error, and everything goes on") {
  CHECK(error_of([] { empty({std::int64_t(1) << 45}); }) == ErrorKind::memory);
  const Tensor t = ones({2000});
  CHECK(t.sum().item<double>() == 2000);
}

TEST_CASE("under a limit on address space the cache is given back before a request is refused") {
#if defined(__SANITIZE_THREAD__)
  return;  // ThreadSanitizer needs more address space than the limit leaves
#endif
  if (!kKeeps) return;
  const pid_t child = fork();
  if (child == 0) {
    { const Tensor t = empty({64, 1024, 1024}, kByte); }
    { const Tensor t = empty({65, 1024, 1024}, kByte); }
    const rlimit limit = {std::size_t(1) << 30, std::size_t(1) << 30};
    setrlimit(RLIMIT_AS, &limit);
    int kind = 3;
    TensorList all;  // what is released again goes to the cache, so not before it was looked at
    try {
      for (;;) all.push_back(empty({48, 1024, 1024}, kByte));
    } catch (const Error& e) {
      kind = e.kind() == ErrorKind::memory && cpu_memory_stats().cached == 0 ? 0 : 1;
    } catch (...) {
      kind = 2;
    }
    _exit(kind);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("threads share the cache") {
  const std::size_t before = cpu_memory_stats().in_use;
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k)
    threads.emplace_back([k] {
      for (int i = 0; i < 200; ++i) {
        const std::size_t bytes = std::size_t(5000 + 1000 * ((i * 7 + k) % 13));
        auto* block = static_cast<unsigned char*>(Pool::allocate(bytes));
        block[0] = block[bytes - 1] = static_cast<unsigned char>(k);
        Pool::release(block, bytes);
      }
    });
  for (std::thread& t : threads) t.join();
  CHECK(cpu_memory_stats().in_use == before);
}
