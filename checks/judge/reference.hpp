#pragma once
#include <gradproof/checks/judge/compare.hpp>
#include <gradproof/checks/program/answer.hpp>
#include <gradproof/checks/program/header.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks {

/// What should have been observed: the oracle's R and R', with the author's `right` where the oracle is silent and the
/// author's `intend`. Every question takes the values of one run; what the run did not observe counts as null.
class Reference {
 public:
  Reference(const Header& header, const OracleAnswer& oracle);

  bool misses_gradient(const records::Values& seen) const;     ///< null where a gradient is due
  bool has_wrong_gradient(const records::Values& seen) const;  ///< some gradient is not R's
  bool has_wrong_state(const records::Values& seen) const;     ///< some other value is not R's
  bool misses_intent(const records::Values& seen) const;       ///< some value is not what the author intends
  bool ignores_writes(const records::Values& seen) const;      ///< some value is not R''s

  /// Why nobody can call these values right: a gradient, or everything, was observed that neither oracle nor author
  /// speaks about. Null: all is judged.
  std::optional<std::string> silence(const records::Values& seen) const;

  /// Whether these values are proven right: nothing is silent and nothing differs from R.
  bool confirms(const records::Values& seen) const;

 private:
  /// What one expression should be.
  struct Due {
    std::string expression;
    records::Value value;
    double tolerance;  ///< relative
    bool gradient;
  };

  Due due(const std::pair<std::string, records::Value>& entry, double tolerance) const;
  double tolerance(std::string_view expression) const;
  bool is_gradient(std::string_view expression) const;

  const Header& header_;
  const OracleAnswer& oracle_;
  std::vector<Due> right_, with_writes_, intended_;
};

}  // namespace gradproof::checks
