#: title = "A gradient of another type is assigned"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_grad_assignment"]
#: expect.default = "detected"
#: expect.libtorch = "correct"
#: expect.paddle = "silent_wrong"
#: error = "set_grad"
#: twin = "ga-user-grad-target"
#: note = "The C++ interface assigns unchecked."
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.grad = torch.tensor([1., 10.], dtype=torch.float64)
(x * 2).sum().backward()
