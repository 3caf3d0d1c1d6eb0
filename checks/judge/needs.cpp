#include <algorithm>
#include <gradproof/checks/judge/needs.hpp>

namespace gradproof::checks {
namespace {

bool meets(std::string_view need, const SubjectName& subject, std::string_view version) {
  if (need == "gpu") return subject.name != "faulty" && !subject.device.empty();
  const bool is_torch = subject.name == "pytorch" || subject.name == "libtorch";
  if (need.starts_with("torch") && is_torch && !version.empty()) return holds_for_version(need, "torch", version);
  return true;
}

}  // namespace

std::optional<std::string> unmet_need(const Header& header, const SubjectName& subject, std::string_view version) {
  const auto unmet =
      std::ranges::find_if(header.needs, [&](const auto& need) { return !meets(need, subject, version); });
  return unmet == header.needs.end() ? std::nullopt : std::optional(*unmet);
}

}  // namespace gradproof::checks
