#: title = "Memory shared through DLPack, versions not"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/dlpack.html"]
#: observe = ["here", "there", "shared"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.here = 0
#: right.there = 2
#: right.shared = true
import torch
from gradproof.prelude import dlpack_alias, same_memory, version
c = torch.tensor([3., 7.])
d = dlpack_alias(c)
d.fill_(5)
d.mul_(2)
here = version(c)
there = version(d)
shared = same_memory(c, d)
