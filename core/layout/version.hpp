#pragma once
#include <string_view>

namespace gradproof {

/// The runtime's version, "0.1.0".
std::string_view version();

}  // namespace gradproof
