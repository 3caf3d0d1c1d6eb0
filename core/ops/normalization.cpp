// layer_norm, and what it shares with the other normalizations.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/normalization.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace normalization {

Statistics statistics(const Tensor& x, IntArrayRef dims, double eps) {
  const Tensor mean = x.mean(dims, true), centered = x - mean;
  return {mean, ((centered * centered).mean(dims, true) + eps).rsqrt()};
}

Tensor input_gradient(const Tensor& g, const Tensor& normalized, const Tensor& inverse, IntArrayRef dims) {
  return inverse * (g - g.mean(dims, true) - normalized * (g * normalized).mean(dims, true));
}

DType compute_type(DType t) { return t == kHalf || t == kBFloat16 ? kFloat : t; }

void expect_types(const char* operation, const Tensor& input, std::initializer_list<const Tensor*> parameters) {
  if (!is_floating(input.dtype()))
    raise(ErrorKind::not_implemented, std::string("\"") + operation + "\" not implemented for '" +
                                          std::string(scalar_name(input.dtype())) + "'; convert with .to(kFloat)");
  for (const Tensor* t : parameters)
    if (t->defined() && t->dtype() != input.dtype() && t->dtype() != compute_type(input.dtype()))
      raise(ErrorKind::dtype, std::string(operation) + ": mixed dtype (CPU): expect parameter to have scalar type of " +
                                  std::string(scalar_name(compute_type(input.dtype()))) + ", found " +
                                  std::string(scalar_name(t->dtype())));
}

void expect_elements(const char* name, const Tensor& t, std::int64_t count) {
  if (t.defined() && t.numel() != count)
    raise(ErrorKind::shape, std::string(name) + " should contain " + std::to_string(count) + " elements not " +
                                std::to_string(t.numel()));
}

Tensor defined(const Tensor& t) { return t.defined() ? t : empty({0}); }

}  // namespace normalization

namespace {

using namespace normalization;

struct LayerNorm {
  int leading;  ///< dimensions that are not normalized
  double eps;
};

std::vector<std::int64_t> dims_from(int first, std::int64_t rank) {
  std::vector<std::int64_t> dims;
  for (std::int64_t d = first; d < rank; ++d) dims.push_back(d);
  return dims;
}

// Saved: input, mean, inverse, weight, bias.
void layer_norm_gradient(Backward& b) {
  const auto& a = b.attributes<LayerNorm>();
  const DType type = compute_type(b.grad().dtype());
  const Tensor x = b.saved(0).to(type), g = b.grad().to(type), weight = saved_or_undefined(b, 3);
  const std::vector<std::int64_t> dims = dims_from(a.leading, x.dim());
  Statistics s = {b.saved(1), b.saved(2)};
  saved_or_undefined(b, 4);  // checked like the others
  if (GradMode::is_enabled()) s = statistics(x, dims, a.eps);
  const Tensor normalized = (x - s.mean) * s.inverse;
  if (b.wants(0)) b.give(0, input_gradient(weight.defined() ? g * weight.to(type) : g, normalized, s.inverse, dims));
  if (b.wants(1)) b.give(1, g * normalized);
  if (b.wants(2)) b.give(2, g);
}
constexpr GradientRule kLayerNorm = {"NativeLayerNormBackward0", layer_norm_gradient};

void expect_layer_norm_shapes(const Tensor& input, IntArrayRef shape, const Tensor& weight, const Tensor& bias) {
  if (shape.empty())
    raise(ErrorKind::shape,
          "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
          "normalized_shape = []");
  for (const auto& [name, t] : {std::pair("weight", &weight), std::pair("bias", &bias)})
    if (t->defined() && !(t->sizes() == shape))
      raise(ErrorKind::shape, std::string("Expected ") + name + " to be of same shape as normalized_shape, but got " +
                                  name + " of shape " + to_string(t->sizes()) +
                                  " and normalized_shape = " + to_string(shape));
  const std::size_t rank = input.sizes().size(), count = shape.size();
  if (rank < count || !(IntArrayRef(input.sizes().data() + (rank - count), count) == shape)) {
    std::string expected = to_string(shape);
    expected.insert(1, "*, ");
    raise(ErrorKind::shape, "Given normalized_shape=" + to_string(shape) + ", expected input with shape " + expected +
                                ", but got input of size" + to_string(input.sizes()));
  }
}

}  // namespace

Tensor layer_norm(const Tensor& input, IntArrayRef normalized_shape, const Tensor& weight, const Tensor& bias,
                  double eps, bool) {
  expect_layer_norm_shapes(input, normalized_shape, weight, bias);
  expect_types("LayerNormKernelImpl", input, {&weight, &bias});
  const int leading = int(input.dim()) - int(normalized_shape.size());
  const DType type = compute_type(input.dtype());
  Statistics s;
  Tensor out;
  {
    NoGradGuard no_grad;
    const Tensor x = input.to(type);
    s = statistics(x, dims_from(leading, x.dim()), eps);
    out = (x - s.mean) * s.inverse;
    if (weight.defined()) out.mul_(weight.to(type));
    if (bias.defined()) out.add_(bias.to(type));
    out->storage->restart_version();  // these writes are part of making it
    out = out.to(input.dtype());
  }
  const Tensor w = defined(weight), b = defined(bias);
  record(kLayerNorm, out, {&input, &w, &b},
         {save(input), save(s.mean), save(s.inverse), save_defined(weight), save_defined(bias)},
         LayerNorm{leading, eps});
  return out;
}

}  // namespace gradproof
