#pragma once
#include <gradproof/checks/fuzz/cause.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <optional>

namespace gradproof::checks::fuzz {

/// How two subjects differ on one program: in outcome, kind, moment or line of an error, or in a value beyond rounding.
/// Nothing where they agree or where one of them lacks a construct. Explained is only
/// why both refused, in one place, what was written after it was saved.
std::optional<Cause> difference(const records::Verdict& a, const records::Verdict& b);

}  // namespace gradproof::checks::fuzz
