#: title = "A saved result is overwritten by a kernel that autograd does not know"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/notes/extending.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.jax = "silent_wrong"
#: expect.paddle = "silent_wrong"
import torch
from gradproof.prelude import raw_copy
x = torch.tensor([0.5, -1.], requires_grad=True)
y = torch.tanh(x)
raw_copy(y, [0.25, 0.75])
(y * torch.tensor([1., 10.])).sum().backward()
