#: title = "Each write in place counts once"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["counts"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.counts = 13
#: why = """
#: Whatever a write does to the numbers, it moves the counter by one.
#: """
import torch
from gradproof.prelude import version
c = torch.tensor([3., 7., 1.])
i = torch.tensor([0, 2])
c.copy_(torch.tensor([1., 2., 3.]))
c.fill_(4)
c.zero_()
c.index_put_([i], torch.tensor([5., 6.]))
c[1] = 2.
c.scatter_(0, i, 1.5)
c.masked_fill_(torch.tensor([True, False, False]), 9)
c.index_add_(0, i, torch.tensor([1., 1.]))
c.index_fill_(0, i, 3)
c.clamp_(0, 8)
c.relu_()
c.addcmul_(torch.tensor([1., 2., 3.]), torch.tensor([2., 2., 2.]))
c.uniform_(0, 1)
counts = version(c)
