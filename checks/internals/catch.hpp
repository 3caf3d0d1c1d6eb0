#pragma once
// One include for tests, whichever major version of Catch2 the system has.
#if GRADPROOF_CATCH2_MAJOR == 2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
using Catch::Approx;
#endif
