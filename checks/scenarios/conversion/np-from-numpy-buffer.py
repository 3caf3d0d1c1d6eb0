#: title = "from_numpy shares the array's memory"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: note = "libtorch has no arrays."
#: why = """
#: A buffer that is filled again for the next batch changes the tensor that the graph saved.
#: """
import numpy as np
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
buffer = np.array([3.0, 5.0], dtype=np.float32)
y = (x * torch.from_numpy(buffer)).sum()
buffer[:] = 7
y.backward()
