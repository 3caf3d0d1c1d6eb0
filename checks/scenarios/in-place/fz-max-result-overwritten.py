#: title = "A maximum that was overwritten raw equals none of its operands any more"
#: category = "in-place"
#: source = ["gradproof fuzz --seed 3 against PyTorch, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: needs = ["prelude:raw_write"]
import torch
from gradproof.prelude import raw_write
a = torch.tensor([1.5, 2.5, -1.0], requires_grad=True)
y = a.max()
raw_write(y, 7.0)
y.backward()
