#: title = "A custom function writes its input and returns it twice"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_return_duplicate_inplace"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
twice = function(forward=lambda t: (t.mul_(2),) * 2, backward=lambda g, k: g * 2 + k * 2, mark_dirty=[0])
a, b = twice(x.clone())
(a * torch.tensor([1., 10.]) + b * 3).sum().backward()
