// batch_norm and group_norm: parameters belong to channels, dimension 1.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/normalization.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

using namespace normalization;

/// All dimensions but the channels'.
std::vector<std::int64_t> other_dims(const Tensor& t) {
  std::vector<std::int64_t> dims;
  for (std::int64_t d = 0; d < t.dim(); ++d)
    if (d != 1) dims.push_back(d);
  return dims;
}

/// One number per channel, laid along dimension 1 of `like`.
Tensor along_channels(const Tensor& t, const Tensor& like, DType type) {
  std::vector<std::int64_t> sizes(std::size_t(like.dim()), 1);
  sizes[1] = t.numel();
  return t.to(type).view(sizes);
}

std::int64_t channels(const Tensor& input) { return input.dim() > 1 ? input.size(1) : 0; }

/// out * weight + bias, in place.
void scale_and_shift(const Tensor& out, const Tensor& weight, const Tensor& bias) {
  if (weight.defined()) out.mul_(along_channels(weight, out, out.dtype()));
  if (bias.defined()) out.add_(along_channels(bias, out, out.dtype()));
  out->storage->restart_version();  // these writes are part of making it
}

// batch_norm
// -----------------------------------------------------------------------------------------------------------
struct BatchNorm {
  bool training;
  double eps;
};

Statistics running_statistics(const Tensor& mean, const Tensor& var, const Tensor& like, DType type, double eps) {
  return {along_channels(mean, like, type), (along_channels(var, like, type) + eps).rsqrt()};
}

/// Of a batch PyTorch adds up in double, and keeps what comes out in the type that is computed in.
Statistics batch_statistics(const Tensor& x, double eps) {
  const Statistics s = statistics(x.to(kDouble), other_dims(x), eps);
  return {s.mean.to(x.dtype()), s.inverse.to(x.dtype())};
}

// Saved: input, weight, running mean, running var, mean, inverse.
void batch_norm_gradient(Backward& b) {
  const auto& a = b.attributes<BatchNorm>();
  const DType type = a.training ? kDouble : compute_type(b.grad().dtype());
  const Tensor x = b.saved(0).to(type), g = b.grad().to(type), weight = saved_or_undefined(b, 1);
  const Tensor running_mean = saved_or_undefined(b, 2), running_var = saved_or_undefined(b, 3);
  const std::vector<std::int64_t> dims = other_dims(x);
  Statistics s = {saved_or_undefined(b, 4), saved_or_undefined(b, 5)};
  if (!a.training)
    s = running_statistics(running_mean, running_var, x, type, a.eps);
  else if (GradMode::is_enabled())
    s = statistics(x, dims, a.eps);
  const Tensor normalized = (x - s.mean) * s.inverse;
  if (b.wants(0)) {
    const Tensor scaled = weight.defined() ? g * along_channels(weight, x, type) : g;
    b.give(0, a.training ? input_gradient(scaled, normalized, s.inverse, dims) : scaled * s.inverse);
  }
  if (b.wants(1)) b.give(1, (g * normalized).sum(dims));
  if (b.wants(2)) b.give(2, g.sum(dims));
}
constexpr GradientRule kBatchNorm = {"NativeBatchNormBackward0", batch_norm_gradient};

void expect_batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& mean,
                       const Tensor& var, bool training) {
  for (const auto& [name, t] : {std::pair("running_mean", &mean), std::pair("running_var", &var)}) {
    if (!training && !t->defined())
      raise(ErrorKind::argument, std::string(name) + " must be defined in evaluation mode");
    expect_elements(name, *t, channels(input));
  }
  expect_elements("weight", weight, channels(input));
  expect_elements("bias", bias, channels(input));
  expect_types("batch_norm", input, {&weight, &bias, &mean, &var});
}

/// running = (1 - momentum) * running + momentum * now, past the counter: a batch leaves saved statistics valid.
void move_running(const Tensor& running, const Tensor& now, double momentum) {
  if (running.defined())
    running.data().mul_(1 - momentum).add_(now.view(running.sizes()).to(running.dtype()), momentum);
}

void move_running_statistics(const Tensor& mean, const Tensor& var, const Tensor& x, const Statistics& s,
                             double momentum) {
  const std::vector<std::int64_t> dims = other_dims(x);
  const Tensor centered = x - s.mean;
  const double count = double(x.numel()) / double(channels(x));
  move_running(mean, s.mean, momentum);
  move_running(var, (centered * centered).sum(dims) / (count - 1), momentum);
}

/// PyTorch's answer for an input without elements: a copy that every parameter has a (zero) gradient through.
Tensor without_elements(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  Tensor out = input.clone();
  if (weight.defined()) out = out * weight[0];
  if (bias.defined()) out = out + bias[0];
  return out;
}

// group_norm
// -----------------------------------------------------------------------------------------------------------
struct GroupNorm {
  std::int64_t groups;
  double eps;
};

/// [samples, groups, rest]: a group's elements in one row.
Tensor grouped(const Tensor& t, std::int64_t groups) {
  const std::int64_t rows = t.size(0) * groups;
  return t.reshape({t.size(0), groups, rows ? t.numel() / rows : 0});
}

// Saved: input, weight, mean, inverse.
void group_norm_gradient(Backward& b) {
  const auto& a = b.attributes<GroupNorm>();
  const DType type = compute_type(b.grad().dtype());
  const Tensor x = b.saved(0).to(type), g = b.grad().to(type), weight = saved_or_undefined(b, 1);
  const Tensor rows = grouped(x, a.groups);
  Statistics s = {b.saved(2), b.saved(3)};
  if (GradMode::is_enabled()) s = statistics(rows, {2}, a.eps);
  const Tensor normalized = (rows - s.mean) * s.inverse;
  if (b.wants(0)) {
    const Tensor scaled = weight.defined() ? g * along_channels(weight, x, type) : g;
    b.give(0, input_gradient(grouped(scaled, a.groups), normalized, s.inverse, {2}).reshape(x.sizes()));
  }
  if (b.wants(1)) b.give(1, (g * normalized.reshape(x.sizes())).sum(other_dims(x)));
  if (b.wants(2)) b.give(2, g.sum(other_dims(x)));
}
constexpr GradientRule kGroupNorm = {"NativeGroupNormBackward0", group_norm_gradient};

void expect_group_norm(const Tensor& input, std::int64_t groups, const Tensor& weight, const Tensor& bias) {
  if (input.dim() < 2)
    raise(ErrorKind::shape,
          "Expected at least 2 dimensions for input tensor but received " + std::to_string(input.dim()));
  if (groups <= 0)
    raise(ErrorKind::argument, "Expected num groups to be greater than 0, got " + std::to_string(groups));
  if (input.size(1) % groups)
    raise(ErrorKind::shape,
          "Expected number of channels in input to be divisible by num_groups, but got input of shape " +
              to_string(input.sizes()) + " and num_groups=" + std::to_string(groups));
  for (const auto& [name, t] : {std::pair("weight", &weight), std::pair("bias", &bias)})
    if (t->defined() && (t->dim() != 1 || t->numel() != input.size(1)))
      raise(ErrorKind::shape, std::string("Expected ") + name +
                                  " to be a vector of size equal to the number of channels in input, but got " + name +
                                  " of shape " + to_string(t->sizes()) + " and input of shape " +
                                  to_string(input.sizes()));
  expect_types("GroupNormKernelImpl", input, {&weight, &bias});
}

}  // namespace

Tensor batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean,
                  const Tensor& running_var, bool training, double momentum, double eps, bool) {
  expect_batch_norm(input, weight, bias, running_mean, running_var, training);
  if (input.numel() == 0) return without_elements(input, weight, bias);
  const DType type = compute_type(input.dtype());
  Statistics s;
  Tensor out;
  {
    NoGradGuard no_grad;
    const Tensor x = input.to(type);
    s = training ? batch_statistics(x, eps) : running_statistics(running_mean, running_var, x, type, eps);
    out = (x - s.mean) * s.inverse;
    scale_and_shift(out, weight, bias);
    out = out.to(input.dtype());
    if (training) move_running_statistics(running_mean, running_var, x, s, momentum);
  }
  const Tensor w = defined(weight), b = defined(bias);
  record(kBatchNorm, out, {&input, &w, &b},
         {save(input), save_defined(weight), save_defined(running_mean), save_defined(running_var),
          save(s.mean, training), save(s.inverse, training)},
         BatchNorm{training, eps});
  return out;
}

Tensor group_norm(const Tensor& input, std::int64_t num_groups, const Tensor& weight, const Tensor& bias, double eps,
                  bool) {
  expect_group_norm(input, num_groups, weight, bias);
  const DType type = compute_type(input.dtype());
  Statistics s;
  Tensor out;
  {
    NoGradGuard no_grad;
    const Tensor rows = grouped(input.to(type), num_groups);
    s = statistics(rows, {2}, eps);
    out = empty(input.sizes(), input.options().dtype(type));
    grouped(out, num_groups).copy_((rows - s.mean) * s.inverse);
    scale_and_shift(out, weight, bias);
    out = out.to(input.dtype());
  }
  const Tensor w = defined(weight), b = defined(bias);
  record(kGroupNorm, out, {&input, &w, &b}, {save(input), save_defined(weight), save(s.mean), save(s.inverse)},
         GroupNorm{num_groups, eps});
  return out;
}

}  // namespace gradproof
