// torch.nn: modules, their methods, initialisation; torch.optim.
#include <gradproof/checks/program/names_rows.hpp>

namespace gradproof::checks {
namespace {

constexpr MemberRow modules[] = {
    {"torch.nn", "Parameter(data, requires_grad=True)"},
    {"torch.nn", "Linear(in_features, out_features, bias=True, device=None, dtype=None)", "", true},
    {"torch.nn", "Bilinear(in1_features, in2_features, out_features, bias=True, device=None, dtype=None)", "", true},
    {"torch.nn",
     "Embedding(num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, "
     "scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None)",
     "", true},
    {"torch.nn",
     "Conv1d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, "
     "padding_mode='zeros', device=None, dtype=None)",
     "", true},
    {"torch.nn",
     "Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, "
     "padding_mode='zeros', device=None, dtype=None)",
     "", true},
    {"torch.nn", "Sequential(*args:each)"},
    {"torch.nn", "ModuleList(modules=None)"},
    {"torch.nn", "Identity()"},
    {"torch.nn", "Flatten(start_dim=1, end_dim=-1)"},
    {"torch.nn", "ReLU(inplace=False)"},
    {"torch.nn", "ReLU6(inplace=False)"},
    {"torch.nn", "LeakyReLU(negative_slope=0.01, inplace=False)"},
    {"torch.nn", "RReLU(lower=0.125, upper=0.3333333333333333, inplace=False)", "", true},
    {"torch.nn", "PReLU(num_parameters=1, init=0.25, device=None, dtype=None)"},
    {"torch.nn", "ELU(alpha=1.0, inplace=False)"},
    {"torch.nn", "SELU(inplace=False)"},
    {"torch.nn", "CELU(alpha=1.0, inplace=False)"},
    {"torch.nn", "GELU(approximate='none')"},
    {"torch.nn", "SiLU(inplace=False)"},
    {"torch.nn", "Mish(inplace=False)"},
    {"torch.nn", "Hardtanh(min_val=-1.0, max_val=1.0, inplace=False)"},
    {"torch.nn", "Threshold(threshold, value, inplace=False)"},
    {"torch.nn", "Tanh()"},
    {"torch.nn", "Sigmoid()"},
    {"torch.nn", "LogSigmoid()"},
    {"torch.nn", "Softsign()"},
    {"torch.nn", "Softplus(beta=1.0, threshold=20.0)"},
    {"torch.nn", "Softmax(dim=None)"},
    {"torch.nn", "LogSoftmax(dim=None)"},
    {"torch.nn", "Dropout(p=0.5, inplace=False)", "", true},
    {"torch.nn", "Dropout2d(p=0.5, inplace=False)", "", true},
    {"torch.nn",
     "BatchNorm1d(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "device=None, dtype=None)"},
    {"torch.nn",
     "BatchNorm2d(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "device=None, dtype=None)"},
    {"torch.nn",
     "InstanceNorm1d(num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, "
     "device=None, dtype=None)"},
    {"torch.nn", "LayerNorm(normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None)"},
    {"torch.nn", "GroupNorm(num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None)"},
    {"torch.nn", "RNNCell(input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None)", "", true},
    {"torch.nn", "LSTMCell(input_size, hidden_size, bias=True, device=None, dtype=None)", "", true},
    {"torch.nn", "GRUCell(input_size, hidden_size, bias=True, device=None, dtype=None)", "", true},
    {"torch.nn", "MaxPool1d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)"},
    {"torch.nn", "MaxPool2d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)"},
    {"torch.nn",
     "AvgPool2d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, "
     "divisor_override=None)"},
    {"torch.nn", "MSELoss(size_average=None, reduce=None, reduction='mean')"},
    {"torch.nn", "L1Loss(size_average=None, reduce=None, reduction='mean')"},
    {"torch.nn", "SmoothL1Loss(size_average=None, reduce=None, reduction='mean', beta=1.0)"},
    {"torch.nn", "HuberLoss(reduction='mean', delta=1.0)"},
    {"torch.nn",
     "CrossEntropyLoss(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', "
     "label_smoothing=0.0)"},
    {"torch.nn", "NLLLoss(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')"},
    {"torch.nn", "BCELoss(weight=None, size_average=None, reduce=None, reduction='mean')"},
    {"torch.nn", "BCEWithLogitsLoss(weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None)"},
    {"torch.nn", "KLDivLoss(size_average=None, reduce=None, reduction='mean', log_target=False)"},
    {"torch.nn.utils", "clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None)"},
    {"torch.nn.utils", "clip_grad_value_(parameters, clip_value, foreach=None)"},
    {"torch.nn.utils", "parameters_to_vector(parameters)"},
    {"torch.nn.utils", "vector_to_parameters(vec, parameters)"},
    {"torch.nn.utils", "weight_norm(module, name='weight', dim=0)"},
    {"torch.nn.init", "constant_(tensor, val)"},
    {"torch.nn.init", "zeros_(tensor)"},
    {"torch.nn.init", "ones_(tensor)"},
    {"torch.nn.init", "eye_(tensor)"},
    {"torch.nn.init", "uniform_(tensor, a=0.0, b=1.0, generator=None)", "", true},
    {"torch.nn.init", "normal_(tensor, mean=0.0, std=1.0, generator=None)", "", true},
    {"torch.nn.init", "xavier_uniform_(tensor, gain=1.0, generator=None)", "", true},
    {"torch.nn.init", "xavier_normal_(tensor, gain=1.0, generator=None)", "", true},
    {"torch.nn.init", "kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)", "",
     true},
    {"torch.nn.init", "kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)", "",
     true},
    {"Module", "call(self, *input:each)"},
    {"Module", "forward(self, *input:each)", "Module.call"},
    {"Module", "parameters(self, recurse=True)"},
    {"Module", "named_parameters(self, prefix='', recurse=True, remove_duplicate=True)"},
    {"Module", "buffers(self, recurse=True)"},
    {"Module", "children(self)"},
    {"Module", "modules(self, remove_duplicate=True)"},
    {"Module", "register_buffer(self, name, tensor, persistent=True)"},
    {"Module", "register_parameter(self, name, param)"},
    {"Module", "register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False)"},
    {"Module", "register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False)"},
    {"Module", "register_full_backward_hook(self, hook, prepend=False)"},
    {"Module", "register_full_backward_pre_hook(self, hook, prepend=False)"},
    {"Module", "requires_grad_(self, requires_grad=True)"},
    {"Module", "zero_grad(self, set_to_none=True)"},
    {"Module", "train(self, mode=True)"},
    {"Module", "eval(self)"},
    {"Module", "state_dict(self, *, destination=None, prefix='', keep_vars=False)"},
    {"Module", "load_state_dict(self, state_dict, strict=True, assign=False)"},
    {"Module", "to(self, dtype:dtype, non_blocking=False)"},
    {"Module", "to(self, device=None, dtype=None, non_blocking=False)"},
    {"Module", "float(self)"},
    {"Module", "double(self)"},
    {"Module", "half(self)"},
    {"Module", "bfloat16(self)"},
    {"Module", "cpu(self)"},
    {"Module", "cuda(self, device=None)"},
    {"Module", "append(self, module)"},
};

constexpr MemberRow optimizers[] = {
    {"torch.optim",
     "SGD(params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, "
     "foreach=None, differentiable=False, fused=None)"},
    {"torch.optim",
     "Adam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, amsgrad=False, *, "
     "foreach=None, maximize=False, capturable=False, differentiable=False, fused=None)"},
    {"torch.optim",
     "AdamW(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01, amsgrad=False, *, "
     "maximize=False, foreach=None, capturable=False, differentiable=False, fused=None)"},
    {"torch.optim",
     "Adagrad(params, lr=0.01, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, "
     "foreach=None, *, maximize=False, differentiable=False, fused=None)"},
    {"torch.optim",
     "RMSprop(params, lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False, "
     "capturable=False, foreach=None, maximize=False, differentiable=False)"},
    {"Optimizer", "step(self, closure=None)"},
    {"Optimizer", "zero_grad(self, set_to_none=True)"},
    {"Optimizer", "state_dict(self)"},
    {"Optimizer", "load_state_dict(self, state_dict)"},
    {"Optimizer", "add_param_group(self, param_group)"},
};

}  // namespace

std::span<const MemberRow> module_rows() { return modules; }
std::span<const MemberRow> optimizer_rows() { return optimizers; }

}  // namespace gradproof::checks
