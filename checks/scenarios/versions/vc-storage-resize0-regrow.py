#: title = "A storage is given back and made again between forward and backward"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/storage.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect."pytorch<2.0" = "unsupported"
#: right."w.grad" = [3.0, 7.0]
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
c.untyped_storage().resize_(0)
c.untyped_storage().resize_(8)
c.untyped_storage().fill_(0)
y.sum().backward()
