#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/program/round_trip.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <sstream>

using namespace gradproof::checks;
namespace fs = std::filesystem;

namespace {

/// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("gradproof-files-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// The only error of a file that cannot be read, without its path.
std::string fault(const fs::path& path) {
  const ParseResult result = read_program(path);
  CHECK(!result.program);
  REQUIRE(result.errors.size() == 1);
  CHECK(result.errors[0].text().find(path.string() + ": ") == 0);
  return result.errors[0].message;
}

/// The message and its place, of a file that was read.
std::string placed_fault(const fs::path& path) {
  const auto text = read_program(path).errors.at(0).text();
  return text.substr(path.string().size());
}

}  // namespace

TEST_CASE("A file is read as it is: BOM, CRLF, no line end at the end") {
  const Folder folder;
  const ParseResult result = read_program(folder.write("a.b.py", "\xEF\xBB\xBF#: title = 'é'\r\nx = 1\r\ny = 'ü'"));
  REQUIRE(result.program);
  CHECK(result.program->name == "a.b");
  CHECK(result.program->header.title == "é");
  CHECK(result.program->body.size() == 2);
}

TEST_CASE("What is no text in UTF-8 is named with the byte") {
  const Folder folder;
  CHECK(placed_fault(folder.write("n.py", std::string("x = 1\n\0y", 8))) ==
        ":2:1: byte 6 is NUL: the file is binary; a scenario is text in UTF-8");
  CHECK(placed_fault(folder.write("l.py", "x = '\xE9'")) ==
        ":1:6: byte 5 (0xe9) is not valid UTF-8; a scenario is text in UTF-8");
  CHECK(placed_fault(folder.write("o.py", "# \xC0\x80")) ==
        ":1:3: byte 2 (0xc0) is not valid UTF-8; a scenario is text in UTF-8");
  CHECK(placed_fault(folder.write("s.py", "\xEF\xBB\xBFé = 1\n# é\xED\xA0\x80")) ==
        ":2:4: byte 14 (0xed) is not valid UTF-8; a scenario is text in UTF-8");
  CHECK(placed_fault(folder.write("c.py", "#\xF0\x9F\x98")) ==
        ":1:2: byte 1 (0xf0) is not valid UTF-8; a scenario is text in UTF-8");
  CHECK(placed_fault(folder.write("w.py", std::string("\xFF\xFE\0\0", 4))) ==
        ":1:1: the file is UTF-32; a scenario is UTF-8");
  CHECK(placed_fault(folder.write("u.py", std::string("\xFF\xFEx\0", 4))) ==
        ":1:1: the file is UTF-16; a scenario is UTF-8");
}

TEST_CASE("A file that cannot be read says why") {
  const Folder folder;
  CHECK(fault(folder.path() / "missing.py") == "cannot be opened: No such file or directory");
  CHECK(fault(folder.path()) == "this is a folder; a scenario is a file");
  CHECK(placed_fault(folder.write("big.py", std::string((1 << 20) + 1, '#'))).find("larger than 1 MB") == 18);
  REQUIRE(mkfifo((folder.path() / "pipe.py").c_str(), 0600) == 0);
  CHECK(fault(folder.path() / "pipe.py") == "this is a pipe; a scenario is a file");
  if (geteuid() == 0) return;  // root reads everything
  const fs::path closed = folder.write("closed.py", "x = 1\n");
  fs::permissions(closed, fs::perms::none);
  CHECK(fault(closed) == "cannot be opened: Permission denied");
}

TEST_CASE("Every scenario of the project survives printing") {
  int scenarios = 0;
  for (const auto& entry : fs::recursive_directory_iterator(GRADPROOF_SOURCE_DIR "/checks/scenarios")) {
    if (entry.path().extension() != ".py") continue;
    INFO(entry.path().string());
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    check_round_trip(text.str());
    ++scenarios;
  }
  CHECK(scenarios >= 30);
}
