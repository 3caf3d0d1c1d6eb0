#: title = "A storage is asked for its size between forward and backward"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/storage.html"]
#: observe = ["elements", "bytes", "w.grad"]
#: expect.default = "correct"
#: expect."pytorch<2.0" = "unsupported"
#: expect.libtorch = "unsupported"
#: right.elements = 3
#: right.bytes = 12
#: twin = "vc-storage-write"
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7., 1.])
y = w * c[1:]
elements = c.storage().size()
bytes = c.untyped_storage().nbytes()
y.sum().backward()
