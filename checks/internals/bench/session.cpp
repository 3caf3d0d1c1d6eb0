#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <gradproof/bench/bench_error.hpp>
#include <gradproof/bench/launch.hpp>
#include <gradproof/bench/session.hpp>
#include <gradproof/checks/internals/catch.hpp>

using namespace gradproof;

namespace {

/// Programs of a shell line or two that play a benchmark program, in a folder that goes with this object.
class FakePrograms {
 public:
  FakePrograms() : folder_(std::filesystem::temp_directory_path() / ("gradproof-bench-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~FakePrograms() { std::filesystem::remove_all(folder_); }

  /// Lists `names`, one a line; asked to run, does `run`.
  std::string make(const std::string& name, const std::string& names, const std::string& run) const {
    const auto path = folder_ / name;
    std::ofstream(path) << "#!/bin/sh\nif [ \"${1#--benchmark_list_tests}\" != \"$1\" ]; then\nprintf '" << names
                        << "'\nexit 0\nfi\n"
                        << run << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }

 private:
  std::filesystem::path folder_;
};

/// Prints a report of one repetition of each of `names`.
std::string reporting(const std::string& subject, const std::vector<std::string>& names) {
  std::string rows;
  for (const std::string& name : names) {
    rows += (rows.empty() ? "" : ",") + std::string(R"({"run_name":")") + name + R"(","cpu_time":5,"iterations":9})";
  }
  return R"(echo '{"context":{"subject":")" + subject + R"(","subject_version":"1"},"benchmarks":[)" + rows + "]}'";
}

bench::Plan plan_of(const std::string& program) {
  bench::Plan plan;
  plan.tag = "conversion";
  plan.program = program;
  plan.launches = 2;
  plan.repetitions = 1;
  plan.seconds = 0.01;
  return plan;
}

std::string error_of(const bench::Plan& plan) {
  try {
    bench::run_session(plan, [](int, int) {});
  } catch (const bench::BenchError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

std::string launch_error(const std::string& script, double seconds) {
  try {
    return "it said " + bench::launch({"sh", "-c", script}, seconds);
  } catch (const bench::BenchError& error) {
    return error.what();
  }
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a launch gives the standard output, or says how the program ended") {
  CHECK(bench::launch({"sh", "-c", "echo result; echo talk >&2"}, 10) == "result\n");
  CHECK(contains(launch_error("echo it broke >&2; exit 4", 10), "ended with status 4\nit broke"));
  CHECK(contains(launch_error("kill -SEGV $$", 10), "died of SIGSEGV"));
  CHECK(contains(launch_error("sleep 100", 0.1), "still running after 0.1 s"));
}

TEST_CASE("a session runs both programs and numbers their launches, in the order of the list") {
  const FakePrograms programs;
  const std::string names = "cpu/grad:0/size:3\\nclone/grad:1/size:3\\n";
  auto plan = plan_of(programs.make("own", names, reporting("native", {"clone/grad:1/size:3", "cpu/grad:0/size:3"})));
  plan.twin = programs.make("twin", names, reporting("libtorch", {"cpu/grad:0/size:3", "clone/grad:1/size:3"}));
  std::vector<int> progress;
  const auto found = bench::run_session(plan, [&](int done, int all) {
    CHECK(all == 4);
    progress.push_back(done);
  });
  CHECK(progress == std::vector<int>{0, 1, 2, 3, 4});
  REQUIRE(found.size() == 4);
  CHECK(found[0].benchmark == records::Benchmark{"conversion", "cpu", 3, false, "native"});
  CHECK(found[1].benchmark.name == "clone");
  CHECK(found[2].benchmark.subject == "libtorch");
  CHECK(found[3].samples == std::vector<records::Sample>{{5, 9, 0, 0}, {5, 9, 1, 0}});
}

TEST_CASE("a session ends with a clear error where a program does not do what was asked") {
  const FakePrograms programs;
  const std::string one = "cpu/grad:0/size:3\\n";
  CHECK(contains(error_of(plan_of("/nowhere/gradproof-bench-conversion")), "no such program"));
  CHECK(contains(error_of(plan_of(programs.make("none", "", ""))), "no benchmark matches \".*\""));
  CHECK(contains(error_of(plan_of(programs.make("crash", one, "kill -SEGV $$"))), "died of SIGSEGV"));
  CHECK(contains(error_of(plan_of(programs.make("rubbish", one, "echo hello"))), "not Google Benchmark's JSON"));
  CHECK(contains(error_of(plan_of(programs.make("fewer", "a\\nb\\n", reporting("native", {"a"})))), "did not report"));
  CHECK(contains(error_of(plan_of(programs.make("other", one, reporting("native", {"clone/grad:0/size:3"})))),
                 "has no benchmark cpu"));
  auto plan = plan_of(programs.make("own", one, reporting("native", {"cpu/grad:0/size:3"})));
  plan.repetitions = 2;
  CHECK(contains(error_of(plan), "left out repetitions of cpu"));
}
