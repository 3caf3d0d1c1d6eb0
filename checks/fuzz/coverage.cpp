#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <gradproof/checks/fuzz/coverage.hpp>
#include <sstream>

namespace gradproof::checks::fuzz {
namespace {

constexpr std::array<std::string_view, 6> alias_names = {"own", "view", "detach", "data", "numpy", "dlpack"};
constexpr std::array<std::string_view, 4> moment_names = {"before use", "before backward", "between backwards",
                                                          "after backward"};

/// operation, alias, write, moment.
using Key = std::array<std::string, 4>;

Key split(const std::string& key) {
  Key parts;
  std::istringstream text(key);
  for (auto& part : parts) std::getline(text, part, '|');
  return parts;
}

}  // namespace

std::string_view name(Alias alias) { return alias_names.at(static_cast<std::size_t>(alias)); }
std::string_view name(Moment moment) { return moment_names.at(static_cast<std::size_t>(moment)); }

std::string Coverage::key(const Write& write) {
  return fmt::format("{}|{}|{}|{}", write.operation.empty() ? "none" : write.operation, name(write.alias), write.write,
                     name(write.moment));
}

std::string Coverage::text() const {
  std::map<std::string, std::map<std::string, std::int64_t>> by_write, by_operation;
  std::int64_t writes = 0;
  for (const auto& [key, times] : counts_) {
    const auto [operation, alias, write, moment] = split(key);
    by_write[write][alias + '|' + moment] += times;
    by_operation[operation][moment] += times;
    writes += times;
  }
  auto text = fmt::format("{} writes; {} different (operation, alias, write, moment)\n\n", writes, counts_.size());
  text +=
      "| write | through | " + fmt::format("{}", fmt::join(moment_names, " | ")) + " |\n|---|---|---|---|---|---|\n";
  for (const auto& [write, cells] : by_write) {
    for (const auto alias : alias_names) {
      std::array<std::int64_t, 4> row{};
      for (std::size_t m = 0; m < row.size(); ++m)
        if (const auto cell = cells.find(fmt::format("{}|{}", alias, moment_names[m])); cell != cells.end())
          row[m] = cell->second;
      if (row != std::array<std::int64_t, 4>{})
        text += fmt::format("| {} | {} | {} |\n", write, alias, fmt::join(row, " | "));
    }
  }
  text += "\nused last before a write:";
  for (const auto& [operation, moments] : by_operation) {
    std::int64_t sum = 0;
    for (const auto& [moment, times] : moments) sum += times;
    text += fmt::format(" {} {}", operation, sum);
  }
  return text + '\n';
}

}  // namespace gradproof::checks::fuzz
