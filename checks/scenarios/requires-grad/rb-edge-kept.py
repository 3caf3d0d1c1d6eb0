#: title = "The edge of a leaf's history is kept while the tensor is written"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.get_gradient_edge.html"]
#: observe = ["old", "new"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: expect."pytorch<2.1" = "unsupported"
#: expect.native = "unsupported"
#: right.old = [2.0, 20.0]
#: right.new = [1.0, 10.0]
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
edge = torch.autograd.graph.get_gradient_edge(h)
h.mul_(2)
out = (h * torch.tensor([1., 10.])).sum()
old, new = torch.autograd.grad(out, (edge, h))
