#: title = "A custom function marks a leaf as dirty"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "leaf_write"
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
double_ = function(forward=lambda t: t.mul_(2), backward=lambda g: g * 2, mark_dirty=[0])
y = double_(x)
y.sum().backward()
