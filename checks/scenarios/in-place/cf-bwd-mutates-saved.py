#: title = "A custom backward that writes to what it saved"
#: category = "in-place"
#: source = [
#:   "pytorch/pytorch#128611",
#: ]
#: observe = ["x.grad", "h"]
#: expect.default = "silent_state"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_state"
#: why = """
#: The saved tensor is the caller's h: after backward it holds 2h.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
square = function(forward=lambda t: t * t, backward=lambda g, t: g * t.mul_(2), save=[0])
h = x * 1
y = square(h)
y.sum().backward()
