#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <memory>

namespace gradproof::checks {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

ParseResult unreadable(const std::filesystem::path& path, std::string message) {
  return {std::nullopt, {{path.string(), 0, 0, std::move(message)}}};
}

}  // namespace

ParseResult read_program(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return unreadable(path, "this is a folder; a scenario is a file");
  // Opening a pipe waits for somebody who writes into it.
  if (std::filesystem::is_fifo(path, ignored)) return unreadable(path, "this is a pipe; a scenario is a file");
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (!file) return unreadable(path, fmt::format("cannot be opened: {}", std::strerror(errno)));
  std::string bytes(limits::file_bytes + 1, '\0');  // one more than allowed tells that there is more
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  if (std::ferror(file.get())) return unreadable(path, fmt::format("cannot be read: {}", std::strerror(errno)));
  return parse(bytes, path.string());
}

}  // namespace gradproof::checks
