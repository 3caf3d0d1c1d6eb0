#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/explain/explain.hpp>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/subjects/interrupt.hpp>
#include <gradproof/cli/chain.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/cli/explain.hpp>
#include <gradproof/cli/overwriting.hpp>
#include <gradproof/cli/story_text.hpp>
#include <gradproof/reports/html/story.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/output_file.hpp>
#include <optional>
#include <thread>

namespace gradproof::cli {
namespace {

/// The scenario, or nothing after its faults were told.
std::optional<checks::Program> read(const std::string& path) {
  auto result = checks::read_program(path);
  if (result.program) result.errors = checks::check_names(*result.program);
  for (const auto& error : result.errors) fmt::print(stderr, "{}\n", error.text());
  if (!result.errors.empty()) return {};
  return std::move(result.program);
}

checks::explain::ExplainOptions options_of(const ExplainArguments& arguments) {
  return {.time_limit = arguments.timeout,
          .memory_limit = arguments.memory << 20,
          .jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency())),
          .seed = arguments.seed};
}

void show(const ExplainArguments& arguments, const records::Story& story) {
  if (!arguments.html.empty()) records::write_file(arguments.html, reports::render_story(story));
  if (!arguments.json.empty()) records::write_file(arguments.json, records::to_json_line(story) + '\n');
  if (arguments.json == "-") return;
  const Console console;
  auto text = story_text(story, console);
  if (text.ends_with('\n')) text.pop_back();
  console.line(text);
}

}  // namespace

int run_explain(const ExplainArguments& arguments) {
  if (!arguments.chains.empty()) return run_chains(arguments);
  if (arguments.path.empty()) {
    say("nothing to explain: name a scenario file, or a chain as in --chain 'y.cpu().detach().numpy()'");
    return ExitCode::usage;
  }
  const auto program = read(arguments.path);
  if (!program) return ExitCode::usage;
  refuse_overwriting(program->file, "--json", arguments.json);
  refuse_overwriting(program->file, "--html", arguments.html);
  const checks::Interrupt interrupt;
  const auto explained = checks::explain::explain(*program, options_of(arguments), interrupt.descriptor());
  if (explained.stopped) return ExitCode::interrupted + interrupt.signal();
  if (!explained.file_error.empty()) {
    fmt::print(stderr, "{}\n", explained.file_error);
    return ExitCode::usage;
  }
  if (!explained.story) {
    say(fmt::format("{} could not be run: {}", arguments.path, explained.not_run));
    return ExitCode::incomplete;
  }
  show(arguments, *explained.story);
  return ExitCode::as_expected;
}

}  // namespace gradproof::cli
