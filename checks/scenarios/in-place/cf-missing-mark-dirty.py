#: title = "A custom function writes its input and does not say so"
#: category = "in-place"
#: source = [
#:   "pytorch/pytorch#5871",
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "by_request"
#: expect.libtorch = "unsupported"
#: twin = "cf-mark-dirty"
#: why = """
#: The caller's h was doubled by a write that nobody recorded: the gradient of 3h lacks the factor. mark_dirty() and return the input.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
twice = function(forward=lambda t: t.mul_(2) * 1, backward=lambda g: 2 * g)
h = x * 1
y = twice(h)
(h * 3).sum().backward()
