#pragma once
#include <string>

namespace gradproof::cli {

/// Throws std::invalid_argument where `output`, the value of `option`, is the file that the command reads as `input`.
void refuse_overwriting(const std::string& input, const std::string& option, const std::string& output);

}  // namespace gradproof::cli
