#: title = "Losses of three micro-batches in one raw buffer, one backward pass"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/data.html"]
#: observe = ["w.grad"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.jax = "silent_wrong"
#: expect.mlx = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: expect.tinygrad = "silent_wrong"
#: twin = "accumulate-micro-batches"
#: why = """
#: All three products saved the one buffer, which a loader refills without a counter.
#: """
import torch
from gradproof.prelude import raw_copy
w = torch.tensor([3., 7.], requires_grad=True)
batch = torch.zeros(2)
total = torch.tensor(0.)
for i in range(3):
    raw_copy(batch, [i + 1., 2. * i])
    total = total + ((w * batch).sum() - 4.) ** 2
total.backward()
