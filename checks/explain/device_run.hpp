#pragma once
#include <gradproof/checks/explain/watch.hpp>

namespace gradproof::checks::explain {

/// Runs the program on the runtime with a simulated accelerator, in a process of its own: what was put into which
/// stream, and what nothing orders. Nothing where the run did not come to its end.
std::optional<records::StoryDevice> device_run(const Program& program, const WatchOptions& options);

}  // namespace gradproof::checks::explain
