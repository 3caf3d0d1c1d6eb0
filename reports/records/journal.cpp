#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <gradproof/reports/records/journal.hpp>

namespace gradproof::records {

Journal::Journal(const std::string& name) : path_(name + ".partial") {
  file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file_ < 0) fail("open");
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    close(file_);
    throw FileError(
        fmt::format("\"{}\" is being written by another run; wait for its end or name another file", path_));
  }
  size_ = lseek(file_, 0, SEEK_END);
  if (size_ < 0) fail("read");
}

Journal::~Journal() { close(file_); }

std::string Journal::lines() {
  auto text = read({0, static_cast<std::size_t>(size_)});
  text.resize(text.rfind('\n') + 1);  // npos + 1 is 0
  resize(static_cast<std::int64_t>(text.size()));
  return text;
}

void Journal::clear() { resize(0); }

Journal::Place Journal::add(const std::string& line) {
  const auto text = line + '\n';
  const Place place{size_, line.size()};
  for (std::size_t done = 0; done < text.size();) {
    const auto count = pwrite(file_, text.data() + done, text.size() - done, size_ + static_cast<std::int64_t>(done));
    if (count < 0 && errno != EINTR) fail("write");
    if (count > 0) done += static_cast<std::size_t>(count);
  }
  size_ += static_cast<std::int64_t>(text.size());
  return place;
}

std::string Journal::read(const Place& place) const {
  std::string text(place.size, '\0');
  for (std::size_t done = 0; done < text.size();) {
    const auto count =
        pread(file_, text.data() + done, text.size() - done, place.offset + static_cast<std::int64_t>(done));
    if (count == 0) errno = EIO;  // somebody made it shorter
    if (count == 0 || (count < 0 && errno != EINTR)) fail("read");
    if (count > 0) done += static_cast<std::size_t>(count);
  }
  return text;
}

void Journal::remove() { unlink(path_.c_str()); }

void Journal::resize(std::int64_t size) {
  if (ftruncate(file_, size) != 0) fail("write");
  size_ = size;
}

void Journal::fail(const char* doing) const {
  const char* advice = errno == ENOENT   ? "; create the folder first"
                       : errno == ENOSPC ? "; free some space, and --resume goes on"
                       : errno == EACCES ? "; choose a folder that you may write to"
                                         : "";
  throw FileError(fmt::format("cannot {} \"{}\": {}{}", doing, path_, std::strerror(errno), advice));
}

}  // namespace gradproof::records
