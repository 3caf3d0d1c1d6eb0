#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/worker.hpp>
#include <stdexcept>

namespace gradproof::checks {
namespace {

Answer refuse(const ParseResult& result) {
  std::string reasons;
  for (const auto& error : result.errors) reasons += (reasons.empty() ? "" : "\n") + error.text();
  return without_values(Status::file_error, reasons);
}

Answer run(const Request& request, MachineFactory factory, const MachineOptions& options) {
  using Timer = std::chrono::steady_clock;
  const auto parsed = parse(request.source, request.file);
  if (!parsed.program) return refuse(parsed);
  const auto machine = factory(options);
  const auto start = Timer::now();
  Answer answer = walk(*parsed.program, *machine);
  answer.seconds = std::chrono::duration<double>(Timer::now() - start).count();
  return answer;
}

}  // namespace

int serve_machine(const SubjectName& subject, MachineFactory factory) {
  const bool is_faulty = subject.name == "faulty";
  MachineOptions options = {
      .fault = is_faulty ? subject.device : "", .accelerator = is_faulty ? "" : subject.device, .audit = subject.audit};
  const auto handler = [&](const Request& request) {
    options.unchecked = request.unchecked;
    options.seed = request.seed;
    return to_line(request.id, run(request, factory, options));
  };
  return serve({subject.text(), factory(options)->version()}, handler);
}

int worker_main(MachineFactory factory, int argc, char** argv) {
  try {
    if (argc != 2) throw std::invalid_argument("the one argument is the name of the subject");
    return serve_machine(parse_subject_name(argv[1]), factory);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 2;
  }
}

}  // namespace gradproof::checks
