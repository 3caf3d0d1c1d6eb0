#pragma once
#include <gradproof/reports/records/records_file.hpp>
#include <map>
#include <string>
#include <vector>

namespace gradproof::records {

/// Records of several files as one, in an order that depends on nothing but the records: runs, verdicts by file and
/// subject, measurements, comparisons, chains; divergences and the heads of unfinished runs are left out. What stands
/// in several files alike is one record; of verdicts that differ in `seconds` only, the shortest time is kept.
class Merge {
 public:
  /// Adds what a file held. Throws RecordError where it contradicts an earlier one: the same program on the same
  /// subject with another verdict, the same benchmark with other samples.
  void add(const Records& records, const std::string& name);

  std::size_t size() const { return entries_.size(); }
  std::vector<Verdict> verdicts() const;
  /// One JSON object a line, each with its newline.
  std::string text() const;

 private:
  using Key = std::vector<std::string>;
  struct Entry {
    Record record;
    std::string name;  ///< the file that had it
  };

  void add(Key key, Record record, const std::string& name);

  std::map<Key, Entry> entries_;
};

}  // namespace gradproof::records
