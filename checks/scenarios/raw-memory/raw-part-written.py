#: title = "Half of a saved tensor is overwritten without a counter"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/notes/extending.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.mlx = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: expect.tinygrad = "silent_wrong"
#: twin = "vc-increment-api"
import torch
from gradproof.prelude import raw_write
w = torch.tensor([2., -1., 5.], requires_grad=True)
c = torch.tensor([3., 7., 1.])
y = w * c
raw_write(c[1:], -4)
(y * torch.tensor([1., 10., 100.])).sum().backward()
