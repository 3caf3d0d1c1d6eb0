#: title = "A buffer behind a saved tensor is written"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.frombuffer.html"]
#: expect.default = "silent_wrong"
#: expect.native = "unsupported"
#: expect.libtorch = "unsupported"
#: right."w.grad" = [3.0, 7.0]
import numpy as np
import torch
a = np.array([3., 7.], dtype=np.float32)
w = torch.tensor([2., -1.], requires_grad=True)
y = w * torch.frombuffer(a, dtype=torch.float32)
a[1] = 50.
y.sum().backward()
