#: title = "A tensor that was marked dirty must be returned"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "dirty"
#: error_line = 19
#: twin = "cf-mark-dirty"
#: why = """
#: What was written needs a place in the graph; only outputs have one.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
twice = function(forward=lambda t: t.mul_(2) * 1, backward=lambda g: 2 * g, mark_dirty=[0])
h = x * 1
y = twice(h)
