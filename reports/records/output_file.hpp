#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace gradproof::records {

/// A file that could not be read or written; the message names it and says what the system said.
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file that was opened and then could not take all of its bytes: what was asked for is not there.
struct WriteError : FileError {
  using FileError::FileError;
};

/// A file that appears complete or not at all: text goes to a temporary file in the same folder, which keep() renames.
/// "-" is standard output; that, and whatever exists and is no regular file (/dev/null, a pipe), is written in place.
class OutputFile {
 public:
  /// Opens for writing. Throws FileError: no such folder, not writable.
  explicit OutputFile(const std::string& path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Without keep() nothing stays.
  ~OutputFile();

  /// Hands the text to the system at once. Throws WriteError (a full disk); the temporary file is then gone.
  void write(std::string_view text);

  /// Forces the bytes to the disk and gives the file its name. Throws WriteError.
  void keep();

 private:
  std::string failure(const char* doing, int error);
  void close_file();
  void discard();

  std::string path_;
  std::string temporary_;  ///< empty: written in place
  int file_ = -1;
  bool owned_ = true;  ///< false for standard output, which stays open
};

/// Writes a whole file, or leaves what was there before. Throws FileError.
void write_file(const std::string& path, std::string_view text);

}  // namespace gradproof::records
