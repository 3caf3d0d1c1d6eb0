// Instance normalization is batch normalization with the batch's items taken for channels.
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/normalization.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof {

Tensor instance_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean,
                     const Tensor& running_var, bool use_input_stats, double momentum, double eps, bool) {
  if (!use_input_stats && !(running_mean.defined() && running_var.defined()))
    raise(ErrorKind::value, "Expected running_mean and running_var to be defined when use_input_stats is false");
  if (input.dim() < 2)
    raise(ErrorKind::shape, "instance_norm: expected an input [N, C, ...], found sizes " + to_string(input.sizes()));
  const std::int64_t items = input.size(0), channels = input.size(1);
  std::vector<std::int64_t> sizes = input.sizes().vec();
  sizes[1] *= items;
  sizes[0] = 1;
  const auto for_each_item = [&](const Tensor& t) { return t.defined() ? t.repeat({items}) : t; };
  const Tensor mean = for_each_item(running_mean), var = for_each_item(running_var);
  const Tensor out = batch_norm(input.reshape(sizes), for_each_item(weight), for_each_item(bias), mean, var,
                                use_input_stats, momentum, eps);
  {
    NoGradGuard no_grad;
    if (mean.defined()) running_mean.copy_(mean.view({items, channels}).mean(0));
    if (var.defined()) running_var.copy_(var.view({items, channels}).mean(0));
  }
  return out.view(input.sizes());
}

}  // namespace gradproof
