#pragma once
#include <gradproof/core/device/backend.hpp>
#include <string>

namespace gradproof {

/// The first device of a kind whose library is loaded when somebody first names it: libgradproof-KIND.so, from the path
/// in GRADPROOF_KIND_LIBRARY, else beside the program, else in its ../lib, else wherever the loader looks. Null where
/// there is no such library or it has no device.
Backend* plugged_in(std::string_view kind);
/// Why that was null, in a sentence without its full stop; empty where no library was found.
std::string why_not_plugged_in(std::string_view kind);

/// What such a library defines as gradproof_plugin: given the version that loads it, the first of its devices; or null
/// and, in `why`, the reason.
using Plugin = Backend* (*)(const char* version, std::string* why);

}  // namespace gradproof
