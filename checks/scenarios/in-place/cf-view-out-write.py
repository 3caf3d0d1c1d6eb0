#: title = "A view that a custom function returns is written"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_autograd_multiple_views_python"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "view_write"
import torch
from gradproof.prelude import function
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
flat = function(forward=lambda t: t.view(4), backward=lambda g: g.view(2, 2))
h = x * 1
y = flat(h)
y.mul_(2)
(y * torch.tensor([1., 2., 4., 8.])).sum().backward()
