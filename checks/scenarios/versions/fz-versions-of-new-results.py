#: title = "diff() of order 0 is a copy, which counts; a running sum is no write"
#: category = "versions"
#: source = ["gradproof fuzz --seed 3 against PyTorch, shrunk"]
#: observe = ["sums._version", "same._version", "apart", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right."sums._version" = 0
#: right."same._version" = 1
#: right.apart = true
import torch
from gradproof.prelude import same_memory
x = torch.tensor([1.0, 2.0, -3.0, 0.5], requires_grad=True)
sums = torch.logcumsumexp(x, 0)
same = x.diff(0)
apart = same_memory(x, same) == False
(sums * same).sum().backward()
