#: title = "A custom function under no_grad records nothing"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#:   "pytorch:test/test_autograd.py::test_no_grad_python_function",
#: ]
#: observe = ["x.grad", "y.requires_grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right = { "y.requires_grad" = false }
#: why = """
#: y is a constant: the gradient of y * x is y.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
square = function(forward=lambda t: t * t, backward=lambda g, t: 2 * t * g, save=[0])
with torch.no_grad():
    y = square(x)
(y * x).sum().backward()
