#pragma once
#include <cstddef>
#include <cstdint>
#include <gradproof/reports/records/output_file.hpp>
#include <string>

namespace gradproof::records {

/// The lines of the file NAME while it is in the making, in the order in which they came. They live in NAME.partial,
/// beside it, so that a kill leaves them where the next run finds them and nobody takes them for the whole. One process
/// at a time writes it.
class Journal {
 public:
  /// Where a line is.
  struct Place {
    std::int64_t offset = 0;
    std::size_t size = 0;
  };

  /// Opens NAME.partial, or makes it. Throws FileError: not writable, or another process writes it.
  explicit Journal(const std::string& name);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal();

  const std::string& path() const { return path_; }

  /// The lines that are there; a last one that a kill cut off is removed from the file. Throws FileError.
  std::string lines();
  /// Leaves no line. Throws FileError.
  void clear();
  /// Adds a line, given without its newline. Throws FileError (a full disk).
  Place add(const std::string& line);
  /// A line that was added. Throws FileError.
  std::string read(const Place& place) const;
  /// The file is not needed any more.
  void remove();

 private:
  void resize(std::int64_t size);
  [[noreturn]] void fail(const char* doing) const;

  std::string path_;
  int file_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace gradproof::records
