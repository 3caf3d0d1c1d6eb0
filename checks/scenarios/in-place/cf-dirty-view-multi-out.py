#: title = "A custom function with two outputs writes a view"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::same"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "dirty"
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7., 1.], requires_grad=True)
h = x * 1
pair = function(forward=lambda t: (t.mul_(2), t + 1), backward=lambda g, k: g * 2 + k * 2, mark_dirty=[0])
a, b = pair(h[0:2])
(a + b).sum().backward()
