#: title = "The bytes behind a part of a saved tensor are zeroed"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/storage.html"]
#: expect.default = "silent_wrong"
#: expect."pytorch<2.0" = "unsupported"
#: expect.libtorch = "unsupported"
#: twin = "vc-storage-sizes"
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7., 1.])
y = w * c[1:]
c.untyped_storage().fill_(0)
y.sum().backward()
