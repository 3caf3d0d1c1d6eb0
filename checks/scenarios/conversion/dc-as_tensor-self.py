#: title = "as_tensor of a tensor is the tensor"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.as_tensor.html"]
#: observe = ["shared", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.shared = true
import torch
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
t = torch.as_tensor(x)
shared = same_memory(t, x)
(t * torch.tensor([1., 10.])).sum().backward()
