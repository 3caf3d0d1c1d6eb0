#pragma once
// Whether the derivative that backward computes is the one that the function has: held against central differences, and
// whether the pass kept its hands off what is not its own. Read first: gradcheck(), then GradcheckReport.
#include <gradproof/core/autograd/autograd.hpp>
#include <gradproof/core/layout/function_ref.hpp>

namespace gradproof::autograd {

struct GradcheckOptions {
  std::string name = "the function";  ///< how the report calls it
  /// Random directions instead of every element; a pair of input and output that fails or has a kink is checked in
  /// full.
  bool fast = false;
  /// Step of the differences relative to max(|x|, 1/4); tolerance atol + rtol * |difference| + measured error of the
  /// difference. Not given: 2^-17, 1e-7, 1e-6 for float64 and 2^-6, 1e-4, 1e-3 where a float32 takes part.
  std::optional<double> step, atol, rtol;
  std::uint64_t seed = 1;     ///< of the random directions and incoming gradients
  std::size_t findings = 16;  ///< at most so many are kept; all are counted
};

/// One thing that is wrong.
struct GradcheckFinding {
  enum class Kind {
    gradient,          ///< analytic and numeric derivative differ
    input_written,     ///< forward or backward changed an input's bytes or counter
    saved_written,     ///< forward or backward changed a saved tensor
    incoming_written,  ///< backward changed the gradient it was given
    nondeterministic,  ///< two runs gave different bits
    layout,            ///< the result depends on how an input or an incoming gradient lies in memory
    nothing_checked    ///< every element was a kink
  };
  Kind kind;
  std::string text;
  // Of `gradient` alone: places as row-major element numbers.
  int output = -1, input = -1;
  std::int64_t output_element = -1, input_element = -1;
  double analytic = 0, numeric = 0, tolerance = 0;
};

/// A place without a derivative: the differences to the left and to the right do not agree. Skipped, never passed.
struct GradcheckKink {
  int output, input;
  std::int64_t output_element, input_element;
  double left, right;
};

struct GradcheckReport {
  bool ok = true;
  std::string text;  ///< the whole report, for people
  std::vector<GradcheckFinding> findings;
  std::vector<GradcheckKink> kinks;
  std::int64_t checked = 0;  ///< derivatives compared: elements of the Jacobian, or projections
  std::int64_t wrong = 0;    ///< of them, beyond tolerance
  explicit operator bool() const { return ok; }
};

using GradcheckFunction = FunctionRef<TensorList(const TensorList&)>;

GradcheckReport run_gradcheck(GradcheckFunction f, const TensorList& inputs, const GradcheckOptions& options);
GradcheckReport run_gradgradcheck(GradcheckFunction f, const TensorList& inputs, const GradcheckOptions& options);
/// Throws Error `assertion` with the report's text unless it is ok.
void expect_ok(const GradcheckReport& report);

inline TensorList listed(Tensor t) { return {std::move(t)}; }
inline TensorList listed(TensorList all) { return all; }

/// Compares the gradients of `f` (of a TensorList, to a Tensor or a TensorList) at `inputs` with central differences.
/// Inputs that require grad are float32 or float64, of any layout; others are constants. Outputs that do not require
/// grad are ignored, unless none does: then the differences must be zero. An undefined gradient is zero.
/// Throws `argument` where no input requires grad, and what `f` and its backward throw.
template <class F>
GradcheckReport gradcheck(F&& f, const TensorList& inputs, const GradcheckOptions& options = {}) {
  const auto call = [&](const TensorList& in) { return listed(f(in)); };
  return run_gradcheck(call, inputs, options);
}

/// The same for the gradients' own gradients, with respect to the inputs and to random incoming gradients.
template <class F>
GradcheckReport gradgradcheck(F&& f, const TensorList& inputs, const GradcheckOptions& options = {}) {
  const auto call = [&](const TensorList& in) { return listed(f(in)); };
  return run_gradgradcheck(call, inputs, options);
}

/// Throwing forms. Throws `assertion` with the report.
template <class F>
void expect_gradcheck(F&& f, const TensorList& inputs, const GradcheckOptions& options = {}) {
  expect_ok(gradcheck(f, inputs, options));
}
template <class F>
void expect_gradgradcheck(F&& f, const TensorList& inputs, const GradcheckOptions& options = {}) {
  expect_ok(gradgradcheck(f, inputs, options));
}

}  // namespace gradproof::autograd
