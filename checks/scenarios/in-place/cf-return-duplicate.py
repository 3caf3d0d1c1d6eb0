#: title = "A custom function returns one tensor twice"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_return_duplicate"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
twice = function(forward=lambda t: (t * 2,) * 2, backward=lambda g, k: g * 2 + k * 2)
a, b = twice(x)
(a * torch.tensor([1., 10.]) + b * 3).sum().backward()
