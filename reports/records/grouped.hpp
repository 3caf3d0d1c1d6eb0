#pragma once
#include <cstdint>
#include <string>

namespace gradproof::records {

/// 10000000 as "10,000,000". Of no negative number.
inline std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace gradproof::records
