#pragma once
// The lines that gradproof and a worker exchange: protocol gradproof.worker/1, described for authors in PROTOCOL.md.
#include <cstdint>
#include <gradproof/checks/program/answer.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks {

/// The name that a worker's first line must carry.
inline constexpr std::string_view kProtocol = "gradproof.worker/1";

/// A worker's first line: who it is.
struct Hello {
  std::string subject;
  std::string version;
  bool reads_program = false;  ///< each request shall carry the program's syntax tree too
};

/// One program to run.
struct Request {
  std::int64_t id = 0;  ///< the answer carries it back
  std::string file;     ///< as messages and tracebacks should name it
  std::string source;
  std::vector<std::string> observe;  ///< expressions to read after the program ended
  bool default_observe = false;      ///< read NAME.grad of every named leaf that requires grad instead
  bool unchecked = false;            ///< run with the version check switched off
  std::uint64_t seed = 0;
  double time_limit = 10;                             ///< seconds
  std::int64_t memory_limit = std::int64_t{4} << 30;  ///< bytes beyond what the warm worker holds
  std::vector<std::vector<double>> draws;             ///< for the oracle alone: random numbers to replay
};

/// A line that is not what the protocol has at this place; the text says what was found and what was expected.
struct ProtocolError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The beginning of a line as a message can show it: in quotes, without control characters.
std::string excerpt(std::string_view line);

std::string to_line(const Hello& hello);
std::string to_line(const Request& request);
std::string to_line(std::int64_t id, const Answer& answer);
std::string to_line(std::int64_t id, const OracleAnswer& answer);

/// Each reads one line and throws ProtocolError; an answer must carry `id`.
Hello hello_from_line(std::string_view line);
Request request_from_line(std::string_view line);
Answer answer_from_line(std::string_view line, std::int64_t id);
OracleAnswer oracle_answer_from_line(std::string_view line, std::int64_t id);

/// A request's line with `program`, the text of a JSON object (program_json.hpp), in it.
std::string with_program(std::string_view request, std::string_view program);

/// An answer that has a reason instead of values.
Answer without_values(Status status, std::string reason);

/// The protocol's word for a status ("finished", "file_error", ...).
std::string_view status_name(Status status);

}  // namespace gradproof::checks
