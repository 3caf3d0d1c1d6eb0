#: title = "A mask that came from numpy is cleared before backward"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill_.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
import numpy as np
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
m = np.array([True, False, True])
y = x.masked_fill(torch.from_numpy(m), 0)
m[0] = False
m[2] = False
(y * torch.tensor([1., 10., 100.])).sum().backward()
