// Attributes of classes, and constants of modules.
#include <gradproof/checks/program/names_rows.hpp>

namespace gradproof::checks {
namespace {

constexpr AttributeRow attributes[] = {
    {"Tensor",
     "data= grad= requires_grad= grad_fn is_leaf retains_grad output_nr _version _base shape dtype device "
     "layout ndim T mT H mH real imag itemsize nbytes names name is_cuda is_cpu is_sparse"},
    {"ndarray", "shape dtype ndim size T strides base nbytes itemsize flags"},
    {"Node",
     "next_functions metadata saved_tensors variable requires_grad _saved_self _saved_other _saved_result "
     "_saved_exponent _saved_mask _saved_index _saved_indices _saved_tensors _saved_input _saved_weight"},
    {"RemovableHandle", "id"},
    {"Module",
     "weight bias training in_features out_features running_mean running_var num_batches_tracked eps "
     "momentum p"},
    {"Optimizer", "param_groups state defaults"},
    {"tuple", "values indices min max"},
    {"device", "type index"},
};

constexpr ConstantRow constants[] = {
    {"torch.float64", ""},
    {"torch.float32", ""},
    {"torch.float16", ""},
    {"torch.bfloat16", ""},
    {"torch.int64", ""},
    {"torch.int32", ""},
    {"torch.int16", ""},
    {"torch.int8", ""},
    {"torch.uint8", ""},
    {"torch.bool", ""},
    {"torch.complex64", ""},
    {"torch.complex128", ""},
    {"torch.double", "torch.float64"},
    {"torch.float", "torch.float32"},
    {"torch.half", "torch.float16"},
    {"torch.long", "torch.int64"},
    {"torch.int", "torch.int32"},
    {"torch.short", "torch.int16"},
    {"torch.cfloat", "torch.complex64"},
    {"torch.cdouble", "torch.complex128"},
    {"torch.contiguous_format", ""},
    {"torch.channels_last", ""},
    {"torch.preserve_format", ""},
    {"torch.strided", ""},
    {"torch.sparse_coo", ""},
    {"torch.pi", "pi"},
    {"torch.e", "e"},
    {"torch.inf", "inf"},
    {"torch.nan", "nan"},
    {"math.pi", "pi"},
    {"math.tau", "tau"},
    {"math.e", "e"},
    {"math.inf", "inf"},
    {"math.nan", "nan"},
    {"numpy.pi", "pi"},
    {"numpy.e", "e"},
    {"numpy.inf", "inf"},
    {"numpy.nan", "nan"},
    {"numpy.newaxis", "None"},
    {"numpy.float64", ""},
    {"numpy.float32", ""},
    {"numpy.float16", ""},
    {"numpy.int64", ""},
    {"numpy.int32", ""},
    {"numpy.int16", ""},
    {"numpy.int8", ""},
    {"numpy.uint8", ""},
    {"numpy.bool_", ""},
};

}  // namespace

std::span<const AttributeRow> attribute_rows() { return attributes; }
std::span<const ConstantRow> constant_rows() { return constants; }

}  // namespace gradproof::checks
