#: title = "A non_blocking copy to page-locked memory is read before it ran"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "async-copy-waited-for"
#: why = """
#: copy_(..., non_blocking=True) returns at once where the host side is page-locked; until the stream was waited
#: for, the bytes there are the old ones. Call torch.cuda.synchronize() or wait for an event first.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
here = torch.zeros(3).pin_memory()
here.copy_(y.detach(), non_blocking=True)
scale = here.clone()
(y * scale.cuda()).sum().backward()
