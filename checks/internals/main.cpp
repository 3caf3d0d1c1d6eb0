// Catch2's own main, alone in its file: it is slow to compile and never changes.
#if GRADPROOF_CATCH2_MAJOR == 2
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#else
#include <catch2/catch_session.hpp>
int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }
#endif

// Under AddressSanitizer an impossible allocation is to fail as it does elsewhere: its error is what a test asks for.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }
