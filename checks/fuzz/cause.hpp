#pragma once
#include <functional>
#include <gradproof/checks/program/program.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <string>

namespace gradproof::checks::fuzz {

/// Judges a program as the program in question was judged.
using Judge = std::function<records::Verdict(const Program&)>;

/// Why a subject differs from the oracle.
struct Cause {
  bool explained = false;  ///< by how version counters are declared, shown by running a variation of the program
  std::string name;        ///< "bypass", "coarse counter", or the outcome with what raised
};

/// Whether the verdict is a disagreement with the oracle: silent, a false alarm, a crash or a timeout.
bool disagrees(const records::Verdict& verdict);

/// The cause of a disagreement. Silence is explained by a bypass if the honest twin of the program is caught; a false
/// alarm by the coarseness of counters if it goes away with the writes.
Cause find_cause(const Program& program, const records::Verdict& verdict, const Judge& judge);

}  // namespace gradproof::checks::fuzz
