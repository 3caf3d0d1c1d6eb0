#: title = "One numpy batch buffer, refilled while losses of earlier batches wait"
#: category = "raw-memory"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/data.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "np-loader-copy"
#: why = """
#: All losses were computed from different batches, and all gradients are computed from the last one. Copy the
#: batch, or do the backward pass before the buffer is filled again.
#: """
import numpy as np
import torch
batch = np.zeros(2, dtype=np.float32)
w = torch.tensor([2., -1.], requires_grad=True)
total = torch.tensor(0.)
for i in range(3):
    batch[0] = i + 1.
    batch[1] = 2. * i
    total = total + (w * torch.from_numpy(batch)).sum()
total.backward()
