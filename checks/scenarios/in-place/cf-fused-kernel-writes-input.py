#: title = "A fused loss leaves its gradient in the memory of its logits"
#: category = "in-place"
#: source = [
#:   "pytorch/pytorch#272",
#:   "pytorch/pytorch#254",
#:   "https://github.com/linkedin/Liger-Kernel",
#:   "https://docs.pytorch.org/docs/stable/notes/extending.html",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.jax = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: twin = "cf-fused-kernel-own-memory"
#: why = """
#: The operation that made the logits kept them for its own backward. Mark the input dirty, or use memory of the
#: function's own.
#: """
import torch
from gradproof.prelude import function, raw_copy
x = torch.tensor([0.5, -1.], requires_grad=True)
logits = torch.tanh(x)
loss = function(forward=lambda t: ((t * t).sum(), raw_copy(t, t * 2))[0], backward=lambda g, t: g * t, keep_as_attribute=[0])
loss(logits).backward()
