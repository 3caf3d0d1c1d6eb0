#: title = "An input that a custom function returned is a view of it"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#:   "pytorch:test/test_autograd.py::test_function_returns_input",
#: ]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "cf-input-as-is-write"
#: why = """
#: The function's backward runs: the gradient is 5.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
same = function(forward=lambda t: t, backward=lambda g: g * 5)
h = x * 1
y = same(h)
y.sum().backward()
