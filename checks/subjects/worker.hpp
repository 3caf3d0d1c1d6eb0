#pragma once
// A worker: a warm process that runs each program it is asked for in a fork of its own (PROTOCOL.md).
#include <functional>
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <memory>
#include <string>

namespace gradproof::checks {

/// Makes a machine; throws std::invalid_argument for a fault that it does not know.
using MachineFactory = std::unique_ptr<Machine> (*)(const MachineOptions&);

/// Runs one request and returns the answer's line. Called in a fork: it may crash, hang or exhaust memory.
using Handler = std::function<std::string(const Request&)>;

/// Says `hello` on standard output, then answers the requests on standard input until it ends. Returns the exit status.
int serve(const Hello& hello, const Handler& handler, bool limits_memory = true);

/// The worker of a C++ subject: parses each program and walks it over a machine that `factory` makes. Throws what
/// making it throws.
int serve_machine(const SubjectName& subject, MachineFactory factory);

/// What `work` returns; where it throws, what that says goes to standard error and the exit status is 2.
int worker_main(const std::function<int()>& work);
/// The main function of a C++ subject's worker program; its one argument is the subject's name.
int worker_main(MachineFactory factory, int argc, char** argv);

}  // namespace gradproof::checks
