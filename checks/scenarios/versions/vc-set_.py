#: title = "set_ counts as a write"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["counts", "c"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.counts = 2
import torch
from gradproof.prelude import version
c = torch.tensor([3., 7.])
c.set_(torch.tensor([5., 6., 7.]))
c.set_(torch.tensor([1.]))
counts = version(c)
