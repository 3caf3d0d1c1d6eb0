#pragma once
#include <array>

namespace gradproof::autograd {

/// How differences are taken and how far they may be off, by the least precise type that takes part.
struct Precision {
  double step;  ///< relative to max(|x|, 1/4)
  double atol, rtol;
  double roundoff;   ///< relative error of one value of the function
  double curvature;  ///< how much of the derivative one and two steps may disagree about where it is smooth
};

/// A function's values at -2h, -h, 0, h, 2h.
using Stencil = std::array<double, 5>;

/// The derivative that a stencil shows.
struct Difference {
  double value;      ///< central differences of one and two steps, extrapolated
  double tolerance;  ///< atol + rtol * |value| + the measured error of `value`
  double left, right;
  bool kink;  ///< left and right do not agree beyond what curvature explains, or are not finite
};

/// `step` is h itself; `scale` bounds the terms that were added up to one value, which sets its roundoff.
Difference difference(const Stencil& f, double step, double scale, const Precision& p);

}  // namespace gradproof::autograd
