#pragma once
#include <string_view>

namespace gradproof::checks {

/// The text of a file of the Python workers ("start", "walker", ...), carried in the program so that it depends on no
/// path; "prelude" is python/gradproof/prelude.py, which scripts import. Precondition: there is such a file.
std::string_view python_source(std::string_view name);

}  // namespace gradproof::checks
