#pragma once
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/subjects/pool.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <string>
#include <vector>

/// What became of a task, in words: "answered: LINE", "crashed: ...", "timeout: ...", "lost: ...".
using Outcomes = std::vector<std::string>;

inline gradproof::checks::Task task(std::string line, Outcomes& outcomes, double seconds = 10) {
  using namespace gradproof::checks;
  Task result{.line = std::move(line), .time_limit = seconds};
  result.answered = [&outcomes](const std::string& text) {
    answer_from_line(text, 1);  // throws where it is none
    outcomes.push_back("answered");
  };
  result.failed = [&outcomes](Failure failure, const std::string& reason) {
    constexpr const char* kNames[]{"crashed: ", "timeout: ", "lost: "};
    outcomes.push_back(kNames[static_cast<int>(failure)] + reason);
  };
  return result;
}

/// Runs a pool until all of its tasks have ended.
inline void finish(gradproof::checks::Pool& pool) {
  const auto never = gradproof::checks::make_pipe();
  REQUIRE(gradproof::checks::run_until_idle({&pool}, never.read_end.number()));
}
