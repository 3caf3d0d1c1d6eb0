#pragma once
#include <gradproof/reports/records/chain.hpp>
#include <gradproof/reports/records/divergence.hpp>
#include <gradproof/reports/records/measurement.hpp>
#include <gradproof/reports/records/run_info.hpp>
#include <gradproof/reports/records/story.hpp>
#include <gradproof/reports/records/unfinished.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

namespace gradproof::records {

// Records as JSON that every strict parser takes: non-finite numbers are the strings "nan", "inf", "-inf"; doubles
// read back bit for bit, whole ones are written without a point; bytes that are not UTF-8 become U+FFFD.

/// Any record: what a line of a records file can be.
using Record = std::variant<RunInfo, Verdict, Measurement, Comparison, Divergence, Unfinished, Story, ChainCost>;

/// A text that is not the record it should be; the message says what was found and what was expected.
struct RecordError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A text that is no JSON at all, for instance because it was cut off.
struct NotJson : RecordError {
  using RecordError::RecordError;
};

/// The record as one line of JSON, without the newline.
std::string to_json_line(const RunInfo& run);
std::string to_json_line(const Verdict& verdict);
std::string to_json_line(const Measurement& measurement);
std::string to_json_line(const Comparison& comparison);
std::string to_json_line(const Divergence& divergence);
std::string to_json_line(const Unfinished& unfinished);
std::string to_json_line(const Story& story);
std::string to_json_line(const ChainCost& cost);
std::string to_json_line(const Record& record);

/// A bare value or a table of values as JSON, as they stand inside a verdict.
std::string to_json(const Value& value);
std::string to_json(const Values& values);

/// Reads one line; keys it does not know are skipped. Throws RecordError, also for an unknown or newer schema.
Record from_json(std::string_view line);

/// Reads one bare value. Throws RecordError.
Value value_from_json(std::string_view text);

/// Reads a table of values, in the order of its keys. Throws RecordError.
Values values_from_json(std::string_view text);

}  // namespace gradproof::records
