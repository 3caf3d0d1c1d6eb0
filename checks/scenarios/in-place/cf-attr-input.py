#: title = "A custom function's input kept as an attribute is not checked"
#: category = "in-place"
#: source = [
#:   "pytorch/pytorch#171353",
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: twin = "cf-save-input"
#: why = """
#: A tensor on ctx is an ordinary reference: backward reads what stands in it by then. Use save_for_backward().
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
square = function(forward=lambda t: t * t, backward=lambda g, t: 2 * t * g, keep_as_attribute=[0])
h = x * 1
y = square(h)
h.add_(9)
y.sum().backward()
