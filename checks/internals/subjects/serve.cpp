#include <unistd.h>

#include <csignal>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/subjects/pools.hpp>
#include <gradproof/checks/subjects/worker.hpp>
#include <new>

using namespace gradproof::checks;

namespace {

/// A subject whose programs name what goes wrong in them.
std::string handle(const Request& request) {
  Answer answer;
  answer.printed = request.source;
  if (request.source == "print") [[maybe_unused]]
    const auto written = write(STDOUT_FILENO, "rubbish\n", 8);
  if (request.source == "die") std::signal(SIGABRT, SIG_DFL), raise(SIGABRT);
  while (request.source == "hang") pause();
  if (request.source == "memory") throw std::bad_alloc();
  if (request.source == "throw") throw std::runtime_error("who catches this?");
  return to_line(request.id, answer);
}

/// Runs one program on that subject.
Answer run(const std::string& source) {
  Pool pool({.body = [] { return serve({"fake", "1"}, handle); }}, {});
  Request request;
  request.id = 4;
  request.source = source;
  request.time_limit = 0.2;
  Answer result;
  Task task{.line = to_line(request), .time_limit = 10};
  task.answered = [&](const std::string& line) { result = answer_from_line(line, 4); };
  task.failed = [&](Failure, const std::string& reason) { FAIL(reason); };
  pool.submit(std::move(task));
  finish(pool);
  return result;
}

}  // namespace

TEST_CASE("A worker answers for its program, and for one that cannot") {
  CHECK(run("fine").printed == "fine");
  CHECK(run("print").status == Status::finished);
  const auto died = run("die");
  CHECK(died.status == Status::crashed);
  CHECK(died.reason == "died of SIGABRT");
  const auto hung = run("hang");
  CHECK(hung.status == Status::timeout);
  CHECK(hung.reason == "still running after 0.2 s");
  const auto greedy = run("memory");
  CHECK(greedy.status == Status::memory);
  CHECK(greedy.reason == "needed more than 4096 MiB of memory");
  const auto thrown = run("throw");
  CHECK(thrown.status == Status::crashed);
  CHECK(thrown.reason == "an exception left the subject: who catches this?");
}

TEST_CASE("A worker that is asked rubbish ends") {
  Pool pool({.body = [] { return serve({"fake", "1"}, handle); }}, {});
  Outcomes outcomes;
  pool.submit(task("rubbish\n", outcomes));
  finish(pool);
  CHECK(outcomes == Outcomes{"crashed: the worker ended with status 2"});
}
