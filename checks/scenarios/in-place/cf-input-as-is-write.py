#: title = "An input that a custom function returned cannot be written"
#: category = "in-place"
#: source = [
#:   "pytorch/pytorch#14707",
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "view_write"
#: error_line = 21
#: twin = "cf-input-as-is"
#: why = """
#: y is a view of h made inside the function; a write to it would have to replace the function's own derivative.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
same = function(forward=lambda t: t, backward=lambda g: g * 5)
h = x * 1
y = same(h)
y.add_(1)
y.sum().backward()
