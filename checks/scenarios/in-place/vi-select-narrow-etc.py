#: title = "Views of eleven kinds: one memory, one counter"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_view_ops.py::TestViewOps",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: observe = ["versions", "shared", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.versions = 11
#: right.shared = true
#: why = """
#: Each view writes once; the base counts all of them.
#: """
import torch
from gradproof.prelude import same_memory, version
x = torch.tensor([[3., 7., 1.], [1., 2., 4.]], requires_grad=True)
h = x * 1
h.select(0, 1).mul_(2)
h.narrow(1, 0, 2).mul_(3)
h[0].mul_(5)
h[:, 1:].mul_(0.5)
h.t().mul_(2)
h.view(6).mul_(3)
h.unsqueeze(0).mul_(2)
h.permute(1, 0).mul_(5)
h.diagonal().mul_(2)
h.view(1, 2, 3).squeeze(0).mul_(3)
h.unfold(1, 2, 2).mul_(2)
versions = version(h)
shared = same_memory(h, h.unfold(1, 2, 2))
(h * torch.tensor([[1., 2., 4.], [8., 16., 32.]])).sum().backward()
