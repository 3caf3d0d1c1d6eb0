#: title = "A pageable buffer may be refilled at once, whatever was asked for"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "dc-nonblocking-race"
#: why = """
#: Only page-locked memory is read later: a copy from ordinary memory has taken its bytes when the call returns.
#: """
import torch
w = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
buffer = torch.tensor([1., 2., 3.])
batch = buffer.to("cuda", non_blocking=True)
buffer.fill_(50)
(w * batch).sum().backward()
