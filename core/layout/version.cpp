#include <gradproof/core/layout/version.hpp>

namespace gradproof {

std::string_view version() { return GRADPROOF_VERSION; }

}  // namespace gradproof
