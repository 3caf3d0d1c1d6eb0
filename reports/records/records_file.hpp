#pragma once
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/output_file.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::records {

/// What a JSON Lines file of records held, sorted by kind, each kind in the order of the file.
struct Records {
  std::vector<RunInfo> runs;
  std::vector<Verdict> verdicts;
  std::vector<Measurement> measurements;
  std::vector<Comparison> comparisons;
  std::vector<Divergence> divergences;
  std::vector<Unfinished> unfinished;
  std::vector<Story> stories;
  std::vector<ChainCost> chains;
  std::vector<std::string> warnings;  ///< "file:line: …": a last line that was cut off and left out
};

/// Adds one record to its kind.
void add_record(Records& records, Record record);

/// Reads a text of one record a line; `name` stands for the file in messages. Blank lines are skipped; a last line
/// without its newline that is no JSON was cut off by a kill: a warning. Any other bad line throws RecordError,
/// "name:line: …".
Records parse_records(std::string_view text, const std::string& name);

/// Reads a file. Throws FileError where it cannot be read, else as parse_records.
Records read_records(const std::string& path);

}  // namespace gradproof::records
