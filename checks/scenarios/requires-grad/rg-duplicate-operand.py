#: title = "A tensor used twice in one operation gets both shares of the gradient"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_backward_copy"]
#: expect.default = "correct"
#: why = """
#: x * x has two edges to x, each carrying x; they are added, so x.grad is 2x.
#: """
import torch
x = torch.tensor([3., -2., 0.5], requires_grad=True)
y = x * x
y.sum().backward()
