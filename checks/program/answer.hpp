#pragma once
// What running one program gave, whoever ran it: the answer line of the worker protocol, and what the judge judges.
#include <gradproof/reports/records/value.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradproof::checks {

enum class Status { finished, raised, unsupported, file_error, crashed, timeout, memory };

struct Answer {
  Status status = Status::finished;
  records::Values observed;  ///< when finished
  std::optional<records::ErrorRecord>
      error;                               ///< when raised; kind and moment may be empty: the judge classifies the text
  std::string error_type;                  ///< the framework's exception type, if it has one
  bool in_backward = false;                ///< raised inside backward() or autograd.grad()
  std::string reason;                      ///< unsupported, crashed (with the signal), timeout, memory, file_error
  std::string version;                     ///< subject version
  std::vector<std::vector<double>> draws;  ///< random numbers drawn, in order, row-major; the oracle replays them
  std::string printed;                     ///< what the program printed
  double seconds = 0;
};

/// What the oracle says of a program (language.md section 6).
struct OracleAnswer {
  bool judged = false;  ///< false: the tape cannot say; `reason` tells why
  std::string reason;
  records::Values due;                 ///< R: expression -> value, only those the tape can speak about
  records::Values due_with_writes;     ///< R': unrecorded writes take their derivative along, except writes into leaves
  std::vector<std::string> gradients;  ///< expressions whose value is a gradient (.grad, or made by autograd.grad)
  std::vector<std::pair<std::string, double>>
      tolerances;          ///< expression -> relative tolerance from dtype and path length
  std::string file_error;  ///< a fault of the file found only by running it (statement limit, undefined name)
};

}  // namespace gradproof::checks
