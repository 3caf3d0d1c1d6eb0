#: title = "Calls that return the tensor itself or share its memory"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: observe = ["one", "two", "three", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.one = true
#: right.two = true
#: right.three = true
import torch
import torch.nn.functional as F
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
one = same_memory(h, h.contiguous())
two = same_memory(h, F.dropout(h, 0.5, training=False))
three = same_memory(h, h.flatten())
(h.contiguous().flatten() * torch.tensor([1., 10.])).sum().backward()
