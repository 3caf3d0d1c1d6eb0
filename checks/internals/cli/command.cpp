#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <gradproof/checks/internals/cli/command.hpp>
#include <gradproof/reports/records/records_file.hpp>
#include <sstream>

namespace fs = std::filesystem;

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "gradproof-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Folder::write(const std::string& name, const std::string& text) const {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name) << text;
}

std::string Folder::read(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(path_ / name).rdbuf();
  return text.str();
}

void Folder::write_worker(const std::string& name, const std::string& body) const {
  write(name,
        "#!/bin/sh\n"
        "echo '{\"protocol\":\"gradproof.worker/1\",\"subject\":\"fake\",\"version\":\"7\"}'\n"
        "while read -r request; do id=${request#*:}; id=${id%%,*}\n" +
            body + "\ndone\n");
  fs::permissions(path_ / name, fs::perms::owner_all);
}

Ended Folder::run(const std::string& arguments, const std::string& before) const {
  const auto command = fmt::format("cd '{}' && {} '{}' {} >.out 2>.err </dev/null", path_.string(), before,
                                   GRADPROOF_PROGRAM, arguments);
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(".out"), read(".err")};
}

std::vector<gradproof::records::Verdict> verdicts(const std::string& lines) {
  return gradproof::records::parse_records(lines, "standard output").verdicts;
}

std::string silent_scenario(const std::string& expect) {
  return (expect.empty() ? "" : "#: " + expect + "\n") +
         "import torch\n"
         "a = torch.tensor([7., 0, 0], requires_grad=True)\n"
         "b = a + 2\n"
         "loss = torch.mean(b * b)\n"
         "b.data.zero_()\n"
         "loss.backward()\n";
}
