#: title = "A non_blocking copy is read after the device was waited for"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "early-read-of-an-async-copy"
#: why = """
#: After synchronize() the bytes are there.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
here = torch.zeros(3).pin_memory()
here.copy_(y.detach(), non_blocking=True)
torch.cuda.synchronize()
scale = here.clone()
(y * scale.cuda()).sum().backward()
