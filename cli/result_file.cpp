#include <filesystem>
#include <gradproof/cli/result_file.hpp>
#include <gradproof/reports/records/json.hpp>
#include <system_error>

namespace gradproof::cli {
namespace {

namespace fs = std::filesystem;

bool appears_at_the_end(const std::string& path) {
  std::error_code ignored;
  const auto status = fs::status(path, ignored);
  return path != "-" && (!fs::exists(status) || fs::is_regular_file(status));
}

}  // namespace

ResultFile::ResultFile(const std::string& path) : path_(path) {
  if (!appears_at_the_end(path)) {
    in_place_.emplace(path);
    return;
  }
  { const records::OutputFile may_be_written(path); }
  journal_.emplace(path);
}

void ResultFile::begin(const records::Unfinished& run, const std::vector<Kept>& kept) {
  if (!journal_) return;
  if (kept.empty()) journal_->clear();
  journal_->add(records::to_json_line(run));
  for (const auto& [verdict, place] : kept) places_[{verdict.file, verdict.subject}] = place;
}

void ResultFile::reached(const records::Verdict& verdict) {
  if (journal_) places_[{verdict.file, verdict.subject}] = journal_->add(records::to_json_line(verdict));
}

void ResultFile::add(const records::Verdict& verdict) {
  if (in_place_) return in_place_->add(records::to_json_line(verdict));
  in_order_.push_back(places_.at({verdict.file, verdict.subject}));
}

void ResultFile::finish(bool stopped) {
  if (in_place_) return in_place_->finish();
  if (stopped && in_order_.empty()) return;
  records::OutputFile file(path_);
  for (const auto& place : in_order_) file.write(journal_->read(place) + '\n');
  file.keep();
  if (!stopped) journal_->remove();
}

}  // namespace gradproof::cli
