#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks::fuzz {

/// How a variable came to its memory.
enum class Alias { own, view, detach, data, numpy, dlpack };
/// When a write falls, as seen from whoever may have saved the bytes.
enum class Moment { before_use, before_backward, between_backwards, after_backward };

std::string_view name(Alias alias);
std::string_view name(Moment moment);

/// One write of a program: into memory that `operation` used last (empty: none did), through which alias, and when.
struct Write {
  std::string_view operation;
  Alias alias = Alias::own;
  std::string_view write;
  Moment moment = Moment::before_use;
};

/// How often each (operation × alias × write × moment) was tried.
class Coverage {
 public:
  void add(const Write& write, std::int64_t times = 1) { add(key(write), times); }
  void add(const std::string& key, std::int64_t times) { counts_[key] += times; }

  /// "operation|alias|write|moment" -> times.
  const std::map<std::string, std::int64_t>& counts() const { return counts_; }
  /// A table for each pair of neighbours in (operation, alias, write, moment): what was tried together, how often.
  std::string text() const;

 private:
  static std::string key(const Write& write);
  std::map<std::string, std::int64_t> counts_;
};

}  // namespace gradproof::checks::fuzz
