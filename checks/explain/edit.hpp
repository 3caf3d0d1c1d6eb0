#pragma once
// Changes of a program's text, line by line: what the author wrote elsewhere stays as it is, comments included.
#include <string>
#include <vector>

namespace gradproof::checks::explain {

/// Lines `first` to `last` (from 1) become `lines`; with `last` before `first`, lines are put in before `first`.
struct Edit {
  int first = 0, last = 0;
  std::vector<std::string> lines;
};

/// A change that may mend a program.
struct Candidate {
  std::string what;         ///< "copy where b_ is made"
  std::vector<Edit> edits;  ///< apart from one another
  bool is_loud = false;     ///< meant to turn silence into an error, not to mend
};

/// The source with the edits.
std::string edited(const std::vector<std::string>& source, std::vector<Edit> edits);

/// "-10 b_ = b.data", "+10 b_ = b.data.clone()", with the numbers of the old and of the new text.
std::vector<std::string> diff_of(const std::vector<std::string>& source, std::vector<Edit> edits);

}  // namespace gradproof::checks::explain
