#include <dlfcn.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <gradproof/core/device/plugin.hpp>
#include <map>
#include <mutex>
#include <vector>

namespace gradproof {
namespace {

namespace fs = std::filesystem;

struct Loaded {
  Backend* first = nullptr;
  std::string why;
};

/// Where the library may be, and what was named by hand.
std::vector<std::string> places(const std::string& name, const char* chosen) {
  if (chosen) return {chosen};
  std::error_code unknown;
  const fs::path program = fs::read_symlink("/proc/self/exe", unknown).parent_path();
  return {program / name, program.parent_path() / "lib" / name, name};
}

Loaded ask(void* library) {
  Loaded loaded;
  const auto plugin = reinterpret_cast<Plugin>(dlsym(library, "gradproof_plugin"));
  if (plugin)
    loaded.first = plugin(GRADPROOF_VERSION, &loaded.why);
  else
    loaded.why = dlerror();
  return loaded;
}

Loaded load(const std::string& kind) {
  std::string variable = "GRADPROOF_" + kind + "_LIBRARY";
  for (char& c : variable) c = char(std::toupper(static_cast<unsigned char>(c)));
  const std::string name = "libgradproof-" + kind + ".so";
  const char* const chosen = std::getenv(variable.c_str());
  for (const std::string& place : places(name, chosen)) {
    std::error_code unknown;
    if (!chosen && place != name && !fs::exists(place, unknown)) continue;
    if (void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL)) return ask(library);
    if (place != name) return {nullptr, dlerror()};
  }
  return {};
}

/// Loaded once; a process that never names the device pays nothing.
const Loaded& library_of(std::string_view kind) {
  static std::mutex lock;
  static std::map<std::string, Loaded> all;
  const std::lock_guard hold(lock);
  const auto [place, is_new] = all.try_emplace(std::string(kind));
  if (is_new) place->second = load(place->first);
  return place->second;
}

}  // namespace

Backend* plugged_in(std::string_view kind) { return library_of(kind).first; }
std::string why_not_plugged_in(std::string_view kind) { return library_of(kind).why; }

}  // namespace gradproof
