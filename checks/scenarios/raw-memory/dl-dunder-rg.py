#: title = "A leaf that requires grad is exported by from_dlpack"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/dlpack.html"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "dlpack"
#: twin = "dl-capsule-rg"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
d = torch.from_dlpack(x)
(x * d).sum().backward()
