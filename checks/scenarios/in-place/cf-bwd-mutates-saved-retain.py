#: title = "A custom backward writes what it saved, and runs twice"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/extending.html"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: expect.paddle = "crashed"
#: error = "modified_after_save"
#: twin = "cf-bwd-mutates-saved"
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
square = function(forward=lambda t: t * t, backward=lambda g, t: t.mul_(2) * g, save=[0])
y = square(h)
y.sum().backward(retain_graph=True)
y.sum().backward()
