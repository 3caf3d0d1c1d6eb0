// Arrays as numpy prints them: the digits that tell each number apart, in columns of one width.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/subjects/native_numpy.hpp>
#include <gradproof/checks/subjects/native_values.hpp>

namespace gradproof::checks::native {
namespace {

constexpr int most_digits = 8;

std::string shortest(double x, DType dtype) {
  return dtype == kFloat ? fmt::format("{}", static_cast<float>(x)) : fmt::format("{}", x);
}

/// Digits behind the point that `x` needs, of those that numpy shows.
int fraction_digits(double x, DType dtype) {
  if (!std::isfinite(x) || x == std::trunc(x)) return 0;
  const std::string text = fmt::format("{:.{}f}", std::stod(shortest(x, dtype)), most_digits);
  return static_cast<int>(text.find_last_not_of('0') - text.find('.'));
}

bool needs_exponent(const std::vector<double>& numbers) {
  double least = INFINITY, most = 0;
  for (double x : numbers)
    if (std::isfinite(x) && x != 0) {
      least = std::min(least, std::abs(x));
      most = std::max(most, std::abs(x));
    }
  return most > 0 && (most >= 1e8 || least < 1e-4 || most / least > 1000);
}

std::string float_text(double x, int digits, bool exponent) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x < 0 ? "-inf" : "inf";
  if (exponent) return fmt::format("{:.{}e}", x, most_digits);
  std::string text = fmt::format("{:.{}f}", x, digits);
  if (digits == 0) return text + '.';
  const auto end = text.find_last_not_of('0') + 1;
  return text.substr(0, end) + std::string(text.size() - end, ' ');
}

std::vector<std::string> words(const Tensor& t) {
  std::vector<std::string> all;
  std::vector<double> numbers;
  for (const Scalar& s : elements(t)) numbers.push_back(s.toDouble());
  int digits = 0;
  for (double x : numbers) digits = std::max(digits, fraction_digits(x, t.dtype()));
  const bool exponent = needs_exponent(numbers);
  for (const Scalar& s : elements(t))
    all.push_back(is_floating(t.dtype()) ? float_text(s.toDouble(), digits, exponent)
                  : t.dtype() == kBool   ? s.toBool() ? "True" : "False"
                                         : fmt::format("{}", s.toLong()));
  return all;
}

std::string nested(const std::vector<std::string>& all, std::size_t& at, IntArrayRef sizes, std::size_t depth) {
  if (sizes.empty()) return all[at++];
  const IntArrayRef inner{sizes.data() + 1, sizes.size() - 1};
  const std::string gap = inner.empty() ? " " : std::string(inner.size(), '\n') + std::string(depth + 1, ' ');
  std::string text = "[";
  for (std::int64_t i = 0; i < sizes[0]; ++i) text += (i == 0 ? "" : gap) + nested(all, at, inner, depth + 1);
  return text + ']';
}

}  // namespace

std::string array_text(const Tensor& t) {
  std::vector<std::string> all = words(t);
  std::size_t width = 0, at = 0;
  for (const auto& word : all) width = std::max(width, word.size());
  if (t.dim() == 0) return all[0].ends_with('.') ? all[0] + '0' : all[0];
  for (auto& word : all) word.insert(0, width - word.size(), ' ');
  return nested(all, at, t.sizes(), 0);
}

}  // namespace gradproof::checks::native
