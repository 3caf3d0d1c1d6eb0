#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <gradproof/checks/judge/subject_name.hpp>
#include <stdexcept>
#include <vector>

namespace gradproof::checks {
namespace {

constexpr std::string_view kForm =
    "name[@label][:device][+audit][=path], for example native, pytorch@2.4=/usr/bin/python3";

bool is_word(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '_' || c == '-'; });
}

/// Cuts what follows the first `mark` off `text`.
std::optional<std::string> cut(std::string_view& text, char mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  std::string part(text.substr(at + 1));
  text = text.substr(0, at);
  return part;
}

/// "2.15.0+cpu" -> {2, 15, 0}: the leading numbers between dots.
std::vector<int> numbers(std::string_view version) {
  std::vector<int> parts;
  const char* at = version.data();
  const char* end = at + version.size();
  while (at != end) {
    int number = 0;
    const auto [next, fault] = std::from_chars(at, end, number);
    if (fault != std::errc{}) break;
    parts.push_back(number);
    if (next == end || *next != '.') break;
    at = next + 1;
  }
  while (!parts.empty() && parts.back() == 0) parts.pop_back();
  return parts;
}

/// The keys of one subject, and how they are looked up.
class Lookup {
 public:
  Lookup(std::span<const std::string> keys, std::string_view version) : keys_(keys), version_(version) {}

  std::optional<std::string> exact(std::string_view key) const {
    const auto found = std::ranges::find(keys_, key);
    return found == keys_.end() ? std::nullopt : std::optional(*found);
  }
  std::optional<std::string> by_version(std::string_view name) const {
    const auto found =
        std::ranges::find_if(keys_, [&](const auto& key) { return holds_for_version(key, name, version_); });
    return found == keys_.end() ? std::nullopt : std::optional(*found);
  }

 private:
  std::span<const std::string> keys_;
  std::string_view version_;
};

bool counts_versions(std::string_view name) {
  constexpr std::array counting{"native", "libtorch", "pytorch"};
  return std::ranges::find(counting, name) != counting.end();
}

}  // namespace

std::string SubjectName::text() const {
  return fmt::format("{}{}{}{}{}{}", name, label.empty() ? "" : "@", label, device.empty() ? "" : ":", device,
                     audit ? "+audit" : "");
}

SubjectName parse_subject_name(std::string_view text) {
  const auto fail = [&] {
    return std::invalid_argument(fmt::format("'{}' is not the name of a subject; allowed is {}", text, kForm));
  };
  std::string_view rest = text;
  const auto path = cut(rest, '=');
  const auto option = cut(rest, '+');
  const auto device = cut(rest, ':');
  const auto label = cut(rest, '@');
  if (!is_word(rest) || (path && path->empty()) || (option && *option != "audit") || (device && !is_word(*device)) ||
      (label && !is_word(*label))) {
    throw fail();
  }
  return {std::string(rest), label.value_or(""), device.value_or(""), option.has_value(), path.value_or("")};
}

bool holds_for_version(std::string_view key, std::string_view name, std::string_view version) {
  if (version.empty() || !key.starts_with(name)) return false;
  key.remove_prefix(name.size());
  if (key.starts_with(">=")) return numbers(version) >= numbers(key.substr(2));
  return key.starts_with("<") && numbers(version) < numbers(key.substr(1));
}

std::optional<std::string> expectation_key(std::span<const std::string> keys, const SubjectName& subject,
                                           std::string_view version) {
  const Lookup lookup(keys, version);
  SubjectName shorter = subject;
  if (auto key = lookup.exact(shorter.text())) return key;
  if (subject.name == "faulty") {
    shorter.name = "native";
    shorter.device.clear();
    return expectation_key(keys, shorter, version);
  }
  shorter.label.clear();
  if (auto key = lookup.exact(shorter.text())) return key;
  shorter.device.clear();
  if (auto key = lookup.exact(shorter.text())) return key;
  if (auto key = lookup.by_version(subject.name)) return key;
  if (subject.audit) {
    if (auto key = lookup.exact("audit")) return key;
  }
  if (auto key = lookup.exact(subject.name)) return key;
  return counts_versions(subject.name) ? lookup.exact("default") : std::nullopt;
}

}  // namespace gradproof::checks
