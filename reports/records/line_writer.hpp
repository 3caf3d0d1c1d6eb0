#pragma once
#include <gradproof/reports/records/output_file.hpp>

namespace gradproof::records {

/// A records file in the making. Each line leaves the process as soon as it is added, and the file gets its name when
/// the writer goes, by finish() or by an exception: a run that is stopped keeps every line that was complete. After a
/// kill the lines are in the temporary file beside it.
class LineWriter {
 public:
  /// "-" is standard output. Throws FileError.
  explicit LineWriter(const std::string& path) : file_(path) {}
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;
  ~LineWriter();

  /// Adds a line, given without its newline. Throws FileError (a full disk); then nothing of the file stays.
  void add(const std::string& line);

  /// Gives the file its name. Throws FileError. No line may follow.
  void finish();

 private:
  OutputFile file_;
  bool open_ = true;
};

}  // namespace gradproof::records
