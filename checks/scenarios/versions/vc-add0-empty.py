#: title = "Writes that change no number are counted"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: observe = ["counts", "c"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.counts = 3
#: why = """
#: The counter counts calls, not changes: adding zero, an empty slice, a mask of only False.
#: """
import torch
from gradproof.prelude import version
c = torch.tensor([3., 7., 1.])
c.add_(0)
c[0:0].fill_(5)
c.masked_fill_(torch.tensor([False, False, False]), 9)
counts = version(c)
