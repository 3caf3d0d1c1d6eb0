#: title = "One gradient that is passed to several places must not be added into"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_backward_copy"]
#: expect.default = "correct"
#: why = """
#: Addition passes the gradient it received on to both operands, the very same tensor. An engine that accumulates by
#: adding in place into a gradient it was handed would count some paths twice; the right answer counts each path
#: once.
#: """
import torch
x = torch.tensor([1., 4.], requires_grad=True)
y = torch.tensor([2., -3.], requires_grad=True)
a = x + y
b = a + x
c = a + b
d = a + c
(d * torch.tensor([1., 10.])).sum().backward()
