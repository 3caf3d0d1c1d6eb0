#: title = "A leaf that requires grad gets integers as data"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/autograd.html"]
#: expect.default = "detected"
#: error = "set_data"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.data = torch.tensor([5, 6])
(x * 2).sum().backward()
