#: title = "A custom function that marks what it writes"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#:   "pytorch:test/test_autograd.py::test_return_leaf_inplace",
#: ]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "cf-missing-mark-dirty"
#: why = """
#: h now has the function's history, so the factor is in its gradient.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
twice = function(forward=lambda t: t.mul_(2), backward=lambda g: 2 * g, mark_dirty=[0])
h = x * 1
y = twice(h)
(h * 3).sum().backward()
