#: title = "The numpy array behind a saved tensor is written"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "np-source-copy"
#: why = """
#: from_numpy shares memory and numpy has no version counter. Use torch.tensor(array), which copies, where the
#: array is written later.
#: """
import numpy as np
import torch
a = np.array([3., 7.], dtype=np.float32)
w = torch.tensor([2., -1.], requires_grad=True)
y = w * torch.from_numpy(a)
a[0] = 50.
y.sum().backward()
