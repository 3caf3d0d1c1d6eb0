#: title = "A custom function's output kept as an attribute is not checked"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: twin = "cf-save-output"
#: why = """
#: The write multiplies the bytes that backward takes for exp(x). Use save_for_backward() for outputs, too.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
double = function(forward=lambda t: t.exp(), backward=lambda g, y: g * y, keep_as_attribute=[1])
y = double(x * 0.5)
y.mul_(9)
y.sum().backward()
