#: title = "A numpy view of a saved result is scaled"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.jax = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: why = """
#: exp keeps its result for backward; the numpy view is that result.
#: """
import torch
from gradproof.prelude import numpy_view
x = torch.tensor([0.5, -1.], requires_grad=True)
y = x.exp()
v = numpy_view(y)
v *= 3.
(y * torch.tensor([1., 10.])).sum().backward()
