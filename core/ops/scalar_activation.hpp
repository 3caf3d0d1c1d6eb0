#pragma once
#include <gradproof/core/ops/scalar_function.hpp>

namespace gradproof::scalar {

// Activations of one number, floating types only.
struct Gelu : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return a * T(0.5) * (T(1) + std::erf(a * T(0.7071067811865476)));
  }
};
struct GeluTanh : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(0.5) * a * (T(1) + std::tanh(T(0.7978845608028654) * (a + T(0.044715) * a * a * a)));
  }
};
struct Silu : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return a / (T(1) + std::exp(-a));
  }
};
struct Mish : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return a * std::tanh(std::log1p(std::exp(a)));
  }
};
struct LogSigmoid : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return (a > 0 ? T(0) : a) - std::log1p(std::exp(-std::fabs(a)));
  }
};
struct Hardsigmoid : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return a != a ? a : a <= T(-3) ? T(0) : a >= T(3) ? T(1) : (a + T(3)) / T(6);
  }
};
struct Hardswish : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    const T ramp = a + T(3);
    return a * (ramp <= T(0) ? T(0) : ramp >= T(6) ? T(6) : ramp) / T(6);
  }
};
struct Selu : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(1.0507009873554805) * (a > 0 ? a : T(1.6732632423543772) * std::expm1(a));
  }
};

// Gradients in one pass: `grad` times the slope at a. Those with a number take the operand first: of three, only the
// first is never one number repeated, which a gradient often is.
struct GeluBackward : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T grad, T a) {
    const T cdf = T(0.5) * (T(1) + std::erf(a * T(0.7071067811865476)));
    return grad * (cdf + a * std::exp(a * a * T(-0.5)) * T(0.3989422804014327));
  }
};
struct SiluBackward : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T grad, T a) {
    const T s = T(1) / (T(1) + std::exp(-a));
    return grad * (s * (a * (T(1) - s) + T(1)));
  }
};
struct MishBackward : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T grad, T a) {
    const T s = T(1) / (T(1) + std::exp(-a)), t = std::tanh(a > T(20) ? a : std::log1p(std::exp(a)));
    return grad * (t + a * s * (T(1) - t * t));
  }
};
struct LogSigmoidBackward : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T grad, T a) {
    return grad * (T(1) / (T(1) + std::exp(a)));
  }
};
struct LeakyReluBackward : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T grad, T slope) {
    return a > 0 ? grad : grad * slope;
  }
};
struct EluBackward : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T grad, T alpha) {
    return a > 0 ? grad : grad * std::exp(a) * alpha;
  }
};

// With one or two numbers beside the element.
struct LeakyRelu : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T slope, T) {
    return a > 0 ? a : a * slope;
  }
};
struct Elu : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T alpha, T) {
    return a <= 0 ? std::expm1(a) * alpha : a;
  }
};
struct Celu : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T alpha, T) {
    return a > 0 ? a : alpha * std::expm1(a / alpha);
  }
};
struct Softplus : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T beta, T threshold) {
    return a * beta > threshold ? a : std::log1p(std::exp(a * beta)) / beta;
  }
};
struct HardShrink : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T bound, T) {
    return a >= -bound && a <= bound ? T(0) : a;
  }
};
struct SoftShrink : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T bound, T) {
    return a > bound ? a - bound : a < -bound ? a + bound : a != a ? a : T(0);
  }
};
struct Logit : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T margin, T) {
    const T x = margin < 0 ? a : a < margin ? margin : a > 1 - margin ? 1 - margin : a;
    return std::log(x / (1 - x));
  }
};
struct Threshold {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T threshold, T value) {
    return a <= threshold ? value : a;
  }
};

}  // namespace gradproof::scalar
