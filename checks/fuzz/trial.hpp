#pragma once
#include <gradproof/checks/program/program.hpp>
#include <gradproof/reports/records/verdict.hpp>

namespace gradproof::checks::fuzz {

/// The verdict on `program` by the native runtime, run and judged in this process. A crash is the caller's.
records::Verdict try_native(const Program& program);

}  // namespace gradproof::checks::fuzz
