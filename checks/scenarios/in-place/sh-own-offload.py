#: title = "Saved tensors are offloaded into memory of their own"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/autograd.html#saved-tensors-default-hooks"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "sh-stale-offload"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach().clone(), lambda p: p):
    y = (x * 2) ** 2
    z = (x * 3) ** 2
(y * torch.tensor([1., 10.]) + z).sum().backward()
