#: title = "A custom function cannot mark a leaf dirty"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "leaf_write"
#: error_line = 18
#: twin = "cf-mark-dirty"
#: why = """
#: x is a leaf that requires grad: no gradient could arrive at its old value.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
twice = function(forward=lambda t: t.mul_(2), backward=lambda g: 2 * g, mark_dirty=[0])
y = twice(x)
