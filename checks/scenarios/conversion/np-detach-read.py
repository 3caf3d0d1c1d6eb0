#: title = "detach().numpy() read only"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html"]
#: observe = ["n", "same_memory(h, n)", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right = { "same_memory(h, n)" = true }
#: twin = "np-detach-numpy"
#: note = "libtorch has no numpy()."
#: why = """
#: The array is the tensor's memory, not a copy. Reading it harms nothing.
#: """
import torch
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
n = h.detach().numpy()
(h * h).sum().backward()
