#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/reports/records/journal.hpp>

using Catch::Matchers::Contains;
using gradproof::records::FileError;
using gradproof::records::Journal;
namespace fs = std::filesystem;

namespace {

/// A name for a file that is gone after the test.
class Name {
 public:
  Name() : text_((fs::temp_directory_path() / ("gradproof-journal-" + std::to_string(getpid()))).string()) {}
  ~Name() { fs::remove(text_ + ".partial"); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

TEST_CASE("lines outlive a process that is killed, but for a torn last one") {
  const Name name;
  if (const pid_t child = fork(); child == 0) {
    Journal journal(name.text());
    journal.add("one");
    journal.add("two");
    std::ofstream(journal.path(), std::ios::app) << "thr";
    kill(getpid(), SIGKILL);
  } else {
    waitpid(child, nullptr, 0);
  }
  Journal journal(name.text());
  CHECK(journal.lines() == "one\ntwo\n");
  const auto place = journal.add("three");
  CHECK(journal.lines() == "one\ntwo\nthree\n");
  CHECK(journal.read(place) == "three");
  journal.clear();
  CHECK(journal.lines().empty());
  journal.remove();
  CHECK_FALSE(fs::exists(name.text() + ".partial"));
}

TEST_CASE("a journal has one writer") {
  const Name name;
  const Journal journal(name.text());
  CHECK_THROWS_WITH(Journal(name.text()), Contains("is being written by another run"));
}

TEST_CASE("a journal that cannot be made says why") {
  CHECK_THROWS_WITH(Journal("/no/such/folder/x"), Contains("create the folder first"));
  CHECK_THROWS_AS(Journal("/proc/x"), FileError);
}
