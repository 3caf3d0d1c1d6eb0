#pragma once
#include <string_view>
#include <utility>

namespace gradproof::checks {

/// An open file descriptor, closed with its owner.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor() { close(); }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void close();

 private:
  int number_ = -1;
};

/// The two ends of a pipe; neither outlives an exec.
struct Pipe {
  FileDescriptor read_end, write_end;
};

/// Opens a pipe. Throws std::system_error.
Pipe make_pipe();

/// Writes all of `bytes`, waiting where it must; false when nobody reads any more.
bool write_all(int descriptor, std::string_view bytes);

}  // namespace gradproof::checks
