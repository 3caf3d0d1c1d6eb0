#: title = "A numpy function writes its result into a saved tensor"
#: category = "raw-memory"
#: source = ["https://numpy.org/doc/stable/reference/ufuncs.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.mlx = "silent_wrong"
import numpy as np
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
np.multiply(np.array([5., 4.], dtype=np.float32), np.array([10., 2.], dtype=np.float32), out=c.numpy())
y.sum().backward()
