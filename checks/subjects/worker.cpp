#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/child.hpp>
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

/// The version of the machine's runtime, asked in a child: what CUDA has begun in a process is of no use to its forks,
/// and those run the programs. Throws std::runtime_error with what the machine said.
std::string version_in_child(MachineFactory factory, const MachineOptions& options) {
  const auto ask = [&] {
    try {
      return "+" + factory(options)->version();
    } catch (const std::exception& fault) {
      return "-" + std::string(fault.what());
    }
  };
  const auto result = run_in_child(ask, {.seconds = 60, .memory = 0});
  if (result.output.starts_with('+')) return result.output.substr(1);
  throw std::runtime_error(result.output.empty() ? result.ending : result.output.substr(1));
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
  // A GPU's driver maps more addresses than a program may have.
  const bool on_gpu = options.accelerator == "cuda";
  const std::string version = on_gpu ? version_in_child(factory, options) : factory(options)->version();
  return serve({subject.text(), version}, handler, !on_gpu);
}

int worker_main(const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 2;
  }
}

int worker_main(MachineFactory factory, int argc, char** argv) {
  return worker_main([&] {
    if (argc != 2) throw std::invalid_argument("the one argument is the name of the subject");
    return serve_machine(parse_subject_name(argv[1]), factory);
  });
}

}  // namespace gradproof::checks
