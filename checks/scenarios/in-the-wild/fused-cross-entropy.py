#: title = "A fused cross entropy leaves the gradient of its logits in their memory, and the logits were saved"
#: category = "in-the-wild"
#: source = ["https://github.com/linkedin/Liger-Kernel", "https://arxiv.org/abs/2410.10989"]
#: observe = ["h.grad"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.jax = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: twin = "fused-cross-entropy-linear"
#: why = """
#: tanh keeps its result, the logits, for backward. A kernel that overwrites its input must mark it dirty, or
#: nobody may have saved it.
#: """
import torch
from gradproof.prelude import function, raw_copy
h = torch.tensor([[0.5, -1., 0.25], [2., 0.75, -0.5]], requires_grad=True)
target = torch.tensor([[0., 1., 0.], [1., 0., 0.]])
logits = torch.tanh(h)
loss = function(forward=lambda z: (-(torch.log_softmax(z, 1) * target).sum(), raw_copy(z, torch.softmax(z, 1) - target))[0], backward=lambda g, z: g * z, keep_as_attribute=[0])
loss(logits).backward()
