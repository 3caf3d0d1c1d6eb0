#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/subjects/pools.hpp>
#include <gradproof/checks/subjects/greet.hpp>
#include <iostream>

using namespace gradproof::checks;

namespace {

const std::string kHello = R"({"protocol":"gradproof.worker/1","subject":"fake","version":"1.2"})"
                           "\n";
const std::string kAnswer = R"({"id":1,"status":"finished","observed":{}})"
                            "\n";

void say(const std::string& text) { std::cout << text << std::flush; }

/// A worker that reads programs, and answers a line that has one.
int reading_worker() {
  say(to_line(Hello{"fake", "1", true}));
  for (std::string line; std::getline(std::cin, line);) {
    say(line.find(R"("program":{"body":[]})") == std::string::npos ? "rubbish\n" : kAnswer);
  }
  return 0;
}

/// A worker that says hello and then does what each line names.
int fake_worker() {
  say(kHello);
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "answer") say(kAnswer);
    if (line == "rubbish") say("Segmentation fault, said the worker\n");
    if (line == "partial") say(kAnswer.substr(0, 20)), _exit(0);
    if (line == "other")
      say(R"({"id":99,"status":"finished"})"
          "\n");
    if (line == "twice") say(kAnswer + kAnswer);
    if (line == "exit") _exit(3);
    if (line == "die") raise(SIGKILL);
    if (line == "close") close(STDOUT_FILENO), pause();
    while (line == "hang") pause();
    while (line == "flood") std::cout << std::string(1 << 16, 'x');
    while (line == "grumble") std::cerr << std::string(1 << 16, 'x') << '\n';
  }
  return 0;
}

Outcomes run(const std::vector<std::string>& lines, double seconds = 10, PoolOptions options = {}) {
  options.grace = 0.1;
  Pool pool({.body = fake_worker}, options);
  Outcomes outcomes;
  for (const auto& line : lines) pool.submit(task(line + '\n', outcomes, seconds));
  finish(pool);
  return outcomes;
}

Outcomes run_launch(const Launch& launch, PoolOptions options = {}) {
  Pool pool(launch, options);
  Outcomes outcomes;
  pool.submit(task("answer\n", outcomes));
  pool.submit(task("answer\n", outcomes));
  finish(pool);
  return outcomes;
}

/// A dead process may wait for a parent that collects it: such a one does not count.
bool is_running(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string number, name, state;
  return stat >> number >> name >> state && state != "Z";
}

}  // namespace

TEST_CASE("A program's JSON is made for a worker that reads it, and for no other") {
  const auto outcomes_of = [](int (*worker)(), int& made) {
    Pool pool({.body = worker}, {});
    Outcomes outcomes;
    Task asked = task("{\"id\":1}\n", outcomes);
    asked.program = [&made] {
      ++made;
      return std::string(R"({"body":[]})");
    };
    pool.submit(std::move(asked));
    finish(pool);
    return outcomes;
  };
  int made = 0;
  CHECK(outcomes_of(reading_worker, made) == Outcomes{"answered"});
  CHECK(made == 1);
  outcomes_of([] { return say(kHello), say(kAnswer), 0; }, made);
  CHECK(made == 1);
}

TEST_CASE("Tasks are answered, and the version is what the worker said") {
  Pool pool({.body = fake_worker}, {.workers = 2});
  Outcomes outcomes;
  for (int i = 0; i < 20; ++i) pool.submit(task("answer\n", outcomes));
  finish(pool);
  CHECK(outcomes == Outcomes(20, "answered"));
  CHECK(pool.version() == "1.2");
}

TEST_CASE("What a worker does wrong costs its task and nothing else") {
  const auto outcomes = run({"answer", "rubbish", "answer", "partial", "answer", "other", "answer", "exit", "answer",
                             "die", "answer", "close", "answer"});
  CHECK(outcomes == Outcomes{"answered", "crashed: 'Segmentation fault, said the worker' is not an answer", "answered",
                             "crashed: the worker ended with status 0", "answered",
                             "crashed: an answer to request 99 came, expected one to 1", "answered",
                             "crashed: the worker ended with status 3", "answered",
                             "crashed: the worker died of SIGKILL", "answered",
                             "crashed: the worker closed its output and went on", "answered"});
}

TEST_CASE("A worker that hangs is replaced") {
  CHECK(run({"hang", "answer"}, 0.1) == Outcomes{"timeout: the worker did not answer in time", "answered"});
}

TEST_CASE("A worker that floods its output is replaced") {
  CHECK(run({"flood", "answer"}) ==
        Outcomes{"crashed: the worker wrote more than 64 MiB without a newline", "answered"});
}

TEST_CASE("A worker that floods its standard error without answering is late") {
  CHECK(run({"grumble", "answer"}, 0.2) == Outcomes{"timeout: the worker did not answer in time", "answered"});
}

TEST_CASE("A second answer makes the worker untrustworthy, not the next task") {
  CHECK(run({"twice", "answer", "answer"}) == Outcomes(3, "answered"));
}

TEST_CASE("A large request does not wait for a worker that hangs") {
  CHECK(run({"hang", std::string(1 << 20, ' ')}, 0.1).front() == "timeout: the worker did not answer in time");
}

TEST_CASE("Workers that cannot start lose the pool, with the reason") {
  const auto missing = run_launch({.command = {"/no/such/program"}});
  CHECK(missing.size() == 2);
  CHECK(missing.front() ==
        "lost: the worker ended with status 127: /no/such/program cannot be run: No such file or directory");
  const auto wrong = run_launch({.command = {"echo", "hello"}});
  CHECK(wrong == Outcomes(2, R"(lost: 'hello' is not a worker's first line, {"protocol": "gradproof.worker/1", ...})"));
  const auto silent = run_launch({.body = [] { return pause(); }}, {.start = 0.1, .attempts = 1});
  CHECK(silent == Outcomes(2, "lost: the worker did not answer in time"));
}

TEST_CASE("A worker that talks unasked from the start costs a task each time, and does not start for ever") {
  const auto outcomes = run_launch({.body = [] {
    say(kHello + "warning\n");
    return fake_worker();
  }});
  REQUIRE(outcomes.size() == 2);
  for (const auto& outcome : outcomes) CHECK(outcome.starts_with("crashed: "));
  CHECK(run_launch({.body = [] { return say(kHello), 0; }}) == Outcomes(2, "crashed: the worker ended with status 0"));
}

TEST_CASE("A worker that is silent for all of its time to start is not tried again") {
  const auto before = Clock::now();
  const auto outcomes = run_launch({.body = [] { return pause(); }}, {.start = 0.2});
  CHECK(outcomes == Outcomes(2, "lost: the worker did not answer in time"));
  CHECK(Clock::now() - before < std::chrono::milliseconds(399));
}

TEST_CASE("Greetings are those of all that start, and reasons for the others") {
  const std::vector<Launch> launches{{.body = fake_worker},
                                     {.command = {"/no/such/program"}},
                                     {.body = [] { return pause(); }},
                                     {.command = {"echo", "hello"}}};
  const auto never = make_pipe();
  const auto greetings = greet(launches, 0.3, never.read_end.number());
  REQUIRE(greetings);
  CHECK((*greetings)[0].hello.value().version == "1.2");
  CHECK((*greetings)[1].reason.find("No such file") != std::string::npos);
  CHECK((*greetings)[2].reason == "the worker did not answer in time");
  CHECK((*greetings)[3].reason.find("'hello' is not a worker's first line") == 0);
  const auto stop = make_pipe();
  write_all(stop.write_end.number(), "x");
  CHECK_FALSE(greet(launches, 100, stop.read_end.number()));
}

TEST_CASE("Stopping leaves no process behind, and unfinished tasks as they are") {
  auto* grandchild = static_cast<volatile pid_t*>(
      mmap(nullptr, sizeof(pid_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  const auto body = [grandchild] {
    if (const pid_t pid = fork(); pid == 0) {
      while (true) pause();
    } else {
      *grandchild = pid;
    }
    return fake_worker();
  };
  Outcomes outcomes;
  {
    Pool pool({.body = body}, {});
    pool.submit(task("answer\n", outcomes));
    finish(pool);
    REQUIRE(is_running(*grandchild));
    pool.submit(task("hang\n", outcomes));
    const auto stop = make_pipe();
    write_all(stop.write_end.number(), "x");
    CHECK_FALSE(run_until_idle({&pool}, stop.read_end.number()));
  }
  CHECK(outcomes == Outcomes{"answered"});
  for (int i = 0; i < 1000 && is_running(*grandchild); ++i) usleep(1000);
  CHECK_FALSE(is_running(*grandchild));
  munmap(const_cast<pid_t*>(grandchild), sizeof(pid_t));
}
