#include <algorithm>
#include <gradproof/checks/program/header_words.hpp>

namespace gradproof::checks {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }

bool is_name(std::string_view text) {
  return !text.empty() && !is_digit(text[0]) && text[0] != '-' && std::all_of(text.begin(), text.end(), is_word);
}

bool is_label(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_word(c) || c == '.' || c == '+'; });
}

/// 2, 2.1, 2.1.0: numbers with dots between.
bool is_version(std::string_view text) {
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; }) &&
         text.find("..") == std::string_view::npos;
}

/// The name before `<` or `>=` and whether a version follows; empty when there is neither or no version.
std::string_view versioned_name(std::string_view text) {
  const std::size_t sign = text.find_first_of("<>");
  if (sign == std::string_view::npos) return {};
  const std::size_t version = text.substr(sign).starts_with(">=") ? sign + 2
                              : text[sign] == '<'                 ? sign + 1
                                                                  : text.size();
  return is_version(text.substr(version)) ? text.substr(0, sign) : std::string_view();
}

}  // namespace

bool is_subject_key(std::string_view key) {
  if (is_name(versioned_name(key))) return true;
  if (key.ends_with("+audit")) key.remove_suffix(6);
  const std::size_t colon = key.find(':');
  if (colon != std::string_view::npos) {
    if (!is_label(key.substr(colon + 1))) return false;
    key = key.substr(0, colon);
  }
  const std::size_t label = key.find('@');
  if (label == std::string_view::npos) return is_name(key);
  return is_name(key.substr(0, label)) && is_label(key.substr(label + 1));
}

bool is_need(std::string_view need) {
  if (need.starts_with("prelude:")) return is_name(need.substr(8));
  return need == "gpu" || versioned_name(need) == "torch";
}

}  // namespace gradproof::checks
