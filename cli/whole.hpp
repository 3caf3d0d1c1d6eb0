#pragma once
#include <gradproof/reports/records/records_file.hpp>
#include <string>

namespace gradproof::cli {

/// Whether the file is all of its run; says why not.
bool is_whole(const std::string& path, const records::Records& records);

}  // namespace gradproof::cli
