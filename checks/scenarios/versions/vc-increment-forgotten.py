#: title = "A write that autograd cannot see, and nobody declares"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.increment_version"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.jax = "silent_wrong"
#: expect.mlx = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: expect.tinygrad = "silent_wrong"
#: twin = "vc-increment-api"
#: why = """
#: The saved tensor holds the new numbers and the old version. Call torch.autograd.graph.increment_version after
#: such a write.
#: """
import torch
from gradproof.prelude import raw_write
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
raw_write(c, 50)
y.sum().backward()
