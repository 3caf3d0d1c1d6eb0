#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/checks/subjects/greet.hpp>
#include <gradproof/checks/subjects/interrupt.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/doctor.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/reports/records/json.hpp>
#include <optional>
#include <system_error>

namespace gradproof::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kStart = 120;  // seconds, as long as a check waits

/// One way to start a subject, and what came of it.
struct Attempt {
  std::string subject;  ///< as --subject takes it
  checks::Greeting greeting;
};

/// Where Python may be: the virtual environments of a checkout, then the system's own.
std::vector<std::string> interpreters() {
  std::vector<std::string> found;
  std::error_code absent;
  for (auto entry = fs::directory_iterator("peers", absent); !absent && entry != fs::directory_iterator();
       entry.increment(absent)) {
    const auto python = entry->path() / "bin" / "python";
    if (std::error_code ignored; fs::exists(python, ignored)) found.push_back(python.string());
  }
  std::ranges::sort(found);
  found.push_back("python3");
  return found;
}

std::vector<std::string> ways_to_start(const checks::KnownSubject& known) {
  if (!known.in_python) return {known.name};
  std::vector<std::string> ways;
  for (const auto& python : interpreters()) ways.push_back(fmt::format("{}={}", known.name, python));
  return ways;
}

/// Nothing: stopped by a signal.
std::optional<std::vector<Attempt>> attempt(const checks::KnownSubject& known, int stop_descriptor) {
  std::vector<Attempt> attempts;
  std::vector<checks::Launch> launches;
  for (const auto& subject : ways_to_start(known)) {
    try {
      launches.push_back(checks::find_subject(checks::parse_subject_name(subject)));
      attempts.push_back({subject, {}});
    } catch (const checks::SubjectError& error) {
      attempts.push_back({subject, {std::nullopt, error.what()}});
      return attempts;
    }
  }
  auto greetings = checks::greet(launches, kStart, stop_descriptor);
  if (!greetings) return std::nullopt;
  for (std::size_t i = 0; i < attempts.size(); ++i) attempts[i].greeting = std::move((*greetings)[i]);
  return attempts;
}

/// The last line, where a Python traceback says what is wrong.
std::string gist(const std::string& reason) { return reason.substr(reason.rfind('\n') + 1); }

void show(const checks::KnownSubject& known, const std::vector<Attempt>& attempts, bool found, const Console& console) {
  for (const auto& [subject, greeting] : attempts) {
    if (greeting.hello)
      console.line(fmt::format("{}  {:<10} {:<18} --subject {}", console.paint(Colour::green, "ok     "), known.name,
                               greeting.hello->version, subject));
    else
      console.line(fmt::format("{}  {:<10} {}: {}", console.paint(Colour::yellow, found ? "without" : "missing"),
                               known.name, subject, gist(greeting.reason)));
  }
  if (!found) console.line(fmt::format("{:20} {}", "", known.how_to_add));
}

void show_json(const checks::KnownSubject& known, const std::vector<Attempt>& attempts, const Console& console) {
  using records::Value;
  for (const auto& [subject, greeting] : attempts) {
    const auto& hello = greeting.hello;
    console.line(records::to_json({{"schema", Value(std::string("gradproof.subject/1"))},
                                   {"name", Value(known.name)},
                                   {"subject", Value(subject)},
                                   {"version", hello ? Value(hello->version) : Value()},
                                   {"reason", hello ? Value() : Value(greeting.reason)},
                                   {"how_to_add", hello ? Value() : Value(known.how_to_add)}}));
  }
}

bool has_started(const Attempt& attempt) { return attempt.greeting.hello.has_value(); }

}  // namespace

int run_doctor(bool json) {
  const checks::Interrupt interrupt;
  const Console console;
  bool native = false;
  for (const auto& known : checks::known_subjects()) {
    const auto attempts = attempt(known, interrupt.descriptor());
    if (!attempts) return ExitCode::interrupted + interrupt.signal();
    const bool found = std::ranges::any_of(*attempts, has_started);
    native |= found && known.name == "native";
    if (json)
      show_json(known, *attempts, console);
    else
      show(known, *attempts, found, console);
  }
  return native ? ExitCode::as_expected : ExitCode::incomplete;
}

}  // namespace gradproof::cli
