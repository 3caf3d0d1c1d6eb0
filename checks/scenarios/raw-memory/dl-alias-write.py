#: title = "A saved tensor is written through DLPack"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/dlpack.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: twin = "dl-alias-before-use"
#: why = """
#: A tensor that went through DLPack has a counter of its own: its writes are counted there.
#: """
import torch
from gradproof.prelude import dlpack_alias
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
dlpack_alias(c).fill_(50)
y.sum().backward()
