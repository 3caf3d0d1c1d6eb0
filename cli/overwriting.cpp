#include <fmt/format.h>

#include <filesystem>
#include <gradproof/cli/overwriting.hpp>
#include <stdexcept>
#include <system_error>

namespace gradproof::cli {

void refuse_overwriting(const std::string& input, const std::string& option, const std::string& output) {
  std::error_code absent;
  if (output.empty() || !std::filesystem::equivalent(input, output, absent)) return;
  throw std::invalid_argument(
      fmt::format("{} {} would overwrite a file that is read: {}; name another one", option, output, input));
}

}  // namespace gradproof::cli
