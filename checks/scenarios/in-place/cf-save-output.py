#: title = "A custom function's saved output is checked"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: error = "modified_after_save"
#: error_line = 21
#: twin = "cf-attr-output"
#: why = """
#: The output was saved at version 0 and is at version 1.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
double = function(forward=lambda t: t.exp(), backward=lambda g, y: g * y, save=[1])
y = double(x * 0.5)
y.mul_(9)
y.sum().backward()
