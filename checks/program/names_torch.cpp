// What torch has beside operations on tensors: modes, autograd's own functions, foreach, devices; and the classes
// that autograd hands out.
#include <gradproof/checks/program/names_rows.hpp>

namespace gradproof::checks {
namespace {

constexpr MemberRow torch_functions[] = {
    {"torch", "device(type, index=None)"},
    {"torch", "Size(sizes=())"},
    {"torch", "Generator(device='cpu')"},
    {"torch", "manual_seed(seed)"},
    {"torch", "set_default_dtype(d)"},
    {"torch", "get_default_dtype()"},
    {"torch", "is_tensor(obj)"},
    {"torch", "result_type(tensor1, tensor2)"},
    {"torch", "promote_types(type1, type2)"},
    {"torch", "broadcast_shapes(*shapes)"},
    {"torch", "from_dlpack(ext_tensor)", "from_dlpack"},
    {"torch.utils.dlpack", "from_dlpack(ext_tensor)", "from_dlpack"},
    {"torch", "to_dlpack(tensor)", "to_dlpack"},
    {"torch.utils.dlpack", "to_dlpack(tensor)", "to_dlpack"},
    {"torch", "no_grad()"},
    {"torch", "enable_grad()"},
    {"torch", "set_grad_enabled(mode)"},
    {"torch", "inference_mode(mode=True)"},
    {"torch", "is_grad_enabled()"},
    {"torch", "is_inference_mode_enabled()"},
    {"torch", "is_anomaly_enabled()"},
    {"torch", "_foreach_add_(self, other, *, alpha=1)"},
    {"torch", "_foreach_sub_(self, other, *, alpha=1)"},
    {"torch", "_foreach_mul_(self, other)"},
    {"torch", "_foreach_div_(self, other)"},
    {"torch", "_foreach_zero_(self)"},
    {"torch", "_foreach_add(self, other, *, alpha=1)"},
    {"torch", "_foreach_mul(self, other)"},
    {"torch.cuda", "is_available()"},
    {"torch.cuda", "device_count()"},
    {"torch.cuda", "synchronize(device=None)"},
    {"torch.cuda", "empty_cache()"},
    {"torch.cuda", "stream(stream)"},
    {"torch.cuda", "current_stream(device=None)"},
    {"torch.cuda", "default_stream(device=None)"},
    {"torch.cuda", "Stream(device=None, priority=0)"},
    {"torch.cuda", "Event(enable_timing=False, blocking=False, interprocess=False)"},
    {"torch.linalg", "norm(A, ord=None, dim=None, keepdim=False, *, out=None, dtype=None)"},
    {"torch.linalg", "vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None, out=None)"},
    {"torch.linalg", "inv(A, *, out=None)"},
    {"torch.linalg", "det(A, *, out=None)"},
    {"torch.linalg", "solve(A, B, *, left=True, out=None)"},
};

constexpr MemberRow autograd[] = {
    {"torch.autograd",
     "grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, "
     "only_inputs=True, allow_unused=None, is_grads_batched=False, materialize_grads=False)"},
    {"torch.autograd",
     "backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, "
     "grad_variables=None, inputs=None)"},
    {"torch.autograd", "set_detect_anomaly(mode, check_nan=True)", "set_detect_anomaly"},
    {"torch.autograd", "set_grad_enabled(mode)", "set_grad_enabled"},
    {"torch.autograd.graph", "saved_tensors_hooks(pack_hook, unpack_hook)", "saved_tensors_hooks"},
    {"torch.autograd.graph", "save_on_cpu(pin_memory=False, device_type='cuda')", "save_on_cpu"},
    {"torch.autograd.graph", "increment_version(tensor)"},
    {"torch.autograd.graph", "get_gradient_edge(tensor)"},
    {"Node", "name(self)"},
    {"Node", "register_hook(self, fn)"},
    {"Node", "register_prehook(self, fn)"},
    {"RemovableHandle", "remove(self)"},
    {"Generator", "manual_seed(self, seed)"},
    {"Generator", "seed(self)"},
    {"Generator", "initial_seed(self)"},
    {"Storage", "data_ptr(self)"},
    {"Storage", "nbytes(self)"},
    {"Storage", "size(self)"},
    {"Storage", "fill_(self, value)"},
    {"Storage", "copy_(self, source, non_blocking=None)"},
    {"Storage", "resize_(self, size)"},
    {"Storage", "clone(self)"},
    {"Storage", "tolist(self)"},
    {"Stream", "synchronize(self)"},
    {"Stream", "query(self)"},
    {"Stream", "wait_stream(self, stream)"},
    {"Stream", "wait_event(self, event)"},
    {"Stream", "record_event(self, event=None)"},
    {"Event", "record(self, stream=None)"},
    {"Event", "wait(self, stream=None)"},
    {"Event", "synchronize(self)"},
    {"Event", "query(self)"},
    {"Event", "elapsed_time(self, end_event)"},
};

}  // namespace

std::span<const MemberRow> torch_rows() { return torch_functions; }
std::span<const MemberRow> autograd_rows() { return autograd; }

}  // namespace gradproof::checks
