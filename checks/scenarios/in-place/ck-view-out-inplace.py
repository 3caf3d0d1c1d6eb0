#: title = "A checkpoint returns a view that was rectified in place"
#: category = "in-place"
#: source = ["pytorch/pytorch#36383", "pytorch/pytorch#26546"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
from gradproof.prelude import checkpoint
x = torch.tensor([3., -7.], requires_grad=True)
w = torch.tensor([2., 5.], requires_grad=True)
y = checkpoint(lambda t: (t * w)[:].relu_(), x)
(y * torch.tensor([1., 10.])).sum().backward()
