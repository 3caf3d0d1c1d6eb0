#: title = "A hook that returns another gradient changes it for what lies below"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_hooks"]
#: expect.default = "correct"
#: why = """
#: A hook sees the gradient of its own tensor on the way down. What it returns goes on to h's inputs; the gradient that
#: the other branch gets is untouched.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
y = torch.tensor([3.0, 4.0], requires_grad=True)
h = x * 2
h.register_hook(lambda g: g * 10)
(h * y).sum().backward()
