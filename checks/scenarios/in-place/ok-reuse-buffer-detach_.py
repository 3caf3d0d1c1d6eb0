#: title = "One buffer, detached and filled at every step"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_no_unnecessary_save"]
#: expect.default = "correct"
#: expect.paddle = "silent_drop"
import torch
mu = torch.tensor([3., 7.], requires_grad=True)
factor = torch.tensor([1., 10.], requires_grad=True)
buffer = torch.zeros(2)
for i in range(3):
    buffer.detach_()
    buffer.copy_(mu * (i + 1))
    (buffer + factor).sum().backward()
