#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <gradproof/reports/records/output_file.hpp>

namespace gradproof::records {
namespace {

bool written_in_place(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode);
}

/// A link is followed: renaming onto it would put a file in the link's place.
std::string behind_links(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string result = real;
  free(real);
  return result;
}

/// rename() asks for no right on the file that it replaces, so a file that its owner locked is asked here.
int why_not_replaceable(const std::string& path) {
  return access(path.c_str(), F_OK) == 0 && access(path.c_str(), W_OK) != 0 ? errno : 0;
}

int open_for_writing(const std::string& path, int flags) {
  int file = -1;
  do {
    file = open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
  } while (file < 0 && errno == EINTR);
  return file;
}

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_(path) {
  if (path == "-") {
    file_ = STDOUT_FILENO;
    owned_ = false;
    return;
  }
  if (written_in_place(path)) {
    file_ = open_for_writing(path, 0);
  } else {
    path_ = behind_links(path);
    if (const int error = why_not_replaceable(path_)) throw FileError(failure("open", error));
    temporary_ = fmt::format("{}.part-{}", path_, getpid());
    file_ = open_for_writing(temporary_, O_CREAT | O_TRUNC);
  }
  if (file_ < 0) throw FileError(failure("open", errno));
}

OutputFile::~OutputFile() { discard(); }

void OutputFile::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file_, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      throw WriteError(failure("write", errno));
    }
  }
}

void OutputFile::keep() {
  if (!temporary_.empty()) {
    if (fsync(file_) != 0) throw WriteError(failure("write", errno));
    if (rename(temporary_.c_str(), path_.c_str()) != 0) throw WriteError(failure("name", errno));
    temporary_.clear();
  }
  close_file();
}

/// The sentence about it; the file is given up.
std::string OutputFile::failure(const char* doing, int error) {
  discard();
  const char* advice = error == ENOENT   ? "; create the folder first"
                       : error == ENOSPC ? "; free some space or choose another disk"
                       : error == EACCES ? "; choose a folder that you may write to"
                       : error == EISDIR ? "; name a file, not a folder"
                                         : "";
  return fmt::format("cannot {} {}: {}{}", doing, path_ == "-" ? "standard output" : "\"" + path_ + "\"",
                     std::strerror(error), advice);
}

void OutputFile::close_file() {
  if (owned_ && file_ >= 0) close(file_);
  file_ = -1;
}

void OutputFile::discard() {
  close_file();
  if (!temporary_.empty()) unlink(temporary_.c_str());
  temporary_.clear();
}

void write_file(const std::string& path, std::string_view text) {
  OutputFile file(path);
  file.write(text);
  file.keep();
}

}  // namespace gradproof::records
