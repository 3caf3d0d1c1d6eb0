#include <cmath>
#include <gradproof/core/autograd/gradcheck_difference.hpp>

namespace gradproof::autograd {

Difference difference(const Stencil& f, double step, double scale, const Precision& p) {
  const double left = (f[2] - f[1]) / step, right = (f[3] - f[2]) / step;
  const double one = (f[3] - f[1]) / (2 * step), two = (f[4] - f[0]) / (4 * step);
  const double value = (4 * one - two) / 3, disagreement = std::fabs(one - two);
  const double noise = p.roundoff * scale / step;
  const double tolerance = p.atol + p.rtol * std::fabs(value) + 8 * noise + disagreement / 4;
  // A smooth bend doubles when the step does, so this vanishes to third order; at a kink it is the jump of the slope.
  const double bend_one = right - left, bend_two = ((f[4] - f[2]) - (f[2] - f[0])) / (2 * step);
  const double jump = std::fabs(2 * bend_one - bend_two);
  const double size = std::fmax(std::fabs(left), std::fabs(right));
  const bool smooth = jump <= p.atol + p.rtol * size + 64 * noise &&
                      disagreement <= p.curvature * std::fmax(1, size) + 64 * noise && std::isfinite(value);
  return {value, tolerance, left, right, !smooth};
}

}  // namespace gradproof::autograd
