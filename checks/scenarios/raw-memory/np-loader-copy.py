#: title = "One numpy batch buffer, copied into a tensor for each loss"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/data.html"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "np-loader-buffer"
import numpy as np
import torch
batch = np.zeros(2, dtype=np.float32)
w = torch.tensor([2., -1.], requires_grad=True)
total = torch.tensor(0.)
for i in range(3):
    batch[0] = i + 1.
    batch[1] = 2. * i
    total = total + (w * torch.tensor(batch)).sum()
total.backward()
