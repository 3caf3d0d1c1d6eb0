#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/subjects/child.hpp>
#include <thread>

using namespace gradproof::checks;

TEST_CASE("A child's text comes back, however long") {
  CHECK(run_in_child([] { return std::string("text"); }, {}).output == "text");
  const std::string long_text(3'000'000, 'x');
  const auto result = run_in_child([&] { return long_text; }, {});
  CHECK(result.end == ChildResult::End::answered);
  CHECK(result.output == long_text);
}

TEST_CASE("A child that dies tells the signal") {
  const auto result = run_in_child(
      []() -> std::string {
        std::signal(SIGSEGV, SIG_DFL);  // a sanitizer would turn it into an exit status
        raise(SIGSEGV);
        return {};
      },
      {});
  CHECK(result.end == ChildResult::End::died);
  CHECK(result.ending == "died of SIGSEGV");
}

TEST_CASE("A child that exits without a word died too") {
  const auto result = run_in_child([]() -> std::string { _exit(3); }, {});
  CHECK(result.end == ChildResult::End::died);
  CHECK(result.ending == "ended with status 3");
}

TEST_CASE("A child that hangs is stopped at its time limit") {
  const auto start = std::chrono::steady_clock::now();
  const auto result = run_in_child(
      []() -> std::string {
        while (true) pause();
      },
      {.seconds = 0.2});
  CHECK(result.end == ChildResult::End::late);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("A child that answers without end is stopped") {
  const auto result = run_in_child([] { return std::string(kMaxLine + 10, 'x'); }, {});
  CHECK(result.end == ChildResult::End::flooded);
}

TEST_CASE("A child's memory is bounded on top of what its parent has") {
  const auto maps = [](std::size_t bytes) {
    return [bytes]() -> std::string {
      void* block = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      return block == MAP_FAILED ? "refused" : "given";
    };
  };
  const ChildLimits limits{.memory = std::int64_t{256} << 20};
  CHECK(run_in_child(maps(std::size_t{128} << 20), limits).output == "given");
  CHECK(run_in_child(maps(std::size_t{512} << 20), limits).output == "refused");
}
