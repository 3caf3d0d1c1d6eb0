#: title = "A leaf goes through to_dlpack without a word"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/dlpack.html"]
#: observe = ["d.requires_grad", "shared"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right."d.requires_grad" = false
#: right.shared = true
import torch
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
d = torch.utils.dlpack.from_dlpack(torch.utils.dlpack.to_dlpack(x))
shared = same_memory(x.detach(), d)
