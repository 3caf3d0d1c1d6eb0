#pragma once
#include <string>
#include <string_view>

namespace gradproof::reports {

/// Text for an element or a quoted attribute: no character of it can end or open anything. Control characters are spelt
/// out ("\x07"), bytes that are not UTF-8 become U+FFFD; newline and tab stay.
std::string escape(std::string_view text);

/// A text as an id: letters, digits, '-' and '_' stay, any other byte becomes "." and two hexadecimal digits. Different
/// texts give different ids, and a text gives the same one in every report.
std::string anchor(std::string_view text);

}  // namespace gradproof::reports
