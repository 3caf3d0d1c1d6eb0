// Functions of two operands that are composed of the others, each recorded as PyTorch's one node.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <numbers>

namespace gradproof {
namespace {

constexpr double kLn2 = std::numbers::ln2;

void logaddexp2_gradient(Backward& b) {
  const Tensor a = b.saved(0), c = b.saved(1);
  if (b.wants(0)) b.give(0, (b.grad() / ((c - a).exp2() + 1)).sum_to_size(a.sizes()));
  if (b.wants(1)) b.give(1, (b.grad() / ((a - c).exp2() + 1)).sum_to_size(c.sizes()));
}
constexpr GradientRule kLogaddexp2 = {"Logaddexp2Backward0", logaddexp2_gradient};

struct SelfSizes {
  std::int64_t sizes[16];
  int dim;
};

void ldexp_gradient(Backward& b) {
  const Tensor exponent = b.saved(0);
  const auto& to = b.attributes<SelfSizes>();
  if (b.wants(0)) b.give(0, (b.grad() * exponent.exp2()).sum_to_size(IntArrayRef(to.sizes, std::size_t(to.dim))));
  if (b.wants(1)) b.give(1, (b.grad() * b.saved(1) * kLn2).sum_to_size(exponent.sizes()));
}
constexpr GradientRule kLdexp = {"LdexpBackward0", ldexp_gradient};

[[noreturn]] void heaviside_gradient(Backward&) {
  raise(ErrorKind::not_differentiable,
        "derivative for aten::heaviside is not implemented: it is constant but for a jump; detach() its input");
}
constexpr GradientRule kHeaviside = {"torch::autograd::NotImplemented", heaviside_gradient};

void prelu_gradient(Backward& b) {
  const Tensor x = b.saved(0), weight = b.saved(1), positive = x.detach().gt(0);
  if (b.wants(0)) b.give(0, where(positive, b.grad(), weight * b.grad()));
  if (b.wants(1)) b.give(1, where(positive, 0, x * b.grad()).sum_to_size(weight.sizes()));
}
constexpr GradientRule kPrelu = {"PreluKernelBackward0", prelu_gradient};

/// The weight in the shape that broadcasts over channels.
Tensor along_channels(const Tensor& weight, const Tensor& x) {
  if (weight.numel() == 1)
    return x.dim() == 0 ? weight.reshape({}) : weight.reshape(std::vector<std::int64_t>(std::size_t(x.dim()), 1));
  const std::int64_t channels = x.dim() > 1 ? x.size(1) : 1;
  if (weight.numel() != channels)
    raise(ErrorKind::shape, "Mismatch of parameter numbers and input channel size. Found parameter numbers = " +
                                std::to_string(weight.numel()) + " and channel size = " + std::to_string(channels));
  std::vector<std::int64_t> sizes(std::size_t(x.dim()), 1);
  sizes[1] = channels;
  return weight.reshape(sizes);
}

}  // namespace

Tensor logaddexp2(const Tensor& a, const Tensor& b) {
  if (const DType t = result_type(a, b); !is_floating(t))
    raise(ErrorKind::dtype,
          "\"logaddexp2_cpu\" not implemented for '" + std::string(scalar_name(t)) + "'; convert with .to() first");
  Tensor out;
  {
    NoGradGuard no_grad;
    out = (a * kLn2).logaddexp(b * kLn2) / kLn2;
  }
  record(kLogaddexp2, out, {&a, &b}, {save(a), save(b)});
  return out;
}

Tensor ldexp(const Tensor& x, const Tensor& exponent) {
  Tensor out;
  {
    NoGradGuard no_grad;
    out = x * exponent.exp2();
  }
  SelfSizes sizes{{}, int(x.dim())};
  for (int d = 0; d < sizes.dim; ++d) sizes.sizes[d] = x.size(d);
  record(kLdexp, out, {&x, &exponent}, {save(exponent), save_output(out, exponent.requires_grad())}, sizes);
  return out;
}

Tensor heaviside(const Tensor& x, const Tensor& values) {
  if (x.dtype() != values.dtype())
    raise(ErrorKind::dtype, "heaviside is not yet implemented for tensors with different dtypes: found " +
                                std::string(scalar_name(x.dtype())) + " and " +
                                std::string(scalar_name(values.dtype())) + "; convert one with .to()");
  Tensor out;
  {
    NoGradGuard no_grad;
    out = where(x.eq(0), values, x.gt(0).to(x.dtype()));
  }
  record(kHeaviside, out, {&x, &values}, {});
  return out;
}

Tensor float_power(const Tensor& x, const Tensor& exponent) { return x.to(kDouble).pow(exponent.to(kDouble)); }
Tensor float_power(const Tensor& x, const Scalar& exponent) { return x.to(kDouble).pow(exponent.toDouble()); }
Tensor float_power(const Scalar& x, const Tensor& exponent) { return pow(x.toDouble(), exponent.to(kDouble)); }

Tensor prelu(const Tensor& x, const Tensor& given) {
  if (x.dtype() != given.dtype())
    raise(ErrorKind::dtype, "prelu: Type promoting not supported. Got " + std::string(scalar_name(x.dtype())) +
                                " and " + std::string(scalar_name(given.dtype())));
  const Tensor weight = along_channels(given, x);
  Tensor out;
  {
    NoGradGuard no_grad;
    out = where(x.gt(0), x, weight * x);
  }
  record(kPrelu, out, {&x, &weight}, {save(x), save(weight)});
  return out;
}

}  // namespace gradproof
