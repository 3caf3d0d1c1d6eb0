#: title = "A custom function writes through numpy and says so"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/extending.html"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
#: twin = "cf-missing-mark-dirty"
import torch
from gradproof.prelude import function, raw_write
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h ** 2
fill = function(forward=lambda t: (raw_write(t, 5), t)[1], backward=lambda g: g * 0, mark_dirty=[0])
z = fill(h)
y.sum().backward()
