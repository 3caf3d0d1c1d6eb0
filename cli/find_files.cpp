#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <gradproof/cli/find_files.hpp>
#include <set>
#include <system_error>

namespace gradproof::cli {
namespace {

namespace fs = std::filesystem;

class Search {
 public:
  void add(const std::string& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (fs::is_directory(status)) {
      add_folder(path);
    } else if (fs::exists(status)) {
      add_file(path);
    } else {
      fail(path, error ? error : std::make_error_code(std::errc::no_such_file_or_directory));
    }
  }
  FoundFiles take() { return std::move(found_); }

 private:
  void add_folder(const fs::path& folder) {
    std::vector<fs::path> scripts;
    std::error_code error;
    auto entry = fs::recursive_directory_iterator(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      std::error_code loop;  // of links: reading the file will say it
      if (entry->path().extension() == ".py" && !entry->is_directory(loop)) scripts.push_back(entry->path());
    }
    if (error) fail(folder, error);
    if (!error && scripts.empty()) found_.empty.push_back(folder.string());
    std::ranges::sort(scripts);
    for (const auto& script : scripts) add_file(script);
  }

  void add_file(const fs::path& file) {
    std::error_code error;
    const auto real = fs::canonical(file, error);
    if (seen_.insert(error ? file : real).second) found_.files.push_back(file);
  }

  void fail(const fs::path& path, std::error_code error) {
    found_.errors.push_back(fmt::format("{}: {}", path.string(), error.message()));
  }

  FoundFiles found_;
  std::set<fs::path> seen_;
};

}  // namespace

FoundFiles find_files(const std::vector<std::string>& paths) {
  Search search;
  for (const auto& path : paths) search.add(path);
  return search.take();
}

bool fits(const std::string& glob, const fs::path& file) {
  const auto name = file.stem();
  const auto with_folder = file.parent_path().filename() / name;
  const auto matches = [&](const fs::path& path) { return fnmatch(glob.c_str(), path.c_str(), FNM_PATHNAME) == 0; };
  return matches(name) || matches(with_folder);
}

}  // namespace gradproof::cli
