#: title = "One array imported twice: two counters on one memory"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: twin = "np-one-import"
#: why = """
#: Each from_numpy makes a tensor with a counter of its own; the write to d is counted, but not where it is
#: looked for. Import once and use detach() for aliases.
#: """
import numpy as np
import torch
a = np.array([3., 7.], dtype=np.float32)
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.from_numpy(a)
d = torch.from_numpy(a)
y = w * c
d.fill_(50)
y.sum().backward()
