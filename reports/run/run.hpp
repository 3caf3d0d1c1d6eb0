#pragma once
#include <gradproof/reports/records/run_info.hpp>

namespace gradproof::reports {

/// The machine as it is now. Whatever the system does not tell stays empty.
records::Machine this_machine();

/// The build of this program, and the commit that its checkout stood at when it was linked.
records::Build this_build();

/// The record of a run that begins now, with its command line; seconds and subjects are the caller's to fill in.
records::RunInfo begin_run(int argc, const char* const* argv);

}  // namespace gradproof::reports
