#include <gradproof/reports/run/run.hpp>
#include <gradproof_commit.hpp>  // generated; changes with the commit, so it is included here alone

namespace gradproof::reports {

records::Build this_build() {
#ifdef __clang__
  const std::string compiler = __VERSION__;  // names itself: "Clang 14.0.6"
#else
  const std::string compiler = "GCC " __VERSION__;
#endif
  return {GRADPROOF_VERSION, compiler, GRADPROOF_FLAGS, GRADPROOF_BUILD_TYPE, GRADPROOF_COMMIT, GRADPROOF_DIRTY};
}

}  // namespace gradproof::reports
