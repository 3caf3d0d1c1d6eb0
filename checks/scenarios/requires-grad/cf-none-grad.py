#: title = "A custom function may give no gradient"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#:   "pytorch:test/test_autograd.py::test_function_returns_undefined_tensor",
#: ]
#: observe = ["x.grad", "w.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: why = """
#: None means no contribution: w.grad is that of the other term. The function says so itself, so nothing is missing.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
first = function(forward=lambda a, b: a * b, backward=lambda g, b: (g * b, None), save=[1])
(first(x, w) + w).sum().backward()
