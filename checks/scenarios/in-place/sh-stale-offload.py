#: title = "Saved tensors are offloaded into one buffer that is used again"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/autograd.html#saved-tensors-default-hooks"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: twin = "sh-own-offload"
#: why = """
#: Each pack needs memory of its own until its unpack.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
pool = torch.zeros(2)
with torch.autograd.graph.saved_tensors_hooks(lambda t: pool.copy_(t.detach()), lambda p: p):
    y = (x * 2) ** 2
    z = (x * 3) ** 2
(y * torch.tensor([1., 10.]) + z).sum().backward()
