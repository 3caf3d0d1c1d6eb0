#: title = "A leaf gets other memory by set_"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.set_.html"]
#: expect.default = "detected"
#: error = "leaf_write"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
t = torch.tensor([5., 6.])
x.set_(t)
(x * 2).sum().backward()
