#: title = "Positions and comparisons require no grad"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_integer_outputs",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#: ]
#: observe = ["position.requires_grad", "order.requires_grad", "larger.requires_grad", "x.grad"]
#: expect.default = "correct"
#: expect.paddle = "silent_state"
#: right."position.requires_grad" = false
#: right."order.requires_grad" = false
#: right."larger.requires_grad" = false
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
position = x.argmax()
order = torch.argsort(x)
larger = x > 2
(x[order] * torch.tensor([1., 10., 100.])).sum().backward()
