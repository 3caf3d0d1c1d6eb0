// torch.nn.functional.
#include <gradproof/checks/program/names_rows.hpp>

namespace gradproof::checks {
namespace {

constexpr TensorRow functional[] = {
    // activations
    {"tm_i", "relu(input)"},
    {"f", "relu(input, inplace=False)"},
    {"f", "relu_(input)"},
    {"f", "relu6(input, inplace=False)"},
    {"j", "leaky_relu(input, negative_slope=0.01)"},
    {"f", "leaky_relu(input, negative_slope=0.01, inplace=False)"},
    {"j", "elu(input, alpha=1.0)"},
    {"f", "elu(input, alpha=1.0, inplace=False)"},
    {"tij", "selu(input)"},
    {"f", "selu(input, inplace=False)"},
    {"tij", "celu(input, alpha=1.0)"},
    {"f", "celu(input, alpha=1.0, inplace=False)"},
    {"jr", "rrelu(input, lower=0.125, upper=0.3333333333333333, training=False)"},
    {"fr", "rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False)"},
    {"tmf", "prelu(input, weight)"},
    {"f", "gelu(input, *, approximate='none')"},
    {"f", "silu(input, inplace=False)"},
    {"f", "mish(input, inplace=False)"},
    {"f", "softplus(input, beta=1, threshold=20)"},
    {"f", "softsign(input)"},
    {"f", "logsigmoid(input)"},
    {"f", "tanhshrink(input)"},
    {"f", "hardshrink(input, lambd=0.5)"},
    {"f", "softshrink(input, lambd=0.5)"},
    {"j", "hardtanh(input, min_val=-1.0, max_val=1.0)"},
    {"f", "hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False)"},
    {"f", "hardsigmoid(input, inplace=False)"},
    {"f", "hardswish(input, inplace=False)"},
    {"tij", "threshold(input, threshold, value)"},
    {"f", "threshold(input, threshold, value, inplace=False)"},
    {"f", "glu(input, dim=-1)"},
    {"fr", "gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1)"},
    // layers
    {"f", "linear(input, weight, bias=None)"},
    {"f", "bilinear(input1, input2, weight, bias=None)"},
    {"f",
     "embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, "
     "sparse=False)"},
    {"fr", "dropout(input, p=0.5, training=True, inplace=False)"},
    {"fr", "dropout1d(input, p=0.5, training=True, inplace=False)"},
    {"fr", "dropout2d(input, p=0.5, training=True, inplace=False)"},
    {"fr", "alpha_dropout(input, p=0.5, training=False, inplace=False)"},
    {"fr", "feature_alpha_dropout(input, p=0.5, training=False, inplace=False)"},
    {"f", "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)"},
    {"f",
     "batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, "
     "eps=1e-05)"},
    {"f",
     "instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, "
     "momentum=0.1, eps=1e-05)"},
    {"f", "group_norm(input, num_groups, weight=None, bias=None, eps=1e-05)"},
    {"f", "rms_norm(input, normalized_shape, weight=None, eps=None)"},
    {"f", "normalize(input, p=2.0, dim=1, eps=1e-12, out=None)"},
    {"f", "conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"},
    {"f", "conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"},
    {"f", "conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)"},
    {"f", "conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)"},
    {"f", "max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)"},
    {"f", "max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)"},
    {"f", "avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)"},
    {"f",
     "avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, "
     "divisor_override=None)"},
    {"f", "adaptive_avg_pool1d(input, output_size)"},
    {"f", "adaptive_avg_pool2d(input, output_size)"},
    {"f", "pad(input, pad, mode='constant', value=None)"},
    {"f",
     "interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, "
     "recompute_scale_factor=None, antialias=False)"},
    {"f", "pixel_shuffle(input, upscale_factor)"},
    {"f", "cosine_similarity(x1, x2, dim=1, eps=1e-8)"},
    {"f", "pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False)"},
    {"fr",
     "scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, "
     "scale=None, enable_gqa=False)"},
    // losses
    {"f", "mse_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None)"},
    {"f", "l1_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None)"},
    {"f", "smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)"},
    {"f", "huber_loss(input, target, reduction='mean', delta=1.0, weight=None)"},
    {"f",
     "cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, "
     "reduction='mean', label_smoothing=0.0)"},
    {"f", "nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')"},
    {"f", "binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction='mean')"},
    {"f",
     "binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, "
     "reduction='mean', pos_weight=None)"},
    {"f", "kl_div(input, target, size_average=None, reduce=None, reduction='mean', log_target=False)"},
    {"f", "hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction='mean')"},
    {"f", "margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean')"},
    {"f", "cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean')"},
    {"f",
     "triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, size_average=None, "
     "reduce=None, reduction='mean')"},
    {"f", "soft_margin_loss(input, target, size_average=None, reduce=None, reduction='mean')"},
};

}  // namespace

std::span<const TensorRow> functional_rows() { return functional; }

}  // namespace gradproof::checks
