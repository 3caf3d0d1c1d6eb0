#: title = "The input of a custom function that returns a view of it is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "view_write"
import torch
from gradproof.prelude import function
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
flat = function(forward=lambda t: t.view(4), backward=lambda g: g.view(2, 2))
h = x * 1
y = flat(h)
h.mul_(2)
(y * torch.tensor([1., 2., 4., 8.])).sum().backward()
