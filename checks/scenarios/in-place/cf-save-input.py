#: title = "A custom function's saved input is checked"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: error = "modified_after_save"
#: error_line = 22
#: twin = "cf-attr-input"
#: why = """
#: save_for_backward() remembers h's version; the write moved it.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
square = function(forward=lambda t: t * t, backward=lambda g, t: 2 * t * g, save=[0])
h = x * 1
y = square(h)
h.add_(9)
y.sum().backward()
