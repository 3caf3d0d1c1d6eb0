#pragma once
#include <gradproof/checks/program/answer.hpp>
#include <gradproof/checks/program/program.hpp>
#include <string>
#include <vector>

namespace gradproof::checks {

/// What the observed values of `program` should be (language.md section 6), with the random numbers that the subject
/// drew. Not judged where the tape lacks an operation or the program itself raises.
OracleAnswer consult(const Program& program, const std::vector<std::vector<double>>& draws);

/// A place where a backward pass and central differences differ, or where they could not be compared.
struct Disagreement {
  int pass = 0;     ///< which backward pass, from 0
  int leaf = 0;     ///< which of its leaves, from 0
  int element = 0;  ///< flat position in the leaf
  double tape = 0, differences = 0;
  std::string skipped;  ///< why it could not be compared; empty: they differ
};

/// Compares every gradient that the tape gives a leaf of `program` with central differences in float64, the values of
/// everything that was asked for without history held as they were.
std::vector<Disagreement> referee(const Program& program, const std::vector<std::vector<double>>& draws);

}  // namespace gradproof::checks
