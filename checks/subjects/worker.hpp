#pragma once
// A worker: a warm process that runs each program it is asked for in a fork of its own (PROTOCOL.md).
#include <functional>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/checks/subjects/protocol.hpp>
#include <memory>
#include <string>

namespace gradproof::checks {

using MachineFactory = std::unique_ptr<Machine> (*)(const MachineOptions&);

/// Runs one request and returns the answer's line. Called in a fork: it may crash, hang or exhaust memory.
using Handler = std::function<std::string(const Request&)>;

/// Says `hello` on standard output, then answers the requests on standard input until it ends. Returns the exit status.
int serve(const Hello& hello, const Handler& handler);

/// The handler of a C++ subject: parses the program and walks it over a machine that `factory` makes.
Handler walking_handler(MachineFactory factory, std::string fault);

/// The worker of a C++ subject inside this process; `fault` names the planted defect of a `faulty` one.
int serve_machine(const std::string& subject, MachineFactory factory, const std::string& fault = {});

/// The worker of the oracle: its answers are those of oracle_answer_from_line.
int serve_oracle();

/// The main function of a C++ subject's worker program. Its one argument, if any, is the planted defect.
int worker_main(const std::string& subject, MachineFactory factory, int argc, char** argv);

}  // namespace gradproof::checks
