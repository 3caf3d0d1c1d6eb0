#: title = "zero_ cuts the gradient of what was there"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace"]
#: expect.default = "correct"
#: why = """
#: The zeros do not depend on x, and the gradient says so: zero, not None, because x is still connected.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
y.zero_()
y.sum().backward()
