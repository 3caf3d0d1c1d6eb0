#pragma once
#include <string>

/// Checks that `source` is accepted, that printing and parsing it again gives an equal program, and that printing that
/// gives the same text.
void check_round_trip(const std::string& source);
