#pragma once
#include <gradproof/reports/records/journal.hpp>
#include <gradproof/reports/records/line_writer.hpp>
#include <gradproof/reports/records/unfinished.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gradproof::cli {

/// A verdict that FILE.partial holds.
struct Kept {
  records::Verdict verdict;
  records::Journal::Place place;
};

/// Where the verdicts of `check --json FILE` go. What was reached stands in FILE.partial at once, in the order in which
/// it came, so that a kill costs nothing and --resume finds it; FILE itself appears at the end, in the order of the
/// run. Standard output, a device or a pipe is written in the order of the run alone.
class ResultFile {
 public:
  /// Throws records::FileError: FILE or FILE.partial cannot be written.
  explicit ResultFile(const std::string& path);

  /// Null where there is no FILE.partial: nothing could be resumed.
  records::Journal* journal() { return journal_ ? &*journal_ : nullptr; }
  /// Begins: `run` is what is asked for, `kept` the verdicts of an earlier run that still stand. None: it starts anew.
  void begin(const records::Unfinished& run, const std::vector<Kept>& kept);

  void reached(const records::Verdict& verdict);
  /// In its turn. Throws records::FileError.
  void add(const records::Verdict& verdict);
  /// FILE holds what was added. FILE.partial goes, unless the run was stopped before its end.
  void finish(bool stopped);

 private:
  using Key = std::pair<std::string, std::string>;  ///< file, subject

  std::string path_;
  std::optional<records::Journal> journal_;
  std::optional<records::LineWriter> in_place_;
  std::map<Key, records::Journal::Place> places_;
  std::vector<records::Journal::Place> in_order_;
};

}  // namespace gradproof::cli
