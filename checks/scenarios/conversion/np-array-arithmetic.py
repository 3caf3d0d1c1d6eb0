#: title = "Arithmetic on an array makes a new one, augmented assignment writes the tensor's memory"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html"]
#: observe = ["x.grad", "c"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.mlx = "silent_wrong"
#: note = "libtorch has no arrays."
#: why = """
#: n * 2 is a new array. n += 1 writes c's bytes, which the product saved, and no counter sees it.
#: """
import numpy as np
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
c = torch.tensor([3.0, 5.0])
y = (x * c).sum()
n = c.numpy()
m = n * 2
n += 1
y.backward()
