#pragma once
#include <gradproof/reports/records/verdict.hpp>

namespace gradproof::records {

/// One program on which two subjects differ, schema gradproof.divergence/1.
struct Divergence {
  std::string cause;                     ///< what it has in common with others, in words
  std::vector<std::string> expressions;  ///< whose observed values differ
  Verdict first, second;
};

}  // namespace gradproof::records
