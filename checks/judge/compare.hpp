#pragma once
#include <gradproof/reports/records/value.hpp>
#include <string_view>

namespace gradproof::checks {

/// How far from the value that is due a gradient was observed.
enum class Difference {
  none,
  missing,  ///< null, where a gradient is due
  wrong
};

/// Whether `seen` is `due` within the relative `tolerance`. Lists must nest alike. Where both are integers they must be
/// equal; other numbers are compared with tolerance, true and false as 1 and 0 (not every framework has bools). Beside
/// large elements of one array a small one is allowed a rounding error of theirs. NaN equals NaN, an infinity equals
/// itself, also spelled "nan", "inf", "-inf"; null and texts equal only themselves.
bool equal(const records::Value& seen, const records::Value& due, double tolerance);

/// The same for gradients. No gradient at all and a gradient of zeros mean the same derivative, so zeros may stand
/// where none is due; null where zeros are due is still `missing`: somebody waits for them.
Difference compare_gradient(const records::Value& seen, const records::Value& due, double tolerance);

/// The value of `expression`, or null where `values` has none.
const records::Value* find(const records::Values& values, std::string_view expression);

}  // namespace gradproof::checks
