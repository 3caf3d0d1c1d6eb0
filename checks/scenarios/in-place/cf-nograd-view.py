#: title = "A custom function returns a view under no_grad, and it is written later"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_custom_function_return_view_in_nograd"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: error = "view_write"
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
alias = function(forward=lambda t: t[:], backward=lambda g: g)
h = x * 1
with torch.no_grad():
    v = alias(h)
v.mul_(2)
h.sum().backward()
