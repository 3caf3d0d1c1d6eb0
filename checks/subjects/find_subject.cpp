#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/checks/subjects/python_source.hpp>
#include <gradproof/checks/subjects/worker.hpp>
#include <gradproof/core/sim/sim.hpp>
#include <gradproof/core/tensor/fault_names.hpp>
#include <string_view>
#include <system_error>

namespace gradproof::checks {
namespace {

namespace fs = std::filesystem;

/// A program of ours: beside gradproof in the build tree and in bin/, or in libexec/ where a distribution moved it.
std::string find_program(const std::string& name) {
  std::error_code ignored;
  const fs::path here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const auto& folder : {here, here / "../libexec/gradproof"}) {
    if (const auto path = folder / name; access(path.c_str(), X_OK) == 0) return path.string();
  }
  return {};
}

Launch program_of(const SubjectName& subject, const std::string& how_to_add) {
  const auto program = find_program("gradproof-worker-" + subject.name);
  if (program.empty()) {
    throw SubjectError(fmt::format("subject {} is not in this build: {}", subject.text(), how_to_add));
  }
  return {.command = {program, subject.text()}};
}

/// Which kind of device of the runtime a subject's device is: native's are those that the build has.
bool has_device(const SubjectName& subject) {
  return subject.name == "native" && (subject.device == "sim" || subject.device == "cuda");
}
bool has_audit(const SubjectName& subject) { return subject.name == "native" && subject.device == "sim"; }

void refuse_variants(const SubjectName& subject) {
  if (subject.audit && !has_audit(subject)) {
    throw SubjectError(
        fmt::format("{}: {} has no audit in this build; leave out +audit", subject.text(), subject.name));
  }
  if (!subject.device.empty() && !has_device(subject)) {
    throw SubjectError(fmt::format("{}: {} has no device '{}' in this build; leave out :{}", subject.text(),
                                   subject.name, subject.device, subject.device));
  }
}

Launch native(const SubjectName& subject) {
  return {.body = [subject] { return worker_main([&] { return serve_machine(subject, make_native_machine); }); }};
}

/// A worker written in Python: the files that it is made of, in this order; main() is in SUBJECT_worker.
struct PythonWorker {
  std::string_view subject;
  std::vector<std::string_view> files;
};

const std::vector<PythonWorker>& python_workers() {
  static const std::vector<PythonWorker> all{
      {"pytorch", {"forking", "pytorch_worker", "prelude"}},
      {"jax", {"forking", "objects", "binding", "walker", "tape", "functional", "arrays", "jax_worker"}},
      {"mlx", {"forking", "objects", "binding", "walker", "tape", "functional", "arrays", "mlx_worker"}},
      {"paddle", {"forking", "objects", "binding", "walker", "imperative", "paddle_operations", "paddle_worker"}},
      {"tinygrad", {"forking", "objects", "binding", "walker", "imperative", "tinygrad_operations", "tinygrad_worker"}},
  };
  return all;
}

/// An interpreter with the text of start.py, which makes modules of the texts after it.
Launch python(const SubjectName& subject, const PythonWorker& worker) {
  Launch launch{.command = {subject.path.empty() ? "python3" : subject.path, "-c", std::string(python_source("start")),
                            subject.name + "_worker"}};
  for (const auto file : worker.files) {
    launch.command.emplace_back(file);
    launch.command.emplace_back(python_source(file));
  }
  return launch;
}

}  // namespace

Launch find_subject(const SubjectName& subject) {
  const auto worker = std::ranges::find(python_workers(), subject.name, &PythonWorker::subject);
  const bool in_python = worker != python_workers().end();
  if (!subject.path.empty() && !in_python) return {.command = {subject.path, subject.text()}};
  if (subject.name == "faulty") {
    return program_of(subject, "configure it with -DGRADPROOF_TESTS=ON and build gradproof-worker-faulty");
  }
  refuse_variants(subject);
  if (in_python) return python(subject, *worker);
  if (subject.name == "native") return native(subject);
  if (subject.name == "libtorch") {
    return program_of(subject, "install libtorch (Debian: apt-get install libtorch-dev), configure and build again");
  }
  throw SubjectError(
      fmt::format("there is no subject '{}': native, native:sim, native:cuda, libtorch, pytorch, jax, mlx, paddle, "
                  "tinygrad and faulty:NAME "
                  "come with gradproof; "
                  "a worker program of your own is {}=/path/to/program (checks/subjects/PROTOCOL.md)",
                  subject.text(), subject.text()));
}

std::string conditions_of(const SubjectName& subject) { return has_device(subject) ? sim::schedule() : std::string(); }

std::vector<KnownSubject> known_subjects() {
  std::vector<KnownSubject> known{
      {"native", false, "it is gradproof itself: build it again"},
      {"native:sim", false, "it is gradproof itself, with a simulated accelerator as \"cuda\": build it again"},
      {"native:cuda", false, "it needs a GPU of NVIDIA's, its driver, and a build with the CUDA toolkit (nvcc)"},
      {"libtorch", false, "install libtorch (Debian: apt-get install libtorch-dev), configure and build again"}};
  for (const auto& worker : python_workers()) {
    const std::string name(worker.subject);
    known.push_back(
        {name, true,
         fmt::format("name an interpreter that can import {}, as in {}@mine=/path/to/python; in a checkout, "
                     "./dev peers installs it under peers/",
                     name == "pytorch" ? "torch" : name, name)});
  }
  return known;
}

std::vector<std::string> faulty_subjects() {
  std::vector<std::string> subjects = {fmt::format("faulty:{}", kNoFault)};
  for (const auto name : kFaultNames) subjects.push_back(fmt::format("faulty:{}", name));
  return subjects;
}

}  // namespace gradproof::checks
