#: title = "The same view, once it was asked for its producer, may be written"
#: category = "in-place"
#: source = ["gradproof fuzz --seed 3 against PyTorch, shrunk"]
#: observe = ["a.grad", "node"]
#: expect.default = "correct"
#: twin = "fz-stale-view-is-leaf"
import torch
a = torch.tensor([2.0, 0.5], requires_grad=True)
c = torch.tensor([[2.0, 3.0]])
v = c[None]
c += a
node = v.grad_fn
v.mul_(3.0)
c.sum().backward()
