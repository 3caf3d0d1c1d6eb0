#: title = "torch.tensor of an array copies it"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "np-from-numpy-buffer"
#: note = "libtorch has no arrays."
#: why = """
#: torch.tensor always copies; the buffer may be filled again.
#: """
import numpy as np
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
buffer = np.array([3.0, 5.0], dtype=np.float32)
y = (x * torch.tensor(buffer)).sum()
buffer[:] = 7
y.backward()
