#pragma once
#include <string>
#include <vector>

namespace gradproof::bench {

/// Runs a command in a process of its own and returns what it wrote to its standard output. Throws BenchError, with the
/// end of what it wrote to its standard error: not startable, another status than 0, a signal, or longer than
/// `seconds`.
std::string launch(const std::vector<std::string>& command, double seconds);

}  // namespace gradproof::bench
