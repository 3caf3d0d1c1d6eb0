#pragma once
#include <gradproof/checks/program/program.hpp>
#include <string>

namespace gradproof::checks {

/// The program in JSON, for workers that read no Python (PROTOCOL.md): the nodes of Python's `ast`, the expressions
/// that are observed, and the signature of every function, method and operator that may be meant.
std::string program_json(const Program& program);

}  // namespace gradproof::checks
