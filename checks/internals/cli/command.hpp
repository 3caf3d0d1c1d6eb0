#pragma once
// Runs the gradproof of this build as a user's shell does, in a folder of its own.
#include <filesystem>
#include <gradproof/reports/records/verdict.hpp>
#include <string>
#include <vector>

struct Ended {
  int code = 0;
  std::string out, err;
};

/// A folder that is removed with its owner, and commands that run in it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  /// A worker script that says hello and then runs `body` (shell) for each request, whose id is in $id.
  void write_worker(const std::string& name, const std::string& body) const;

  /// `before` stands before the program's name ("timeout 1 "), `arguments` after it, both as a shell reads them.
  Ended run(const std::string& arguments, const std::string& before = "") const;

 private:
  std::filesystem::path path_;
};

/// The verdicts of JSON lines; a line that is none fails the test.
std::vector<gradproof::records::Verdict> verdicts(const std::string& lines);

/// A scenario whose gradient is silently wrong; `expect` is the header's line about it, or empty.
std::string silent_scenario(const std::string& expect);
