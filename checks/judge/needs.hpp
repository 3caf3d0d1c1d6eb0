#pragma once
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/program/header.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace gradproof::checks {

/// The first of the header's `needs` that `subject` at `version` does not meet: its outcome is `unsupported` then.
/// "torch>=2.1" speaks of the subjects that are PyTorch; a missing prelude function shows when the program runs.
std::optional<std::string> unmet_need(const Header& header, const SubjectName& subject, std::string_view version);

}  // namespace gradproof::checks
