#: title = "A leaf that requires grad is resized"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_requires_grad_resize"]
#: expect.default = "detected"
#: error = "resize"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.resize_(1)
(x * 2).sum().backward()
