#pragma once
#include <span>
#include <string>
#include <string_view>

namespace gradproof::checks {

/// The candidate with the smallest edit distance to `word`, or "" when none is near enough to be a slip of the pen.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// "; did you mean 'candidate'?", or "" when none is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace gradproof::checks
