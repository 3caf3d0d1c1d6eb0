#: title = "A tensor is written through DLPack before it is used"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/dlpack.html"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "dl-alias-write"
import torch
from gradproof.prelude import dlpack_alias
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
dlpack_alias(c).fill_(50)
y = w * c
y.sum().backward()
