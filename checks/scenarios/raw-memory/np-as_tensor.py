#: title = "as_tensor of an array shares its memory"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.as_tensor.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "np-source-copy"
import numpy as np
import torch
a = np.array([3., 7.], dtype=np.float32)
w = torch.tensor([2., -1.], requires_grad=True)
y = w * torch.as_tensor(a)
a[1] = 50.
y.sum().backward()
