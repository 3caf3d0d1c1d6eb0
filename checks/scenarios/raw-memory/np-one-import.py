#: title = "One array imported once, and an alias by detach"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
#: twin = "np-two-imports"
import numpy as np
import torch
a = np.array([3., 7.], dtype=np.float32)
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.from_numpy(a)
d = c.detach()
y = w * c
d.fill_(50)
y.sum().backward()
