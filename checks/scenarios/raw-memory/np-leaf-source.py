#: title = "A leaf made from a numpy array, and the array is written"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
import numpy as np
import torch
a = np.array([3., 7.], dtype=np.float32)
x = torch.from_numpy(a).requires_grad_()
y = x ** 2
a[0] = 50.
y.sum().backward()
