#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gradproof::checks {

/// The name of a subject (language.md section 8): `name[@label][:device][+audit][=path]`.
/// A `faulty` subject names its planted defect where others name a device.
struct SubjectName {
  std::string name;         ///< "native", "libtorch", "pytorch", "faulty", ...
  std::string label = {};   ///< tells two of one name apart; empty: none
  std::string device = {};  ///< "sim", "cuda", or the defect of `faulty`; empty: the CPU
  bool audit = false;
  std::string path = {};  ///< where the subject is found; empty: wherever it is usually found

  /// As it stands in records: everything but `=path`.
  std::string text() const;
  bool operator==(const SubjectName&) const = default;
};

/// Reads a subject's name.
/// @throws std::invalid_argument with what was found and the form that is allowed.
SubjectName parse_subject_name(std::string_view text);

/// Whether a key such as "pytorch<2.1" or "pytorch>=2.1" holds for `name` at `version`; an unknown version satisfies
/// none.
bool holds_for_version(std::string_view key, std::string_view name, std::string_view version);

/// Which of the header's `expect` keys speaks for `subject` at `version`: exact, without label, without device,
/// by version ("NAME<2.1", "NAME>=2.1"), "audit", the name alone, "default". A `faulty` subject is a native one that
/// should not be told apart, so after its exact name native's keys speak for it. Null: none speaks, nothing is
/// expected.
std::optional<std::string> expectation_key(std::span<const std::string> keys, const SubjectName& subject,
                                           std::string_view version);

}  // namespace gradproof::checks
