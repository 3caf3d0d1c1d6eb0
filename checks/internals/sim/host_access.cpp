// The host and the device's memory: a touch is an error with the block's record, or the end of the process in words.
#include <sys/wait.h>
#include <unistd.h>

#include <gradproof/checks/internals/sim/fixture.hpp>

namespace gradproof {
namespace {

/// What a child that runs `body` writes to standard error, and the signal that ends it (0: none).
template <class F>
std::pair<std::string, int> run_in_child(F body) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    signal(SIGSEGV, SIG_DFL);
    body();
    _exit(0);
  }
  close(ends[1]);
  std::string said;
  char bytes[512];
  for (ssize_t n; (n = read(ends[0], bytes, sizeof bytes)) > 0;) said.append(bytes, std::size_t(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return {said, WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

}  // namespace

TEST_CASE("the host touches a device's memory") {
  const Simulation simulation;
  const Tensor x = on("sim", {1, 2, 3});
  float seen = 0;
  auto* const there = static_cast<volatile float*>(x.data_ptr());
  try {
    sim::guard_host([&] { seen = there[1]; });
    FAIL("nothing was thrown");
  } catch (const Error& e) {
    CHECK(e.kind() == ErrorKind::device_access);
    CHECK_THAT(e.what(), Catch::Contains("the host reads device memory directly: device 0, block "));
    CHECK_THAT(e.what(), Catch::Contains("bytes 4 to 5") && Catch::Contains(".cpu()"));
  }
  CHECK(kind_of_error([&] { sim::guard_host([&] { there[0] = 7; }); }) == ErrorKind::device_access);
  CHECK(seen == 0);
  CHECK(numbers(x) == std::vector<float>{1, 2, 3});
}

TEST_CASE("outside a guard the process ends with the block's record") {
  const Simulation simulation;
  const Tensor x = on("sim", {1, 2, 3});
  const auto [said, signal] = run_in_child([&] {
    sim::guard_host([] {});  // the handler is there; this access is not guarded
    *static_cast<volatile float*>(x.data_ptr()) = 1;
  });
  CHECK_THAT(said, Catch::Contains("the host writes device memory directly: device 0, block "));
  CHECK(signal == SIGSEGV);
}

TEST_CASE("a fork has the device's memory for itself, and threads of its own") {
  const Simulation simulation(GENERATE(sim::Schedule::seeded, sim::Schedule::latest, sim::Schedule::threads));
  const Tensor x = on("sim", {1, 2, 3});
  const Tensor pinned = tensor({4.F}).pin_memory();
  x.mul_(2);  // it may be queued still: then each process does it once
  const auto [said, signal] = run_in_child([&] {
    x.add_(1);
    pinned.fill_(5);
    const bool right = numbers(x) == std::vector<float>{3, 5, 7} && numbers(pinned) == std::vector<float>{5};
    if (!right) _exit(1);
    dprintf(STDERR_FILENO, "right");
  });
  CHECK(said == "right");
  CHECK(signal == 0);
  CHECK(numbers(x) == std::vector<float>{2, 4, 6});
  CHECK(numbers(pinned) == std::vector<float>{4});
}

}  // namespace gradproof
