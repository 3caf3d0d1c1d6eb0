#: title = "Two views keep their gradients, one of them is written"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_retain_grad_inplace_over_view"]
#: observe = ["a.grad", "b.grad", "x.grad"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
h = x * 2
a = h[0:2]
b = h[2:]
a.retain_grad()
b.retain_grad()
a.mul_(5)
((a * torch.tensor([1., 10.])).sum() + (b * 100).sum()).backward()
