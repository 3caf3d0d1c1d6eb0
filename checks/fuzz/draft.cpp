#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/fuzz/draft.hpp>

namespace gradproof::checks::fuzz {

std::string text(const Shape& shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

int element_count(const Shape& shape) {
  int count = 1;
  for (const int size : shape) count *= size;
  return count;
}

const Variable* Draft::choose(const std::function<bool(const Variable&)>& fits) {
  std::vector<const Variable*> fitting;
  for (const auto& variable : variables)
    if (fits(variable)) fitting.push_back(&variable);
  if (fitting.empty()) return nullptr;
  const int count = static_cast<int>(fitting.size());
  return fitting[static_cast<std::size_t>(std::max(random.below(count), random.below(count)))];
}

int Draft::new_memory(Range range) {
  memories_.push_back({range, {}});
  return static_cast<int>(memories_.size()) - 1;
}

int Draft::new_family(const Family& family) {
  families_.push_back(family);
  return static_cast<int>(families_.size()) - 1;
}

std::string Draft::fresh(std::string_view prefix) { return fmt::format("{}{}", prefix, ++names_); }

void Draft::line(std::string_view text) {
  lines_.push_back(std::string(static_cast<std::size_t>(4 * depth_), ' ').append(text));
}

std::string_view Draft::prelude(std::string_view name) {
  prelude_.emplace(name);
  return name;
}

void Draft::observe(const std::string& expression) {
  if (std::ranges::find(observed_, expression) == observed_.end()) observed_.push_back(expression);
}

std::string Draft::number(double low, double high) {
  const int tenths = random.between(static_cast<int>(std::ceil(low * 10)), static_cast<int>(std::floor(high * 10)));
  return fmt::format("{:.1f}", (tenths % 10 == 0 ? tenths + 3 : tenths) / 10.0);
}

std::string Draft::source() const {
  std::string text = "import torch\nimport torch.nn.functional as F\n";
  if (!prelude_.empty()) text += fmt::format("from gradproof.prelude import {}\n", fmt::join(prelude_, ", "));
  for (const auto& line : lines_) text.append(line).push_back('\n');
  return text;
}

}  // namespace gradproof::checks::fuzz
