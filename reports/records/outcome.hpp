#pragma once
#include <gradproof/reports/records/verdict.hpp>
#include <span>
#include <string_view>

namespace gradproof::records {

/// One of the twelve outcomes of language.md section 7, as a reader needs it.
struct Outcome {
  std::string_view name;
  std::string_view symbol;   ///< one character, so that no table relies on colour
  std::string_view meaning;  ///< one sentence
  bool harmful;              ///< fails a run where no expectation allows it: silent_*, crashed, timeout
};

/// All outcomes, in the order in which reports list them.
std::span<const Outcome> outcomes();

/// The outcome of that name, or null: a name that this version does not know.
const Outcome* find_outcome(std::string_view name);

/// True if the verdict makes a run fail: it differs from its expectation or, without one, is harmful.
bool is_finding(const Verdict& verdict);

}  // namespace gradproof::records
