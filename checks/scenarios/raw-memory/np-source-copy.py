#: title = "A tensor made from an array by copy does not see writes to the array"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.tensor.html"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "np-source-write"
import numpy as np
import torch
a = np.array([3., 7.], dtype=np.float32)
w = torch.tensor([2., -1.], requires_grad=True)
y = w * torch.tensor(a)
a[0] = 50.
y.sum().backward()
