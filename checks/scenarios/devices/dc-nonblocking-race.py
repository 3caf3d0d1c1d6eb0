#: title = "A page-locked buffer is refilled before the copy from it ran"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "pinned-buffer-refilled-later"
#: why = """
#: A non_blocking copy reads page-locked memory when it runs, not when it is called: what is written there
#: meanwhile is what arrives. Wait for the copy before the buffer is filled again, or take two buffers.
#: """
import torch
w = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
buffer = torch.tensor([1., 2., 3.], pin_memory=True)
batch = buffer.to("cuda", non_blocking=True)
buffer.fill_(50)
(w * batch).sum().backward()
