#: title = "A custom function writes temporaries of its own"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_custom_function_local_inplace"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
scale = function(forward=lambda t: t.clone().mul_(5), backward=lambda g: g * 5)
y = scale(x)
y += 1
(y * torch.tensor([1., 10.])).sum().backward()
