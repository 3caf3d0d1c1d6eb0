#: title = "The same fused cross entropy behind a product, which does not keep its result"
#: category = "in-the-wild"
#: source = ["https://github.com/linkedin/Liger-Kernel"]
#: observe = ["w.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "fused-cross-entropy"
import torch
from gradproof.prelude import function, raw_copy
w = torch.tensor([[0.5, -1., 0.25], [2., 0.75, -0.5]], requires_grad=True)
x = torch.tensor([[1., 2.], [-3., 0.5]])
target = torch.tensor([[0., 1., 0.], [1., 0., 0.]])
logits = x @ w
loss = function(forward=lambda z: (-(torch.log_softmax(z, 1) * target).sum(), raw_copy(z, torch.softmax(z, 1) - target))[0], backward=lambda g, z: g * z, keep_as_attribute=[0])
loss(logits).backward()
