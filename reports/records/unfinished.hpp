#pragma once
#include <gradproof/reports/records/value.hpp>

namespace gradproof::records {

/// What a run that has not come to its end was asked for, schema gradproof.unfinished/1: the first line of
/// NAME.partial, and one more each time that it is resumed.
struct Unfinished {
  Values options;   ///< name -> text: everything on which a verdict depends but the scenario
  Values programs;  ///< file -> fingerprint of its text
};

}  // namespace gradproof::records
