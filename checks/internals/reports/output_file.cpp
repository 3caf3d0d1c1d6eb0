#include <dirent.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/reports/records/line_writer.hpp>
#include <sstream>
#include <vector>

using namespace gradproof::records;
using Catch::Matchers::Contains;

namespace {

/// A folder of its own for one test, removed with what is in it.
class Folder {
 public:
  Folder() {
    std::string name = "gradproof-test-XXXXXX";
    const char* parent = std::getenv("TMPDIR");
    path_ = std::string(parent != nullptr ? parent : "/tmp") + "/" + name;
    REQUIRE(mkdtemp(path_.data()) != nullptr);
  }
  ~Folder() {
    for (const std::string& name : names()) unlink((path_ + "/" + name).c_str());
    rmdir(path_.c_str());
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    DIR* folder = opendir(path_.c_str());
    while (const dirent* entry = readdir(folder)) {
      if (entry->d_name[0] != '.') result.emplace_back(entry->d_name);
    }
    closedir(folder);
    return result;
  }

 private:
  std::string path_;
};

std::string content(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// Makes every file of this process stop at `bytes`, as a full disk would, while it lives.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a file is replaced as a whole") {
  const Folder folder;
  write_file(folder / "a.html", "old");
  write_file(folder / "a.html", std::string(100000, 'x'));
  CHECK(content(folder / "a.html") == std::string(100000, 'x'));
  CHECK(folder.names().size() == 1);
}

TEST_CASE("a file that is not kept leaves the old one") {
  const Folder folder;
  write_file(folder / "a", "old");
  {
    OutputFile file(folder / "a");
    file.write("half");
    CHECK(content(folder / "a") == "old");
  }
  CHECK(content(folder / "a") == "old");
  CHECK(folder.names().size() == 1);
}

TEST_CASE("a link is written through") {
  const Folder folder;
  write_file(folder / "target", "old");
  REQUIRE(symlink("target", (folder / "link").c_str()) == 0);
  write_file(folder / "link", "new");
  CHECK(content(folder / "target") == "new");
  struct stat found {};
  REQUIRE(lstat((folder / "link").c_str(), &found) == 0);
  CHECK(S_ISLNK(found.st_mode));
}

TEST_CASE("what is no regular file stays what it is") {
  write_file("/dev/null", "text");
  struct stat found {};
  REQUIRE(stat("/dev/null", &found) == 0);
  CHECK(S_ISCHR(found.st_mode));
}

TEST_CASE("a place that cannot be written to is named, with the reason") {
  const Folder folder;
  write_file(folder / "file", "");
  CHECK_THROWS_WITH(write_file("/no/such/folder/a", ""),
                    "cannot open \"/no/such/folder/a\": No such file or directory; create the folder first");
  CHECK_THROWS_WITH(write_file(folder / "file/a", ""), Contains("Not a directory"));
  CHECK_THROWS_WITH(write_file("/", ""), "cannot open \"/\": Is a directory; name a file, not a folder");
  CHECK_THROWS_WITH(write_file("/dev/full", "text"),
                    "cannot write \"/dev/full\": No space left on device; free some space or choose another disk");
}

TEST_CASE("a full disk leaves the old file and nothing else") {
  const Folder folder;
  write_file(folder / "a", "old");
  {
    const SmallDisk disk(5000);
    CHECK_THROWS_WITH(write_file(folder / "a", std::string(9000, 'x')), Contains("cannot write") && Contains("/a\""));
  }
  CHECK(content(folder / "a") == "old");
  CHECK(folder.names().size() == 1);
}

TEST_CASE("lines are kept when the writer goes, also by an exception") {
  const Folder folder;
  try {
    LineWriter writer(folder / "v.jsonl");
    writer.add("{\"a\":1}");
    writer.add("{\"a\":2}");
    throw 1;
  } catch (int) {
  }
  CHECK(content(folder / "v.jsonl") == "{\"a\":1}\n{\"a\":2}\n");
  CHECK(folder.names().size() == 1);
}

TEST_CASE("a line that did not fit keeps nothing") {
  const Folder folder;
  {
    const SmallDisk disk(5000);
    LineWriter writer(folder / "v.jsonl");
    writer.add(std::string(3000, 'x'));
    CHECK_THROWS_AS(writer.add(std::string(3000, 'x')), FileError);
  }
  CHECK(folder.names().empty());
}

TEST_CASE("after a kill the lines are in the temporary file") {
  const Folder folder;
  const pid_t child = fork();
  if (child == 0) {
    LineWriter writer(folder / "v.jsonl");
    writer.add("{\"a\":1}");
    raise(SIGKILL);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(folder.names().size() == 1);
  CHECK_THAT(folder.names()[0], Contains("v.jsonl.part-"));
  CHECK(content(folder / folder.names()[0]) == "{\"a\":1}\n");
}
