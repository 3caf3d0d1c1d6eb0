#: title = "A custom function returns a view of its input, transposed, and the caller writes it"
#: category = "in-place"
#: source = ["pytorch/pytorch#24413"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "view_write"
import torch
from gradproof.prelude import function
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
turn = function(forward=lambda t: t.t(), backward=lambda g, t: g.t() + 0 * t, save=[0])
y = turn(x * 1)
y += 1
(y * torch.tensor([[1., 2.], [4., 8.]])).sum().backward()
