#: title = "A fused loss keeps its gradient in memory of its own"
#: category = "in-place"
#: source = [
#:   "https://github.com/linkedin/Liger-Kernel",
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "cf-fused-kernel-writes-input"
import torch
from gradproof.prelude import function
x = torch.tensor([0.5, -1.], requires_grad=True)
logits = torch.tanh(x)
loss = function(forward=lambda t: (t * t).sum(), backward=lambda g, t: g * t * 2, save=[0])
loss(logits).backward()
