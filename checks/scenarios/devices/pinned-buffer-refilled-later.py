#: title = "A page-locked buffer is refilled after the copy from it ran"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "dc-nonblocking-race"
#: why = """
#: The event stands for the copy; once the host has waited for it, the buffer is free.
#: """
import torch
w = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
buffer = torch.tensor([1., 2., 3.], pin_memory=True)
batch = buffer.to("cuda", non_blocking=True)
copied = torch.cuda.Event()
copied.record()
copied.synchronize()
buffer.fill_(50)
(w * batch).sum().backward()
