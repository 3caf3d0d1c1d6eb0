#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <gradproof/reports/records/records_file.hpp>
#include <memory>

namespace gradproof::records {
namespace {

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

[[noreturn]] void cannot_read(const std::string& path) {
  throw FileError(fmt::format("cannot read \"{}\": {}", path, std::strerror(errno)));
}

RecordError at_line(const std::string& name, int number, const RecordError& error) {
  return RecordError(fmt::format("{}:{}: {}", name, number, error.what()));
}

std::string read_text(const std::string& path) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) cannot_read(path);
  std::string text;
  char block[65536];
  while (const std::size_t count = std::fread(block, 1, sizeof block, file.get())) text.append(block, count);
  if (std::ferror(file.get()) != 0) cannot_read(path);
  return text;
}

}  // namespace

void add_record(Records& records, Record record) {
  if (auto* run = std::get_if<RunInfo>(&record)) records.runs.push_back(std::move(*run));
  if (auto* verdict = std::get_if<Verdict>(&record)) records.verdicts.push_back(std::move(*verdict));
  if (auto* measurement = std::get_if<Measurement>(&record)) records.measurements.push_back(std::move(*measurement));
  if (auto* comparison = std::get_if<Comparison>(&record)) records.comparisons.push_back(std::move(*comparison));
  if (auto* divergence = std::get_if<Divergence>(&record)) records.divergences.push_back(std::move(*divergence));
  if (auto* unfinished = std::get_if<Unfinished>(&record)) records.unfinished.push_back(std::move(*unfinished));
  if (auto* story = std::get_if<Story>(&record)) records.stories.push_back(std::move(*story));
  if (auto* chain = std::get_if<ChainCost>(&record)) records.chains.push_back(std::move(*chain));
}

Records parse_records(std::string_view text, const std::string& name) {
  Records records;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const bool cut_off = end == std::string_view::npos;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(cut_off ? text.size() : end + 1);
    if (blank(line)) continue;
    try {
      add_record(records, from_json(line));
    } catch (const NotJson& error) {
      if (!cut_off) throw at_line(name, number, error);
      records.warnings.push_back(
          fmt::format("{}:{}: the last line is cut off, as after a kill; everything before it is used", name, number));
    } catch (const RecordError& error) {
      throw at_line(name, number, error);
    }
  }
  return records;
}

Records read_records(const std::string& path) { return parse_records(read_text(path), path); }

}  // namespace gradproof::records
