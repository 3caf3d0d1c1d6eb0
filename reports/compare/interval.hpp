#pragma once
#include <gradproof/reports/records/measurement.hpp>
#include <vector>

namespace gradproof::reports {

/// The middle value; of an even number the mean of the two in the middle. `values` must not be empty.
double median(std::vector<double> values);

/// The value below which nine tenths of the values lie (nearest rank). `values` must not be empty.
double ninth_decile(std::vector<double> values);

/// The exact interval for the median of what `values` were drawn from: two order statistics, by inverting the sign
/// test. It asks for independent values and for nothing else: no symmetry, no normal distribution, no limit on
/// outliers. The narrowest pair with at least the wanted confidence (0..1); where there are too few values for that,
/// their whole range. Either way the result states the confidence it has. `values` must not be empty.
records::Interval median_interval(std::vector<double> values, double confidence);

}  // namespace gradproof::reports
